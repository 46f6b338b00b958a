import {describe, expect, test} from 'vitest';
import type {WantedModel} from '../../source/domain/config.ts';
import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import type {PlanStep} from '../../source/domain/model-plan.ts';
import type {ShelfNode} from '../../source/domain/model-shelf.ts';
import {impossibleWishes, planModels} from '../../source/rules/model-plan.ts';
import {aLoadedModel, gigabyte} from '../helpers/route-builders.ts';
import {aModel, aShelfNode, aWish, digestOf} from '../helpers/shelf-builders.ts';
import {leastCpuMs} from '../helpers/least-cpu.ts';

const name = 'qwen3:4b';
const model = aModel(name, 'a', {sizeBytes: 2 * gigabyte});
const has = {installed: [model]};

function planOf(
	nodes: readonly ShelfNode[],
	wish: Partial<WantedModel>,
	isPruning = false,
): ReturnType<typeof planModels> {
	return planModels({nodes, wanted: [aWish(name, wish)], isPruning});
}

/** `copy n0>n1` */
function lineOf({deed, after}: PlanStep): string {
	const from = deed.type === 'copy' ? `${deed.from}>` : '';
	const waits = after.length === 0 ? '' : ` after ${after.join(',')}`;
	return `${deed.type} ${from}${deed.node}${waits}`;
}

function linesOf(...args: Parameters<typeof planOf>): readonly string[] {
	return planOf(...args).steps.map(lineOf);
}

const node = (of: number, fields: Partial<ShelfNode> = {}) => aShelfNode(`n${of}`, fields);

describe('a model that too few nodes have', () => {
	test('is copied to the node with the most memory, which is told with the reason and the bytes', () => {
		const nodes = [node(0, has), node(1), node(2, {memoryAvailableBytes: 7 * gigabyte})];
		expect(planOf(nodes, {replicas: 2})).toEqual({
			steps: [
				{
					deed: {type: 'copy', node: 'n2', model: name, from: 'n0'},
					...{why: {reason: 'tooFew', have: 1, wanted: 2}, bytes: 2 * gigabyte, after: []},
				},
			],
			unmet: [],
		});
	});

	test('goes to the disk with the most room where memory is the same', () => {
		const nodes = [node(0, has), node(1), node(2, {diskFreeBytes: 200 * gigabyte})];
		expect(linesOf(nodes, {replicas: 2})).toEqual(['copy n0>n2']);
	});

	test('goes to GPUs that hold only a part of it where nothing else is left', () => {
		const spills = {vramFreeBytes: gigabyte, cards: 1, memoryAvailableBytes: 90 * gigabyte};
		const nodes = [node(0, has), node(1, spills), node(2, {memoryAvailableBytes: 3 * gigabyte})];
		expect(linesOf(nodes, {replicas: 2})).toEqual(['copy n0>n2']);
		expect(linesOf(nodes, {replicas: 3})).toEqual(['copy n0>n2', 'copy n0>n1']);
	});

	test('is pulled once where no node has it, and each that has it serves the next', () => {
		const nodes = Array.from({length: 5}, (_, index) => node(index));
		expect(linesOf(nodes, {replicas: 5})).toEqual([
			'pull n0',
			'copy n0>n1 after 0',
			'copy n0>n2 after 0',
			'copy n1>n3 after 1',
			'copy n0>n4 after 0',
		]);
	});

	test('comes from all that have it at once', () => {
		const nodes = [node(0, has), node(1, has), ...[2, 3, 4].map(of => node(of))];
		expect(linesOf(nodes, {replicas: 5})).toEqual([...['copy n0>n2', 'copy n1>n3', 'copy n0>n4']]);
	});
});

test('a model that is wanted under two of its names is brought once, as the first says', () => {
	const wanted = [aWish('a', {replicas: 2}), aWish('library/a:latest', {replicas: 3})];
	const nodes = [node(0, {installed: [aModel('a:latest')]}), node(1), node(2)];
	const {steps} = planModels({nodes, wanted, isPruning: true});
	expect(steps.map(lineOf)).toEqual(['copy n0>n1']);
});

test('of two models that go to the same nodes the second finds the memory that the first leaves', () => {
	const other = aModel('b:1', 'b', {sizeBytes: 2 * gigabyte});
	const nodes = [
		node(0, {installed: [model, other], tags: []}),
		...[1, 2].map(of => node(of, {tags: ['t']})),
	];
	const wanted = [name, 'b:1'].map(one => aWish(one, {replicas: 1, tags: ['t']}));
	const {steps} = planModels({nodes, wanted, isPruning: false});
	expect(steps.map(({deed}) => [deed.model, deed.node])).toEqual([
		[name, 'n1'],
		['b:1', 'n2'],
	]);
});

