import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {WantedModel} from '../../source/domain/config.ts';
import type {PlanStep} from '../../source/domain/model-plan.ts';
import type {ShelfNode, ShelfRow} from '../../source/domain/model-shelf.ts';
import {asServed, memoryFit} from '../../source/rules/model-fit.ts';
import {planModels} from '../../source/rules/model-plan.ts';
import {modelShelf} from '../../source/rules/model-shelf.ts';
import {afterPlan, countedRack, type PlanRack, someRack} from '../helpers/plan-racks.ts';

const runs = {numRuns: 2000};
const pruning = fc.boolean();

function stepsOf(steps: readonly PlanStep[], type: PlanStep['deed']['type']) {
	return steps.filter(({deed}) => deed.type === type);
}

function rowOf(nodes: readonly ShelfNode[], name: string): ShelfRow | undefined {
	return modelShelf(nodes, []).find(row => row.name === name);
}

function mayHave({tags, nodes}: WantedModel, node: ShelfNode): boolean {
	const isNamed = nodes.length === 0 || nodes.includes(node.name);
	return isNamed && tags.every(tag => node.tags.includes(tag));
}

function holdersOf(wish: WantedModel, nodes: readonly ShelfNode[]): readonly ShelfNode[] {
	const row = rowOf(nodes, wish.name);
	return nodes.filter(node => mayHave(wish, node) && row?.copies.get(node.name)?.isOther === false);
}

/** What one more copy somewhere would take, where it could be. */
type Move = {readonly wish: WantedModel; readonly node: ShelfNode; readonly bytes: number};

function movesOf({nodes, wanted}: PlanRack): readonly Move[] {
	return wanted.flatMap(wish => {
		const model = rowOf(nodes, wish.name)?.model;
		return nodes.flatMap(node => {
			const isFree =
				node.service.state === 'serving' &&
				node.installed?.every(({name}) => name !== wish.name) === true;
			return model !== undefined && isFree && memoryFit(model, node, asServed).fits !== 'no'
				? [{wish, node, bytes: model.sizeBytes}]
				: [];
		});
	});
}

/** The fewest bytes with which all wishes can be met, of all that can be done; undefined: they cannot. */
function fewestBytes(rack: PlanRack): number | undefined {
	const moves = movesOf(rack);
	const missing = rack.wanted.map(
		wish => (wish.replicas ?? 0) - holdersOf(wish, rack.nodes).length,
	);
	let fewest: number | undefined;
	const tryFrom = (index: number, done: readonly Move[]): void => {
		const [move] = moves.slice(index, index + 1);
		if (move !== undefined) {
			tryFrom(index + 1, done);
			const there = done.filter(({node}) => node === move.node);
			const bytes = there.reduce((sum, one) => sum + one.bytes, move.bytes);
			if (bytes <= (move.node.diskFreeBytes ?? Number.POSITIVE_INFINITY)) {
				tryFrom(index + 1, [...done, move]);
			}

			return;
		}

		const isMet = rack.wanted.every((wish, position) => {
			const added = done.filter(one => one.wish === wish && mayHave(wish, one.node)).length;
			return added >= (missing[position] ?? 0);
		});
		const bytes = done.reduce((sum, one) => sum + one.bytes, 0);
		fewest = isMet ? Math.min(bytes, fewest ?? bytes) : fewest;
	};
	tryFrom(0, []);
	return fewest;
}

