import type {InstalledModel, LoadedModel} from '../domain/ollama.ts';
import type {ShelfNode} from '../domain/model-shelf.ts';
import type {TooBig} from '../domain/routing.ts';
import {isSameModel} from './model-name.ts';

/** Whether a model can be loaded on a node, and what of others goes for it. */
export type RouteMemory =
	| {
			readonly fits: 'whole';
			readonly needsBytes: number;
			/** Those that Ollama unloads for it: idle ones first, of these the one that expires first. */
			readonly evicted: readonly LoadedModel[];
	  }
	/** Only with a part of it in main memory: slowly. */
	| {
			readonly fits: 'spilling';
			readonly tooBig: TooBig;
			readonly gpuFraction: number;
			readonly evicted: readonly LoadedModel[];
	  }
	| {readonly fits: 'not'; readonly tooBig: TooBig};

/** Buffers beside the weights. */
const overheadFactor = 1.1;
/** The cache of `usualContextTokens` of one request: a tenth of the weights of small models, 128 KiB a token of larger ones. */
const cacheFraction = 0.1;
const largestCacheBytes = 512 * 2 ** 20;
/** That Ollama gives a model where nobody says otherwise, on all but large cards. */
export const usualContextTokens = 4096;

/** What of a node says how much memory a model finds there. */
export type MemoryNode = Pick<
	ShelfNode,
	'slots' | 'loaded' | 'inFlight' | 'memoryAvailableBytes' | 'vramFreeBytes'
>;

/** Of one request, as long as it gets where nobody chose a context. */
export function usualCacheBytes({sizeBytes}: InstalledModel): number {
	return Math.min(sizeBytes * cacheFraction, largestCacheBytes);
}

/** Weights, buffers, and the cache of as many requests as are answered at once. */
export function memoryFor(
	model: InstalledModel,
	node: MemoryNode,
	cacheBytes = usualCacheBytes(model),
): RouteMemory {
	return memoryForBytes(
		Math.round(model.sizeBytes * overheadFactor + cacheBytes * node.slots),
		node,
	);
}

/** What is not known is taken to be enough: Ollama says it when it is not. */
function memoryForBytes(needsBytes: number, node: MemoryNode): RouteMemory {
	const others = evictable(node);
	const onGpu = node.vramFreeBytes;
	const inMain = node.memoryAvailableBytes;
	const mainBytes =
		inMain === undefined
			? undefined
			: inMain + sum(others.map(one => one.sizeBytes - one.vramBytes));
	if (onGpu === undefined) {
		return mainBytes === undefined || needsBytes <= mainBytes
			? {
					fits: 'whole',
					needsBytes,
					evicted: evictedFor(needsBytes - (inMain ?? needsBytes), others, mainPart),
				}
			: {fits: 'not', tooBig: {reason: 'tooBig', needsBytes, freeBytes: mainBytes, memory: 'main'}};
	}

	const gpuBytes = onGpu + sum(others.map(gpuPart));
	const evicted = evictedFor(needsBytes - onGpu, others, gpuPart);
	if (needsBytes <= gpuBytes) {
		return {fits: 'whole', needsBytes, evicted};
	}

	const allBytes = gpuBytes + (mainBytes ?? 0);
	const onGpuOnly: TooBig = {reason: 'tooBig', needsBytes, freeBytes: gpuBytes, memory: 'gpu'};
	return needsBytes <= allBytes
		? {fits: 'spilling', tooBig: onGpuOnly, gpuFraction: gpuBytes / needsBytes, evicted}
		: {fits: 'not', tooBig: {...onGpuOnly, freeBytes: allBytes, memory: 'main'}};
}

export function mainPart({sizeBytes, vramBytes}: LoadedModel): number {
	return sizeBytes - vramBytes;
}

export function gpuPart({vramBytes}: LoadedModel): number {
	return vramBytes;
}

function evictedFor(
	missingBytes: number,
	others: readonly LoadedModel[],
	partOf: (model: LoadedModel) => number,
): readonly LoadedModel[] {
	const evicted: LoadedModel[] = [];
	let rest = missingBytes;
	for (const model of others) {
		if (rest <= 0) {
			break;
		}

		evicted.push(model);
		rest -= partOf(model);
	}

	return evicted;
}

/** All can go; those that answer something of ours are waited for, and so come last. */
function evictable({loaded, inFlight}: MemoryNode): readonly LoadedModel[] {
	const isBusy = ({name}: LoadedModel): number =>
		inFlight.some(({model}) => isSameModel(model, name)) ? 1 : 0;
	const expiry = ({expiresWallMs}: LoadedModel): number => expiresWallMs ?? Number.MAX_VALUE;
	return loaded.toSorted(
		(one, other) =>
			isBusy(one) - isBusy(other) ||
			expiry(one) - expiry(other) ||
			(one.name < other.name ? -1 : 1),
	);
}

function sum(values: readonly number[]): number {
	return values.reduce((one, other) => one + other, 0);
}