test('models that fit only in one way on their disks are put there in that way', () => {
	const three = {'large:8b': 3, 'small:1b': 2, 'tiny:1b': 2};
	const installed = Object.entries(three).map(([one, size]) =>
		aModel(one, 'a', {sizeBytes: size * gigabyte}),
	);
	const disk = (free: number) => ({tags: ['t'], diskFreeBytes: free * gigabyte});
	const nodes = [
		node(0, {installed}),
		node(1, {...disk(4), memoryAvailableBytes: 9 * gigabyte}),
		node(2, disk(3)),
	];
	const wanted = installed.map(one => aWish(one.name, {replicas: 1, tags: ['t']}));
	const {steps, unmet} = planModels({nodes, wanted, isPruning: false});
	expect(steps.map(({deed}) => deed.node)).toEqual(['n2', 'n1', 'n1']);
	expect(unmet).toEqual([]);
});

describe('only these nodes', () => {
	test('that are named get it, and the step says so', () => {
		const {steps, unmet} = planOf([node(0, has), node(1), node(2)], {nodes: ['n2' as NodeName]});
		expect(steps.map(lineOf)).toEqual(['copy n0>n2']);
		expect([steps[0]?.why, unmet]).toEqual([{reason: 'named'}, []]);
	});

	test('that have all the tags get it, also where one without them has it', () => {
		const tagged = [node(1, {tags: ['pi5']}), node(2, {tags: ['pi5', 'nvme']})];
		expect(linesOf([node(0, has), ...tagged], {replicas: 1, tags: ['pi5', 'nvme']})).toEqual([
			'copy n0>n2',
		]);
	});

	test('where it fits get it if nobody says how many', () => {
		const small = {memoryAvailableBytes: gigabyte};
		const {steps, unmet} = planOf([node(0, has), node(1, small), node(2)], {});
		expect(steps.map(lineOf)).toEqual(['copy n0>n2']);
		expect([steps[0]?.why, unmet]).toEqual([{reason: 'everywhere'}, []]);
	});
});

describe('what cannot be met is said', () => {
	const silent = {service: {state: 'unreachable', failure: undefined}} as const;

	test.each<[string, Partial<ShelfNode>, object]>([
		['a node that is away', silent, {reason: 'silent', service: silent.service}],
		['a list that nobody read', {installed: undefined}, {reason: 'notRead'}],
		['another one under the name', {installed: [aModel(name, 'b')]}, {reason: 'differs'}],
		[
			'too little memory',
			{memoryAvailableBytes: gigabyte},
			{reason: 'tooBig', memory: 'main', needsBytes: 2.4 * gigabyte, freeBytes: gigabyte},
		],
		[
			'too little disk',
			{diskFreeBytes: gigabyte},
			{reason: 'diskShort', needsBytes: 2 * gigabyte, freeBytes: gigabyte},
		],
	])('%s', (_, fields, reason) => {
		const nodes = [node(0, {...has, diskFreeBytes: 0}), node(2, has), node(1, fields)];
		const {steps, unmet} = planOf(nodes, {replicas: 3});
		expect(steps).toEqual([]);
		expect(unmet).toEqual([
			{model: name, wanted: 3, lacking: 1, reasons: [{...reason, node: 'n1'}]},
		]);
	});

	test('more nodes than there are, and how many with the tags', () => {
		const nodes = [node(0, {...has, tags: ['t']}), node(1)];
		expect(planOf(nodes, {replicas: 3, tags: ['t']}).unmet).toMatchObject([
			{lacking: 2, reasons: [{reason: 'tooFewNodes', nodes: 1, tags: ['t']}]},
		]);
	});

	test('a node that nobody can ask where it is wanted wherever it fits', () => {
		expect(planOf([node(0, has), node(1, silent)], {}).unmet).toMatchObject([
			{wanted: 'everywhere', lacking: 1, reasons: [{reason: 'silent', node: 'n1'}]},
		]);
	});

	test('before any node is asked, where the configuration alone shows it', () => {
		const allowed = [node(0, {tags: ['a']}), node(1, {tags: ['b']})];
		const wanted = [
			aWish('a:1', {replicas: 2, tags: ['a']}),
			aWish('b:1', {tags: ['a', 'b']}),
			aWish('c:1', {nodes: ['off' as NodeName, 'n0' as NodeName]}),
			aWish('d:1', {replicas: 2}),
			aWish('e:1'),
		];
		expect(
			impossibleWishes(wanted, allowed).map(one => [one.model, one.lacking, one.reasons]),
		).toEqual([
			['a:1', 1, [{reason: 'tooFewNodes', nodes: 1, tags: ['a']}]],
			['b:1', 1, [{reason: 'tooFewNodes', nodes: 0, tags: ['a', 'b']}]],
			[
				...['c:1', 1],
				[
					{reason: 'tooFewNodes', nodes: 1, tags: []},
					{reason: 'notAsked', node: 'off'},
				],
			],
		]);
	});
});

