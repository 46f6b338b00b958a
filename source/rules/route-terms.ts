import type {InstalledModel, LoadedModel} from '../domain/ollama.ts';
import type {RouteFactor, RouteNode, RouteRequest, RouteTerms} from '../domain/routing.ts';
import {isSameModel} from './model-name.ts';
import {isLoaded} from './route-filter.ts';
import {memoryFor} from './route-memory.ts';
import {type ExpectedRates, expectedRates} from './route-rates.ts';
import {factorOf, remainingLoadS, remainingS} from './routed-request.ts';

/** A request for a model of a node, and all that its cost depends on. */
export type Costed = {
	readonly node: RouteNode;
	readonly model: InstalledModel;
	readonly request: RouteRequest;
	/** As many as are expected. */
	readonly outputTokens: number;
	readonly nodes: readonly RouteNode[];
	readonly nowMs: number;
	readonly nowWallMs: number;
};

/** What a load takes beside the reading of the weights. */
const loadOverheadS = 2;
/** What all slots in use take from each. */
const sharedSlowdown = 0.6;
/** A machine that works for others this much makes us wait, as often as not. */
const busyFraction = 0.8;
const foreignShare = 0.5;
/** What it does so soon after an answer may have been that answer: figures are some seconds old. */
const ownEchoMs = 10_000;
const hotCelsius = 80;
const littleMemoryFraction = 0.1;
/** However often it fails, it costs at most twice as much: to keep away from it is what breakers are for. */
const leastSuccess = 0.5;
const noticedFactor = 1.01;
/** How many times slower the part of a model is that runs on the processor. */
const spillSlowdown = 10;

/** When the answer would be whole, as far as can be foretold, in its parts. */
export function routeTerms(costed: Costed): RouteTerms {
	const rates = expectedRates(costed);
	const {node} = costed;
	const prefillS = promptTokens(costed) / rates.prefillTokensPerSecond;
	const decodeS =
		(costed.outputTokens / rates.decodeTokensPerSecond) *
		(1 + (sharedSlowdown * node.inFlight.length) / node.slots);
	const parts = {
		waitS: waitS(costed) + (isBusyForOthers(costed) ? foreignShare * (prefillS + decodeS) : 0),
		...loadTerms(costed, rates),
		prefillS,
		decodeS,
	};
	const factors = factorsOf(costed, rates);
	const sumS = parts.waitS + parts.loadS + parts.evictionS + prefillS + decodeS;
	return {...parts, factors, totalS: sumS * factorOf({...parts, factors, totalS: sumS})};
}

/** Of this conversation, in the cache of this model there: they are gone once the model is. */
export function cachedTokens({node, model, request}: Costed): number {
	const kept = node.cached.find(
		cached => cached.session === request.session && isSameModel(cached.model, model.name),
	);
	return kept === undefined || !isLoaded(node, model.name) ? 0 : kept.tokens;
}

function promptTokens(costed: Costed): number {
	return Math.max(1, costed.request.promptTokens - cachedTokens(costed));
}

/** Until a slot is free, and until those are done whose models must go for this one. */
function waitS({node, model, nowMs}: Costed): number {
	const {inFlight, slots} = node;
	const evicted = isLoaded(node, model.name) ? [] : evictedFor(model, node);
	const leavingS = inFlight
		.filter(request => evicted.some(({name}) => isSameModel(name, request.model)))
		.map(request => remainingS(request, nowMs));
	const queuedS =
		inFlight.length < slots
			? 0
			: inFlight.reduce((sum, request) => sum + remainingS(request, nowMs), 0) / slots;
	return Math.max(queuedS, ...leavingS);
}

function isBusyForOthers({node, nowMs}: Costed): boolean {
	const {inFlight, lastUsedAtMs, gpuUtilizationFraction, cpuLoadFraction} = node;
	const mayBeOurs =
		inFlight.length > 0 || (lastUsedAtMs !== undefined && nowMs - lastUsedAtMs < ownEchoMs);
	return !mayBeOurs && (gpuUtilizationFraction ?? cpuLoadFraction ?? 0) > busyFraction;
}

/** One model is loaded at a time: one that is on its way is waited for. */
function loadTerms(
	{node, model, nowMs}: Costed,
	rates: ExpectedRates,
): Pick<RouteTerms, 'loadS' | 'evictionS'> {
	if (isLoaded(node, model.name)) {
		return {loadS: 0, evictionS: 0};
	}

	const onItsWay = node.inFlight.filter(request => request.terms.loadS > 0);
	const restS = Math.max(0, ...onItsWay.map(request => remainingLoadS(request, nowMs)));
	if (onItsWay.some(request => isSameModel(request.model, model.name))) {
		return {loadS: restS, evictionS: 0};
	}

	const loadS = (sizeBytes: number): number => sizeBytes / rates.loadBytesPerSecond + loadOverheadS;
	const evicted = evictedFor(model, node);
	return {
		loadS: restS + loadS(model.sizeBytes),
		evictionS: evicted.reduce((sum, one) => sum + loadS(one.sizeBytes), 0),
	};
}

function evictedFor(model: InstalledModel, node: RouteNode): readonly LoadedModel[] {
	const memory = memoryFor(model, node);
	return memory.fits === 'not' ? [] : memory.evicted;
}

function factorsOf(costed: Costed, rates: ExpectedRates): readonly RouteFactor[] {
	const {node} = costed;
	const isSlowed = node.throttling === 'soft' || node.throttling === 'hard';
	const isHot = (node.temperatureCelsius ?? 0) >= hotCelsius;
	const factors: ReadonlyArray<RouteFactor> = [
		{reason: 'throttled', factor: isSlowed ? 1.5 : 1},
		{reason: 'hot', factor: isHot ? 1.3 : 1},
		{reason: 'littleMemory', factor: hasLittleMemory(costed) ? 1.5 : 1},
		{reason: 'swapping', factor: node.isSwapInUse === true ? 2 : 1},
		{reason: 'failsOften', factor: 1 / Math.max(leastSuccess, rates.successFraction)},
		{reason: 'spills', factor: rates.answers > 0 ? 1 : spillFactor(costed)},
	];
	return factors.filter(({factor}) => factor >= noticedFactor);
}

/** With the model in it, where it goes to main memory. */
function hasLittleMemory({node, model}: Costed): boolean {
	const {memoryAvailableBytes, memoryTotalBytes, vramFreeBytes} = node;
	if (memoryAvailableBytes === undefined || memoryTotalBytes === undefined) {
		return false;
	}

	const isToCome = vramFreeBytes === undefined && !isLoaded(node, model.name);
	const memory = isToCome ? memoryFor(model, node) : undefined;
	const taken =
		memory?.fits === 'whole'
			? memory.needsBytes - memory.evicted.reduce((sum, one) => sum + one.sizeBytes, 0)
			: 0;
	return memoryAvailableBytes - taken < memoryTotalBytes * littleMemoryFraction;
}

/** Until it was measured: the share on the processor sets the pace. */
function spillFactor({node, model}: Costed): number {
	if (node.vramFreeBytes === undefined) {
		return 1;
	}

	const loaded = node.loaded.find(({name}) => isSameModel(name, model.name));
	const memory = memoryFor(model, node);
	const onGpu =
		loaded === undefined
			? memory.fits === 'spilling'
				? memory.gpuFraction
				: 1
			: loaded.vramBytes / Math.max(1, loaded.sizeBytes);
	return onGpu + (1 - onGpu) * spillSlowdown;
}
