import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {FitQuestion, ModelFit} from '../../source/domain/model-fit.ts';
import type {ModelName} from '../../source/domain/ids.ts';
import type {ShelfNode} from '../../source/domain/model-shelf.ts';
import type {RouteNode} from '../../source/domain/routing.ts';
import {freeModelBytes} from '../../source/rules/model-disk.ts';
import {asServed, fitVerdict, modelFit} from '../../source/rules/model-fit.ts';
import {modelShelf} from '../../source/rules/model-shelf.ts';
import {filterNode} from '../../source/rules/route-filter.ts';
import {nowMs, someNodes} from '../helpers/route-arbitraries.ts';
import {
	aLoadedModel,
	anInstalledModel,
	aRouteRequest,
	gigabyte,
	small,
} from '../helpers/route-builders.ts';
import {aModel, aShelfNode, digestOf} from '../helpers/shelf-builders.ts';

const model = aModel('qwen3:4b', 'a', {sizeBytes: 2 * gigabyte});

/** How a model that another node has would fit on this one. */
function fitOn(fields: Partial<ShelfNode>, question: FitQuestion = asServed): ModelFit | undefined {
	const node = aShelfNode('n', fields);
	const nodes = [aShelfNode('source', {installed: [model]}), node];
	const [row] = modelShelf(nodes, []);
	return row && modelFit(row, node, question);
}

function memoryOn(fields: Partial<ShelfNode>, question?: FitQuestion) {
	const fit = fitOn(fields, question);
	return fit?.state === 'told' ? fit.memory : undefined;
}

const other = aLoadedModel({name: 'other:7b' as ModelName, sizeBytes: 5 * gigabyte});

describe('a model fits', () => {
	test('where there is as much free as weights, buffers and its cache take', () => {
		expect(memoryOn({memoryAvailableBytes: 2.4 * gigabyte})).toEqual({
			...{fits: 'yes', memory: 'main', cards: 0, evicted: []},
			...{needsBytes: 2.4 * gigabyte, freeBytes: 2.4 * gigabyte},
		});
		expect(memoryOn({memoryAvailableBytes: 2.4 * gigabyte - 1})?.fits).toBe('no');
	});

	test('after those that idle there have left, of which it names only as many as must', () => {
		const long = {...other, name: 'long:7b' as ModelName, expiresWallMs: 9000};
		const soon = {...other, expiresWallMs: 1000};
		expect(memoryOn({memoryAvailableBytes: gigabyte, loaded: [long, soon]})).toMatchObject({
			...{fits: 'yes', evicted: ['other:7b'], freeBytes: 6 * gigabyte},
		});
	});

	test('on the GPUs first, and slowly where only main memory holds the rest', () => {
		const gpus = {vramFreeBytes: 1.2 * gigabyte, cards: 2, memoryAvailableBytes: 9 * gigabyte};
		expect(memoryOn(gpus)).toEqual({
			...{fits: 'spills', memory: 'gpu', cards: 2, evicted: [], gpuFraction: 0.5},
			...{needsBytes: 2.4 * gigabyte, freeBytes: 1.2 * gigabyte},
		});
		expect(memoryOn({...gpus, vramFreeBytes: 3 * gigabyte})?.fits).toBe('yes');
		expect(memoryOn({...gpus, memoryAvailableBytes: gigabyte})?.fits).toBe('no');
	});

	test('with a longer context only where its keys and values fit too', () => {
		const free = {memoryAvailableBytes: 3 * gigabyte};
		const long = {contextTokens: 8192, cacheBytesPerToken: 100_000};
		expect(memoryOn(free, {...long, contextTokens: 4096})?.fits).toBe('yes');
		expect(memoryOn(free, long)).toMatchObject({
			fits: 'no',
			needsBytes: 2.2 * gigabyte + 819_200_000,
		});
		expect(memoryOn(free, {...long, cacheBytesPerToken: undefined})).toMatchObject({
			needsBytes: 2.6 * gigabyte,
		});
	});

	test('and what is not known is taken to be enough, and told as unknown', () => {
		expect(fitOn({memoryAvailableBytes: undefined, diskFreeBytes: undefined})).toMatchObject({
			memory: {fits: 'yes', freeBytes: undefined},
			disk: {disk: 'unknown', needsBytes: 2 * gigabyte},
		});
	});
});

test('what is in memory runs, but not with a longer context than it was loaded with', () => {
	const loaded = aLoadedModel({name: model.name, digest: digestOf('a'), contextTokens: 4096});
	const there = {installed: [model], loaded: [loaded], memoryAvailableBytes: gigabyte};
	expect(memoryOn(there)).toEqual({fits: 'runs', loaded});
	expect(memoryOn(there, {contextTokens: 4096, cacheBytesPerToken: 1})?.fits).toBe('runs');
	expect(memoryOn(there, {contextTokens: 8192, cacheBytesPerToken: 1})).toMatchObject({
		...{fits: 'yes', evicted: [model.name]},
	});
});

