import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Failure} from '../../source/domain/failure.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import type {DeedEnd} from '../../source/domain/model-deed.ts';
import type {PlannedDeed, PlanStep, StepState} from '../../source/domain/model-plan.ts';
import {planModels} from '../../source/rules/model-plan.ts';
import {afterDeed, nextSteps, waitingStep} from '../../source/rules/plan-progress.ts';
import {afterPlan, someRack} from '../helpers/plan-racks.ts';
import {aModel, aShelfNode, aWish} from '../helpers/shelf-builders.ts';
import {modelShelf} from '../../source/rules/model-shelf.ts';
import type {ShelfNode} from '../../source/domain/model-shelf.ts';
import {leastCpuMs} from '../helpers/least-cpu.ts';

const done: DeedEnd = {
	state: 'done',
	result: {digest: undefined, fetchedBytes: 0, wasThere: false},
};
const lost = (where: string): Failure => ({kind: 'unreachable', where, reason: 'gone'});

type Tell = (deed: PlannedDeed) => Failure | undefined;

/** How each step ends, one deed after the other; `pick` says which of those that run ends next. */
function carriedOut(
	steps: readonly PlanStep[],
	nodes: readonly ShelfNode[],
	{fail, pick = () => 0}: {readonly fail: Tell; readonly pick?: (running: number) => number},
) {
	const rows = modelShelf(nodes, []);
	const holders = (model: string): readonly NodeName[] =>
		[...(rows.find(({name}) => name === model)?.copies ?? [])]
			.filter(([, {isOther}]) => !isOther)
			.map(([node]) => node);
	const told: PlannedDeed[] = [];
	let states: readonly StepState[] = steps.map(() => waitingStep);
	for (;;) {
		for (const next of nextSteps({steps, states, holders})) {
			const state: StepState =
				'start' in next
					? {
							state: 'running',
							deed: next.start,
							tried: triedOf(states[next.position]),
						}
					: {state: 'skipped', because: next.because};
			states = states.with(next.position, state);
		}

		const running = states.flatMap((state, index) =>
			state.state === 'running' ? [{state, index}] : [],
		);
		const ended = running[pick(running.length) % Math.max(1, running.length)];
		if (ended === undefined) {
			return {states, told};
		}

		told.push(ended.state.deed);
		const failure = fail(ended.state.deed);
		const end: DeedEnd = failure === undefined ? done : {state: 'failed', failure};
		states = states.with(ended.index, afterDeed(ended.state, end, {steps, states, holders}));
	}
}

function triedOf(state: StepState | undefined): readonly NodeName[] {
	return state?.state === 'waiting' ? state.tried : [];
}

const model = aModel('a:1');
const rack = (having: number, count: number) =>
	Array.from({length: count}, (_, index) =>
		aShelfNode(`n${index}`, {installed: index < having ? [model] : []}),
	);

function planFor(nodes: readonly ShelfNode[], replicas: number) {
	return planModels({nodes, wanted: [aWish('a:1', {replicas})], isPruning: false}).steps;
}

const touches =
	(...gone: readonly string[]): Tell =>
	deed => {
		const nodes = [deed.node, ...(deed.type === 'copy' ? [deed.from] : [])];
		const where = nodes.find(node => gone.includes(node));
		return where === undefined ? undefined : lost(where);
	};
const lineOf = (deed: PlannedDeed): string =>
	deed.type === 'copy' ? `${deed.from}>${deed.node}` : `${deed.type} ${deed.node}`;

describe('what was lost is made up for', () => {
	test('by another source where the planned one never got it', () => {
		const nodes = rack(1, 4);
		const steps = planFor(nodes, 4);
		expect(steps.map(({deed}) => lineOf(deed))).toEqual(['n0>n1', 'n0>n2', 'n1>n3']);
		const {states, told} = carriedOut(steps, nodes, {fail: touches('n1')});
		expect(states.map(({state}) => state)).toEqual(['failed', 'done', 'done']);
		expect(told.map(lineOf)).toEqual(['n0>n1', 'n0>n2', 'n0>n3']);
	});

	test('by another source where the planned one is gone itself', () => {
		const nodes = rack(2, 3);
		const {states, told} = carriedOut(planFor(nodes, 3), nodes, {fail: touches('n0')});
		expect(states.map(({state}) => state)).toEqual(['done']);
		expect(told.map(lineOf)).toEqual(['n0>n2', 'n1>n2']);
	});

	test('by another node that asks the internet, but not by all of a large rack', () => {
		const nodes = rack(0, 6);
		const {told} = carriedOut(planFor(nodes, 6), nodes, {fail: touches('n0')});
		expect(told.map(lineOf).slice(0, 2)).toEqual(['pull n0', 'pull n1']);
		expect(told.filter(({type}) => type === 'copy')).toHaveLength(4);
		const none = carriedOut(planFor(nodes, 6), nodes, {fail: ({node}) => lost(node)});
		expect(none.told.map(lineOf)).toEqual(['pull n0', 'pull n1', 'pull n2']);
		expect(none.states.slice(3).every(({state}) => state === 'skipped')).toBe(true);
	});

	test('by the registry where what a node has cannot be read, which is no reason for others to wait', () => {
		const nodes = rack(2, 4);
		const denied: Tell = deed =>
			deed.type === 'copy' ? {kind: 'denied', where: deed.from, reason: 'closed'} : undefined;
		const {states, told} = carriedOut(planFor(nodes, 4), nodes, {fail: denied});
		expect(states.map(({state}) => state)).toEqual(['done', 'done']);
		expect(told.map(lineOf).toSorted()).toEqual(
			[...['n0>n2', 'n0>n3', 'n1>n2', 'n1>n3', 'n2>n3', 'pull n2', 'pull n3']].toSorted(),
		);
	});

	test('but not where the disk is full, which another source does not empty', () => {
		const nodes = rack(2, 3);
		const full = () => ({kind: 'diskFull', where: 'n2'}) as const;
		expect(carriedOut(planFor(nodes, 3), nodes, {fail: full}).told.map(lineOf)).toEqual(['n0>n2']);
	});
});

