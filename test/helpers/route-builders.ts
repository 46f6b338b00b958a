import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import type {InstalledModel, LoadedModel} from '../../source/domain/ollama.ts';
import type {
	ModelRates,
	RoutedRequest,
	RouteNode,
	RouteRequest,
	RouteTerms,
} from '../../source/domain/routing.ts';
import {closedBreaker} from '../../source/rules/breaker.ts';

export const gigabyte = 1e9;

/** Small enough for every node of these tests. */
export const small = 'llama3.2:1b' as ModelName;

export function anInstalledModel(fields: Partial<InstalledModel> = {}): InstalledModel {
	return {
		name: small,
		digest: 'a'.repeat(64),
		sizeBytes: 1.3 * gigabyte,
		family: 'llama',
		parameterSize: '1.2B',
		quantization: 'Q8_0',
		contextTokens: undefined,
		capabilities: undefined,
		...fields,
	};
}

export function aLoadedModel(fields: Partial<LoadedModel> = {}): LoadedModel {
	return {
		name: small,
		digest: 'a'.repeat(64),
		sizeBytes: 1.6 * gigabyte,
		vramBytes: 0,
		expiresWallMs: undefined,
		contextTokens: 4096,
		...fields,
	};
}

export function someRates(fields: Partial<ModelRates> = {}): ModelRates {
	return {
		prefillTokensPerSecond: 100,
		decodeTokensPerSecond: 10,
		loadBytesPerSecond: 0.1 * gigabyte,
		outputTokens: 100,
		successFraction: 1,
		answers: 5,
		sizeBytes: 1.3 * gigabyte,
		measuredWallMs: 0,
		...fields,
	};
}

/** A board that serves the small model, has it in memory and was measured: 10 s for 100 tokens. */
export function aRouteNode(name: string, fields: Partial<RouteNode> = {}): RouteNode {
	return {
		name: name as NodeName,
		service: {state: 'serving'},
		installed: [anInstalledModel()],
		loaded: [aLoadedModel()],
		slots: 1,
		inFlight: [],
		memoryAvailableBytes: 6 * gigabyte,
		memoryTotalBytes: 8 * gigabyte,
		vramFreeBytes: undefined,
		hardware: {likeness: undefined, kind: 'board', disk: 'card'},
		cpuLoadFraction: 0.1,
		gpuUtilizationFraction: undefined,
		temperatureCelsius: 50,
		throttling: 'none',
		isSwapInUse: false,
		rates: new Map([[small, someRates()]]),
		breaker: closedBreaker,
		modelBreakers: new Map(),
		lastUsedAtMs: undefined,
		cached: [],
		...fields,
	};
}

export function aRouteRequest(fields: Partial<RouteRequest> = {}): RouteRequest {
	return {
		model: small,
		promptTokens: 100,
		outputTokens: undefined,
		needs: [],
		session: undefined,
		node: undefined,
		tried: [],
		...fields,
	};
}

export function someTerms(fields: Partial<RouteTerms> = {}): RouteTerms {
	return {
		waitS: 0,
		loadS: 0,
		evictionS: 0,
		prefillS: 1,
		decodeS: 10,
		factors: [],
		totalS: 11,
		...fields,
	};
}

export function aRoutedRequest(fields: Partial<RoutedRequest> = {}): RoutedRequest {
	return {
		model: small,
		terms: someTerms(),
		sentAtMs: 0,
		firstTokenAtMs: undefined,
		...fields,
	};
}