describe('on any rack', () => {
	test('the plan reaches what is wanted with the fewest bytes of all ways, or says that there is none', () => {
		let reached = 0;
		let impossible = 0;
		fc.assert(
			fc.property(countedRack, rack => {
				const plan = planModels({...rack, isPruning: false});
				const fewest = fewestBytes(rack);
				expect(plan.unmet.length === 0).toBe(fewest !== undefined);
				if (fewest === undefined) {
					impossible += 1;
					return;
				}

				const {nodes} = afterPlan(rack, plan);
				for (const wish of rack.wanted) {
					expect(holdersOf(wish, nodes).length).toBeGreaterThanOrEqual(wish.replicas ?? 0);
				}

				expect(plan.steps.reduce((sum, {bytes}) => sum + (bytes ?? 0), 0)).toBe(fewest);
				reached += plan.steps.length > 0 ? 1 : 0;
			}),
			runs,
		);
		expect(reached).toBeGreaterThan(100);
		expect(impossible).toBeGreaterThan(100);
	});

	test('a second plan has nothing to do', () => {
		fc.assert(
			fc.property(someRack, pruning, (rack, isPruning) => {
				const after = afterPlan(rack, planModels({...rack, isPruning}));
				expect(planModels({...after, isPruning}).steps).toEqual([]);
			}),
			runs,
		);
	});

	test('no step leaves a model without a copy, and none goes to or comes from a node without Ollama', () => {
		let removed = 0;
		fc.assert(
			fc.property(someRack, pruning, (rack, isPruning) => {
				const {nodes} = rack;
				const serving = new Set(
					nodes.filter(({service}) => service.state === 'serving').map(({name}) => name),
				);
				const before = modelShelf(nodes, []).map(({name}) => name);
				afterPlan(rack, planModels({...rack, isPruning}), (now, {deed}) => {
					expect(modelShelf(now, []).map(({name}) => name)).toEqual(expect.arrayContaining(before));
					expect(serving).toContain(deed.node);
					expect(deed.type !== 'copy' || serving.has(deed.from)).toBe(true);
					removed += deed.type === 'remove' ? 1 : 0;
				});
			}),
			runs,
		);
		expect(removed).toBeGreaterThan(100);
	});

	test('a copy comes from a node that has the right one by then, and waits for it', () => {
		fc.assert(
			fc.property(someRack, pruning, (rack, isPruning) => {
				const plan = planModels({...rack, isPruning});
				const hadIt = (step: PlanStep): boolean =>
					step.deed.type !== 'copy' ||
					rowOf(rack.nodes, step.deed.model)?.copies.get(step.deed.from)?.isOther === false;
				for (const [position, step] of plan.steps.entries()) {
					const {deed, after} = step;
					expect(after.every(one => one < position)).toBe(true);
					const made = after.map(one => plan.steps[one]?.deed);
					const isMade = made.some(
						one => deed.type === 'copy' && one?.node === deed.from && one.model === deed.model,
					);
					expect(hadIt(step) || isMade).toBe(true);
				}
			}),
			runs,
		);
	});

	test('the internet gives each model once, and only where no node has it', () => {
		fc.assert(
			fc.property(someRack, rack => {
				const pulls = stepsOf(planModels({...rack, isPruning: false}).steps, 'pull');
				const models = pulls.map(({deed}) => deed.model);
				expect(new Set(models).size).toBe(models.length);
				expect(models.filter(model => rowOf(rack.nodes, model) !== undefined)).toEqual([]);
			}),
			runs,
		);
	});

	test('nothing is removed or replaced unless that was asked for', () => {
		fc.assert(
			fc.property(someRack, rack => {
				const {steps} = planModels({...rack, isPruning: false});
				const replaced = steps.filter(
					({deed}) => rowOf(rack.nodes, deed.model)?.copies.has(deed.node) === true,
				);
				expect(replaced).toEqual([]);
			}),
			runs,
		);
	});

	test('pruned, so many nodes have it as should, and no other', () => {
		fc.assert(
			fc.property(countedRack, rack => {
				const plan = planModels({...rack, isPruning: true});
				const {nodes} = afterPlan(rack, plan);
				for (const wish of rack.wanted.filter(({name}) =>
					plan.unmet.every(({model}) => model !== name),
				)) {
					expect(holdersOf(wish, nodes)).toHaveLength(wish.replicas ?? 0);
					expect(rowOf(nodes, wish.name)?.copies.size).toBe(wish.replicas);
				}
			}),
			runs,
		);
	});
});