test('what is removed waits for all that should be there, and stays where that failed', () => {
	const nodes = [...rack(1, 1), aShelfNode('t', {tags: ['t']})];
	const wanted = [aWish('a:1', {replicas: 1, tags: ['t']})];
	const {steps} = planModels({nodes, wanted, isPruning: true});
	const {states, told} = carriedOut(steps, nodes, {fail: touches('t')});
	expect(told.map(lineOf)).toEqual(['n0>t']);
	expect(states.at(-1)).toEqual({state: 'skipped', because: 0});
});

describe('on any rack', () => {
	const picks = fc.infiniteStream(fc.nat(20)).map(stream => () => stream.next().value ?? 0);

	test('every step ends, and those that nothing was in the way of are done', () => {
		fc.assert(
			fc.property(someRack, fc.boolean(), picks, (given, isPruning, pick) => {
				const plan = planModels({...given, isPruning});
				const {states, told} = carriedOut(plan.steps, given.nodes, {fail: () => undefined, pick});
				expect(states.every(({state}) => state === 'done')).toBe(true);
				expect(told.map(lineOf).toSorted()).toEqual(
					plan.steps.map(({deed}) => lineOf(deed)).toSorted(),
				);
			}),
			{numRuns: 500},
		);
	});

	test('with nodes lost on the way all others get what they should, and no last copy goes', () => {
		let made = 0;
		const gone = fc.subarray(['n0', 'n1', 'n2', 'n3']);
		fc.assert(
			fc.property(someRack, gone, picks, (given, names, pick) => {
				const {steps} = planModels({...given, isPruning: true});
				const {states, told} = carriedOut(steps, given.nodes, {fail: touches(...names), pick});
				expect(states.filter(({state}) => state === 'waiting' || state === 'running')).toEqual([]);
				const firstRound = steps.findIndex(({deed}) => deed.type === 'remove');
				for (const [position, {deed}] of steps
					.slice(0, firstRound === -1 ? undefined : firstRound)
					.entries()) {
					const rows = modelShelf(given.nodes, []);
					const having = [...(rows.find(row => row.name === deed.model)?.copies ?? [])]
						.filter(([, {isOther}]) => !isOther)
						.map(([node]) => String(node));
					const isGiven = having.some(node => !names.includes(node)) && having.length < 3;
					if (deed.type === 'copy' && isGiven && !names.includes(deed.node)) {
						expect(states[position]?.state).toBe('done');
						made += 1;
					}
				}

				const doneSteps = steps.filter((_, index) => states[index]?.state === 'done');
				const before = modelShelf(given.nodes, []).map(({name}) => name);
				const after = modelShelf(afterPlan(given, {steps: doneSteps, unmet: []}).nodes, []);
				expect(after.map(({name}) => name)).toEqual(expect.arrayContaining(before));
				expect(told.length).toBeLessThanOrEqual(steps.length * 4);
			}),
			{numRuns: 1000},
		);
		expect(made).toBeGreaterThan(50);
	});
});

test('a plan of two thousand steps is gone through while it is carried out, without being felt', () => {
	const models = Array.from({length: 100}, (_, index) => aModel(`model-${index}:7b`));
	const nodes = Array.from({length: 200}, (_, index) =>
		aShelfNode(`n${index}`, {installed: index < 2 ? models : [], diskFreeBytes: 1e13}),
	);
	const wanted = models.map(one => aWish(one.name, {replicas: 22}));
	const {steps} = planModels({nodes, wanted, isPruning: false});
	expect(steps).toHaveLength(2000);
	const states = steps.map(() => waitingStep);
	const holders = () => ['n0', 'n1'] as NodeName[];
	const next = nextSteps({steps, states, holders});
	const again = () => nextSteps({steps: [...steps], states: [...states], holders});
	expect(leastCpuMs(again)).toBeLessThan(50);
	// Two from each node that has them, and no more.
	expect(next).toHaveLength(4);
});