describe('pruned', () => {
	const loaded = [aLoadedModel({name: model.name, digest: digestOf('a')})];

	test('those that are too many go, what is in memory last, and with the digest that was seen', () => {
		const nodes = [node(0, has), node(1, {...has, loaded}), node(2, has)];
		const {steps} = planOf(nodes, {replicas: 1}, true);
		expect(steps.map(lineOf)).toEqual(['remove n0', 'remove n2']);
		expect(steps[0]).toMatchObject({
			deed: {digest: digestOf('a')},
			...{why: {reason: 'surplus', have: 3, wanted: 1}, bytes: 0},
		});
	});

	test('a copy on another node goes after the one that replaces it is there', () => {
		const nodes = [node(0, has), node(1, {tags: ['t']})];
		const {steps} = planOf(nodes, {replicas: 1, tags: ['t']}, true);
		expect(steps.map(lineOf)).toEqual(['copy n0>n1', 'remove n0 after 0']);
		expect(steps[1]?.why).toEqual({reason: 'elsewhere'});
	});

	test('another digest is replaced where it stands', () => {
		const other = {installed: [aModel(name, 'b')]};
		const nodes = [node(0, has), node(1, other), node(2, has), node(3)];
		const {steps} = planOf(nodes, {replicas: 3}, true);
		expect(steps.map(lineOf)).toEqual(['copy n0>n1']);
		expect(steps[0]?.why).toEqual({reason: 'differs'});
	});

	test('the last one stays where none is wanted, and that is said', () => {
		expect(planOf([node(0, has)], {replicas: 0}, true)).toEqual({
			steps: [],
			unmet: [{model: name, wanted: 0, lacking: 0, reasons: [{reason: 'lastCopy', node: 'n0'}]}],
		});
	});

	test('nothing goes while some that should have it do not', () => {
		const tagged = [node(1, {...has, tags: ['t']}), node(2, {tags: ['t'], diskFreeBytes: 0})];
		const plan = planOf([node(0, has), ...tagged], {replicas: 2, tags: ['t']}, true);
		expect([plan.steps, plan.unmet.length]).toEqual([[], 1]);
	});

	test('what goes makes room for another model, which waits for it', () => {
		const other = aModel('b:1', 'b', {sizeBytes: 2 * gigabyte});
		const nodes = [
			node(0, {installed: [model, other], diskFreeBytes: 0, loaded}),
			node(1, {...has, diskFreeBytes: 0, tags: ['t']}),
		];
		const wanted = [
			aWish(name, {replicas: 1, nodes: ['n0' as NodeName]}),
			aWish('b:1', {replicas: 1, tags: ['t']}),
		];
		const {steps, unmet} = planModels({nodes, wanted, isPruning: true});
		expect(steps.map(lineOf)).toEqual(['remove n1', 'copy n0>n1 after 0', 'remove n0 after 1']);
		expect(unmet).toEqual([]);
	});

	test('what the configuration does not name is left alone', () => {
		const nodes = [node(0, {installed: [model, aModel('own:1')]}), node(1, has)];
		expect(linesOf(nodes, {replicas: 2}, true)).toEqual([]);
	});
});

test('a plan for a hundred models on two hundred nodes is made while a person waits for a key', () => {
	const models = Array.from({length: 100}, (_, index) => aModel(`model-${index}:7b`));
	const nodes = Array.from({length: 200}, (_, index) =>
		aShelfNode(`n${index}`, {
			installed: index < 3 ? models : [],
			...{diskFreeBytes: 1000 * gigabyte, memoryAvailableBytes: 64 * gigabyte},
		}),
	);
	const wanted = models.map(one => aWish(one.name, {replicas: 20}));
	const {steps, unmet} = planModels({nodes, wanted, isPruning: false});
	expect([steps.length, unmet]).toEqual([1700, []]);
	expect(
		leastCpuMs(() => planModels({nodes: [...nodes], wanted, isPruning: false}), 3),
	).toBeLessThan(500);
	expect(new Set(steps.map(({deed}) => deed.node as ModelName | NodeName)).size).toBe(197);
});
