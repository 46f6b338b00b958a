import type {
	DiskFit,
	FitQuestion,
	FitVerdict,
	MemoryFigures,
	MemoryFit,
	ModelFit,
} from '../domain/model-fit.ts';
import type {ShelfNode, ShelfRow} from '../domain/model-shelf.ts';
import type {InstalledModel, LoadedModel} from '../domain/ollama.ts';
import {
	gpuPart,
	mainPart,
	memoryFor,
	type RouteMemory,
	usualCacheBytes,
	usualContextTokens,
} from './route-memory.ts';

export const asServed: FitQuestion = {contextTokens: undefined, cacheBytesPerToken: undefined};

/** Whether a node could run a model of the rack; undefined: nobody has it, so nobody knows how large it is. */
export function modelFit(
	{model, copies}: ShelfRow,
	node: ShelfNode,
	question: FitQuestion,
): ModelFit | undefined {
	if (node.service.state !== 'serving') {
		return {state: 'silent', node: node.name, service: node.service};
	}

	const copy = copies.get(node.name);
	const there = copy?.installed ?? model;
	return there === undefined
		? undefined
		: {
				...{state: 'told', node: node.name},
				memory: runningFit(copy?.loaded, question) ?? memoryFit(there, node, question),
				disk: copy === undefined ? diskFit(there, node) : {disk: 'there'},
			};
}

/** In one word: a model that its disk cannot hold does not fit either. */
export function fitVerdict(fit: ModelFit): FitVerdict {
	if (fit.state === 'silent') {
		return 'silent';
	}

	const {memory, disk} = fit;
	if (memory.fits === 'runs') {
		return 'runs';
	}

	if (memory.fits === 'no' || disk.disk === 'short') {
		return 'no';
	}

	const isUnknown = memory.freeBytes === undefined || disk.disk === 'unknown';
	return isUnknown ? 'unknown' : memory.fits === 'spills' ? 'slowly' : 'yes';
}

/** What it takes of memory there, and what is free of it: for a model that is not in memory. */
export function memoryFit(
	model: InstalledModel,
	node: Omit<ShelfNode, 'installed'>,
	question: FitQuestion,
): Exclude<MemoryFit, {readonly fits: 'runs'}> {
	const route = memoryFor(model, node, cacheBytes(model, question));
	switch (route.fits) {
		case 'whole':
			return {fits: 'yes', ...figuresOf(route, node)};
		case 'spilling':
			return {fits: 'spills', ...figuresOf(route, node), gpuFraction: route.gpuFraction};
		default: {
			const {needsBytes, freeBytes, memory} = route.tooBig;
			const evicted = node.loaded.map(({name}) => name);
			return {
				fits: 'no',
				...{memory, needsBytes, freeBytes, evicted},
				cards: cardsOf(memory, node),
			};
		}
	}
}

export function diskFit(
	{sizeBytes: needsBytes}: Pick<InstalledModel, 'sizeBytes'>,
	{diskFreeBytes: freeBytes}: Pick<ShelfNode, 'diskFreeBytes'>,
): DiskFit {
	return freeBytes === undefined
		? {disk: 'unknown', needsBytes}
		: {disk: needsBytes <= freeBytes ? 'room' : 'short', needsBytes, freeBytes};
}

function runningFit(
	loaded: LoadedModel | undefined,
	{contextTokens = 0}: FitQuestion,
): MemoryFit | undefined {
	const isLongEnough = (loaded?.contextTokens ?? contextTokens) >= contextTokens;
	return loaded !== undefined && isLongEnough ? {fits: 'runs', loaded} : undefined;
}

function cacheBytes(
	model: InstalledModel,
	{contextTokens, cacheBytesPerToken}: FitQuestion,
): number {
	if (contextTokens === undefined) {
		return usualCacheBytes(model);
	}

	return cacheBytesPerToken === undefined
		? (usualCacheBytes(model) * contextTokens) / usualContextTokens
		: cacheBytesPerToken * contextTokens;
}

function figuresOf(
	route: Exclude<RouteMemory, {readonly fits: 'not'}>,
	node: Omit<ShelfNode, 'installed'>,
): MemoryFigures {
	const isOnGpu = node.vramFreeBytes !== undefined;
	const freeNow = isOnGpu ? node.vramFreeBytes : node.memoryAvailableBytes;
	const partOf = isOnGpu ? gpuPart : mainPart;
	const needsBytes = route.fits === 'whole' ? route.needsBytes : route.tooBig.needsBytes;
	const memory = isOnGpu ? 'gpu' : 'main';
	return {
		...{memory, needsBytes, cards: cardsOf(memory, node)},
		freeBytes:
			freeNow === undefined
				? undefined
				: freeNow + route.evicted.reduce((sum, one) => sum + partOf(one), 0),
		evicted: route.evicted.map(({name}) => name),
	};
}

function cardsOf(memory: MemoryFigures['memory'], {cards}: Pick<ShelfNode, 'cards'>): number {
	return memory === 'gpu' ? cards : 0;
}