test.each<[string, Partial<ShelfNode>]>([
	['yes', {}],
	['no', {diskFreeBytes: gigabyte}],
	['no', {memoryAvailableBytes: gigabyte}],
	['unknown', {diskFreeBytes: undefined}],
	['unknown', {memoryAvailableBytes: undefined}],
	['slowly', {vramFreeBytes: gigabyte}],
	['silent', {service: {state: 'unreachable', failure: undefined}}],
])('in one word: %s', (verdict, fields) => {
	const fit = fitOn(fields);
	expect(fit && fitVerdict(fit)).toBe(verdict);
});

test('the disk counts only where the model is not there yet', () => {
	expect(fitOn({diskFreeBytes: gigabyte})).toMatchObject({
		disk: {disk: 'short', needsBytes: 2 * gigabyte, freeBytes: gigabyte},
	});
	expect(fitOn({diskFreeBytes: gigabyte, installed: [model]})).toMatchObject({
		disk: {disk: 'there'},
	});
});

test('a node that does not answer says nothing of what would fit', () => {
	const service = {state: 'notServing', failure: undefined} as const;
	expect(fitOn({service})).toEqual({state: 'silent', node: 'n', service});
});

/** What the router says of the memory of a node, in the words of the shelf. */
function routedFit(node: RouteNode): string {
	const filtered = filterNode(node, aRouteRequest({node: node.name}), nowMs);
	const isTooBig = filtered.is !== 'able' && filtered.rejection.reason === 'tooBig';
	if (isTooBig) {
		return filtered.is === 'unable' ? 'no' : 'spills';
	}

	return node.loaded.some(({name}) => name === small) ? 'runs' : 'yes';
}

function shelvedFit(node: RouteNode): string | undefined {
	const shelved = aShelfNode(node.name, node);
	const [row] = modelShelf([shelved], []);
	const fit = row && modelFit(row, shelved, asServed);
	return fit?.state === 'told' ? fit.memory.fits : undefined;
}

test('the shelf and the router say the same of every node', () => {
	const seen = new Set<string>();
	fc.assert(
		fc.property(someNodes, fc.integer({min: 1e8, max: 2e10}), (nodes, sizeBytes) => {
			for (const one of nodes) {
				// An answer that streams shows a model in memory before its list does: only the router hears of it.
				const inFlight = one.inFlight.map(each => ({...each, firstTokenAtMs: undefined}));
				const installed = [anInstalledModel({sizeBytes})];
				const service = {state: 'serving'} as const;
				const node = {...one, inFlight: inFlight.slice(0, 1), installed, service};
				const routed = routedFit(node);
				expect(shelvedFit(node)).toBe(routed);
				seen.add(routed);
			}
		}),
	);
	expect(seen).toEqual(new Set(['yes', 'spills', 'no', 'runs']));
});

describe('the disk that models lie on', () => {
	const measured = (mount: string, availableBytes: number) => ({
		...({state: 'measured', mount, device: 'd', type: 'ext4'} as const),
		...{totalBytes: 10, usedBytes: 1, availableBytes},
	});

	test.each([
		['/srv/models', 2],
		['/srv', 2],
		['/srvother', 1],
		['/', 1],
		['/root/.ollama/models', 3],
	])('of a node that keeps them in %s is the one of that folder', (folder, bytes) => {
		const mounts = [measured('/', 1), measured('/srv', 2), measured('/mnt/ollama', 3)];
		expect(freeModelBytes(mounts, folder)).toBe(bytes);
	});

	test('of root itself is where it says, if that is a disk of its own', () => {
		const mounts = [measured('/', 1), measured('/root', 2), measured('/mnt/ollama', 3)];
		expect(freeModelBytes(mounts, '/root/.ollama/models')).toBe(2);
	});

	test.each([
		[
			'is that of the usual folder',
			[measured('/', 1), measured('/usr', 2), measured('/home', 3)],
			2,
		],
		['is one that is named after them', [measured('/', 1), measured('/mnt/ollama', 2)], 2],
		['is unknown where no mount was read', [], undefined],
		[
			'is unknown where its server does not answer',
			[{state: 'silent', mount: '/', device: 'd', type: 'nfs4', waitedMs: 9} as const],
			undefined,
		],
	])('%s', (_, filesystems, bytes) => {
		expect(freeModelBytes(filesystems, undefined)).toBe(bytes);
	});
});
