import {expect, test} from 'vitest';
import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import type {ShelfNode} from '../../source/domain/model-shelf.ts';
import {modelShelf} from '../../source/rules/model-shelf.ts';
import {aLoadedModel} from '../helpers/route-builders.ts';
import {aModel, aShelfNode, aWish, digestOf} from '../helpers/shelf-builders.ts';
import {leastCpuMs} from '../helpers/least-cpu.ts';

const holds = (name: string, ...installed: NonNullable<ShelfNode['installed']>) =>
	aShelfNode(name, {installed});

/** The marks of the nodes in their order: `others` have another digest. */
function otherNodes(...nodes: readonly ShelfNode[]): readonly string[] {
	const [row] = modelShelf(nodes, []);
	return [...(row?.copies ?? [])].filter(([, {isOther}]) => isOther).map(([node]) => node);
}

test('a model is one row, whichever way a node writes its name, and says where it is loaded', () => {
	const loaded = aLoadedModel({name: 'llama3.2:latest' as ModelName, digest: digestOf('a')});
	const nodes = [
		aShelfNode('n0', {installed: [aModel('llama3.2:latest')], loaded: [loaded]}),
		holds('n1', aModel('registry.ollama.ai/library/llama3.2:latest')),
		aShelfNode('n2'),
	];
	const rows = modelShelf(nodes, []);
	expect(rows).toHaveLength(1);
	expect(rows[0]).toMatchObject({name: 'llama3.2:latest', have: 2, wanted: undefined});
	expect([...(rows[0]?.copies ?? [])].map(([node, copy]) => [node, copy.loaded])).toEqual([
		['n0', loaded],
		['n1', undefined],
	]);
});

test('what is in memory under a name whose model was replaced since is not this one', () => {
	const loaded = [aLoadedModel({name: 'a:1' as ModelName, digest: digestOf('b')})];
	const [row] = modelShelf([aShelfNode('n0', {installed: [aModel('a:1')], loaded})], []);
	expect(row?.copies.get('n0' as NodeName)?.loaded).toBeUndefined();
});

test('the node with another digest than most is marked, and does not count', () => {
	const nodes = [holds('n0', aModel('a:1', 'b')), holds('n1', aModel('a:1'))];
	const rack = [...nodes, holds('n2', aModel('a:1'))];
	expect(otherNodes(...rack)).toEqual(['n0']);
	expect(modelShelf(rack, [])[0]).toMatchObject({have: 2, model: {digest: digestOf('a')}});
});

test('of two digests that as many nodes have the newer one is right, in whatever order they are told', () => {
	const old = holds('old', aModel('a:1', 'a', {modifiedWallMs: 1000}));
	const recent = holds('recent', aModel('a:1', 'b', {modifiedWallMs: 2000}));
	expect(otherNodes(old, recent)).toEqual(['old']);
	expect(otherNodes(recent, old)).toEqual(['old']);
});

test('what a node told before it went away is on no shelf', () => {
	const gone = {state: 'unreachable', failure: undefined} as const;
	expect(modelShelf([aShelfNode('n0', {service: gone, installed: [aModel('a:1')]})], [])).toEqual(
		[],
	);
});

test('what is wanted is a row before any node has it, and says how many should', () => {
	const wishes = [
		aWish('b:1', {replicas: 2}),
		aWish('a', {nodes: ['n0' as NodeName]}),
		aWish('c:1'),
		aWish('library/b:1', {replicas: 7}),
	];
	const rows = modelShelf([holds('n0', aModel('a:latest'))], wishes);
	expect(rows.map(({name, have, wanted}) => [name, have, wanted])).toEqual([
		['a:latest', 1, 1],
		['b:1', 0, 2],
		['c:1', 0, 'everywhere'],
	]);
});

test('a hundred models on two hundred nodes are put on the shelf in the time of a frame', () => {
	const models = Array.from({length: 100}, (_, index) => aModel(`model-${index}:7b`));
	const loaded = [aLoadedModel({name: 'model-7:7b' as ModelName})];
	const nodes = Array.from({length: 200}, (_, index) =>
		aShelfNode(`n${index}`, {installed: models, loaded}),
	);
	const rows = modelShelf(nodes, []);
	expect(leastCpuMs(() => modelShelf(nodes, []))).toBeLessThan(100);
	expect(rows.map(({have}) => have)).toEqual(Array.from({length: 100}, () => 200));
});
