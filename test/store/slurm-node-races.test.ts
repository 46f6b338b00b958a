/** Between the key and the capital that confirms it nodes come, go and change places: only those that were seen at the key are meant. */
import process from 'node:process';
import fc from 'fast-check';
import {expect, it} from 'vitest';
import type {SlurmNode} from '../../source/domain/partition.ts';
import {slurmNodeUnder} from '../../source/store/slurm-node-rows.ts';
import {hpc, QueueRack} from '../helpers/queue-rack.ts';
import {aSlurmNode} from '../helpers/slurm-nodes.ts';

const races = process.env['FULL'] === '1' ? 1000 : 100;

/** Few names, and what they are sorted by. */
const node = fc
	.record({
		name: fc.constantFrom('n1', 'n2', 'n3', 'n10', 'n11'),
		states: fc.constantFrom(['IDLE'], ['MIXED'], ['DRAINED'], ['DOWN']),
		cpusAllocated: fc.integer({min: 0, max: 4}),
	})
	.map(({name, ...parts}): SlurmNode => aSlurmNode(name, parts));

const nodes = fc.uniqueArray(node, {selector: ({name}) => name, maxLength: 5});

function told(rack: QueueRack, listed: readonly SlurmNode[]): QueueRack {
	const answer = {partitions: [], nodes: listed, tookMs: 10, intervalMs: 30_000};
	return rack.send({type: 'cluster/nodesListed', cluster: hpc, ...answer, atMs: 0});
}

type Step = (rack: QueueRack) => unknown;

const step: fc.Arbitrary<Step> = fc.oneof(
	nodes.map(listed => (rack: QueueRack) => told(rack, listed)),
	nodes.map(listed => (rack: QueueRack) => told(rack, listed)),
	fc.constant((rack: QueueRack) => rack.rested()),
	fc.constant((rack: QueueRack) =>
		rack.send({type: 'screen/resized', size: {columns: 120, rows: 40}, atMs: 0}),
	),
	fc.constant((rack: QueueRack) =>
		rack.send({
			...{type: 'cluster/lost', cluster: hpc, retryInMs: 1000, atMs: 0},
			failure: {kind: 'refused', where: 'login'},
		}),
	),
);
const steps = fc.array(step, {maxLength: 8});

const race = fc.record({
	first: nodes,
	/** After the keys, before the one that asks: what is marked or under the cursor may be gone. */
	before: steps,
	moves: fc.array(fc.constantFrom('j', 'k', 'G', 'g', 's', 'space'), {maxLength: 6}),
	way: fc.constantFrom('U', 'D'),
	whileTyped: steps,
	whileAsked: steps,
});

it(`changes the nodes that were seen at the key, in ${races} races`, () => {
	let confirmed = 0;
	fc.assert(
		fc.property(race, ({first, before, moves, way, whileTyped, whileAsked}) => {
			const rack = told(new QueueRack(), first).press('v', ...moves);
			run(rack, before);
			const {marks} = rack.screen.jobs.nodes;
			const under = slurmNodeUnder(rack.state)?.name;
			rack.press(way);
			if (rack.screen.line !== undefined) {
				run(rack, whileTyped);
				rack.type('fan').press('enter');
			}

			const {dialog} = rack.screen;
			if (dialog === undefined) {
				return;
			}

			run(rack, whileAsked);
			expect(rack.screen.dialog).toEqual(dialog);
			const [effect] = rack.press(way).asked;
			const meant = effect?.type === 'changeSlurmNode' ? effect.nodes : [];
			const seen = marks.length > 0 ? marks : [under];
			confirmed += 1;
			expect(meant.length).toBeGreaterThan(0);
			expect(meant.filter(name => !seen.includes(name))).toEqual([]);
		}),
		{numRuns: races},
	);
	expect(confirmed).toBeGreaterThan(races / 4);
});

function run(rack: QueueRack, all: readonly Step[]): void {
	for (const one of all) {
		one(rack);
	}
}
