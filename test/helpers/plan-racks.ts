import fc from 'fast-check';
import type {WantedModel} from '../../source/domain/config.ts';
import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import type {ModelPlan, PlanStep} from '../../source/domain/model-plan.ts';
import type {ShelfNode} from '../../source/domain/model-shelf.ts';
import type {InstalledModel} from '../../source/domain/ollama.ts';
import {gigabyte} from './route-builders.ts';
import {aModel, aShelfNode, aWish} from './shelf-builders.ts';

export type PlanRack = {
	readonly nodes: readonly ShelfNode[];
	readonly wanted: readonly WantedModel[];
};

/** What there is in a registry, and how large each is. */
export const sizes = {'small:1b': 1, 'usual:3b': 2, 'large:8b': 3} as const;
const names = Object.keys(sizes) as Array<keyof typeof sizes>;
const mostNodes = 4;

export function registryModel(name: string, digit: string): InstalledModel {
	const size = Object.entries(sizes).find(([one]) => one === name)?.[1] ?? 1;
	return aModel(name, digit, {sizeBytes: size * gigabyte});
}

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, {nil: undefined, freq: 8});

const installed = fc
	.record({chosen: fc.subarray(names), digit: fc.constantFrom('a', 'a', 'a', 'b')})
	.map(({chosen, digit}) => chosen.map(name => registryModel(name, digit)));

const node = fc.record({
	tags: fc.constantFrom(['nvme'], ['pi5'], ['nvme', 'pi5']),
	service: fc.oneof(
		{weight: 8, arbitrary: fc.constant({state: 'serving'} as const)},
		fc.constant({state: 'notServing', failure: undefined} as const),
		fc.constant({state: 'unreachable', failure: undefined} as const),
	),
	installed: maybe(installed),
	diskFreeBytes: maybe(fc.integer({min: 0, max: 7}).map(size => size * gigabyte)),
	memoryAvailableBytes: maybe(fc.constantFrom(1, 4, 6, 9).map(size => size * gigabyte)),
	vramFreeBytes: fc.constantFrom(undefined, undefined, 2 * gigabyte, 8 * gigabyte),
});

const racks = fc
	.array(node, {minLength: 2, maxLength: mostNodes})
	.map(all => all.map((fields, index) => aShelfNode(`n${index}`, fields)));

const wish = fc.record({
	replicas: maybe(fc.constantFrom(0, 1, 1, 2, 2, 3, 4)),
	tags: fc.constantFrom([], [], [], ['nvme'], ['pi5']),
	nodes: fc.oneof(
		{weight: 6, arbitrary: fc.constant([])},
		fc.subarray(Array.from({length: mostNodes}, (_, index) => `n${index}` as NodeName)),
	),
});

export const someRack: fc.Arbitrary<PlanRack> = fc
	.record({nodes: racks, wishes: fc.array(wish, {maxLength: names.length})})
	.map(({nodes, wishes}) => ({
		nodes,
		wanted: wishes.map((fields, index) => aWish(names[index] ?? '', fields)),
	}));

/** Each model is somewhere, so that its size is known, and so many nodes should have it. */
export const countedRack: fc.Arbitrary<PlanRack> = fc
	.record({
		rack: someRack,
		counts: fc.array(fc.integer({min: 0, max: 3}), {minLength: 3, maxLength: 3}),
	})
	.map(({rack, counts}) => ({
		nodes: [
			...rack.nodes,
			aShelfNode('source', {
				diskFreeBytes: 0,
				installed: names.map(name => registryModel(name, 'a')),
			}),
		],
		wanted: rack.wanted.map((one, index) => ({
			...one,
			replicas: one.replicas ?? counts[index],
			nodes: one.nodes.filter(name => rack.nodes.some(each => each.name === name)),
		})),
	}));

/** The rack once the steps are done, one after the other; `seen` hears of it after each. */
export function afterPlan(
	{nodes, wanted}: PlanRack,
	{steps}: ModelPlan,
	seen: (nodes: readonly ShelfNode[], step: PlanStep) => void = () => undefined,
): PlanRack {
	let now = nodes;
	for (const step of steps) {
		const came = cameOf(step, now);
		now = now.map(one => (one.name === step.deed.node ? changed(one, step.deed.model, came) : one));
		seen(now, step);
	}

	return {nodes: now, wanted};
}

/** What a node gets; undefined: it loses what it had. */
function cameOf({deed}: PlanStep, nodes: readonly ShelfNode[]): InstalledModel | undefined {
	switch (deed.type) {
		case 'pull':
			return registryModel(deed.model, 'c');
		case 'copy':
			return nodes
				.find(({name}) => name === deed.from)
				?.installed?.find(({name}) => name === deed.model);
		default:
			return undefined;
	}
}

function changed(node: ShelfNode, model: ModelName, came: InstalledModel | undefined): ShelfNode {
	const {installed = [], diskFreeBytes} = node;
	const others = installed.filter(({name}) => name !== model);
	const before = installed.find(({name}) => name === model)?.sizeBytes ?? 0;
	const free = diskFreeBytes === undefined ? undefined : diskFreeBytes + before;
	return {
		...node,
		installed: [...others, ...(came === undefined ? [] : [came])],
		diskFreeBytes: free === undefined ? undefined : free - (came?.sizeBytes ?? 0),
	};
}
