import type {RoutingName} from './config.ts';
import type {NodeName} from './ids.ts';
import type {InstalledModel, LoadedModel} from './ollama.ts';

/** What is to be answered, as far as it matters for where. */
export type RouteRequest = {
	readonly model: string;
	/** Estimated: characters / 4. */
	readonly promptTokens: number;
	/** The limit that was asked for (`num_predict`); undefined: as long as it gets. */
	readonly outputTokens: number | undefined;
	/** `vision` where there are images, `tools`, `thinking`. */
	readonly needs: readonly string[];
	/** The conversation: its last node still has the beginning of the prompt in its cache. */
	readonly session: string | undefined;
	/** The person's wish; undefined: any. */
	readonly node: NodeName | undefined;
	/** Nodes that failed this turn. */
	readonly tried: readonly NodeName[];
};

/** What is known of a node when a request is routed; what is not known is undefined. */
export type RouteNode = {
	readonly name: NodeName;
	readonly isReachable: boolean;
	/** Of Ollama itself: it answered its last poll. */
	readonly isServing: boolean;
	readonly installed: readonly InstalledModel[];
	readonly loaded: readonly LoadedModel[];
	/** OLLAMA_NUM_PARALLEL, 1 where it is not configured. */
	readonly slots: number;
	/** Our own requests there now, and what is left of each, estimated, in seconds. */
	readonly inFlight: ReadonlyArray<{readonly model: string; readonly remainingS: number}>;
	readonly memoryAvailableBytes: number | undefined;
	readonly memoryTotalBytes: number | undefined;
	/** Of all its GPUs; undefined: it has none that we see. */
	readonly vramFreeBytes: number | undefined;
	readonly cpuLoadFraction: number | undefined;
	readonly gpuUtilizationFraction: number | undefined;
	readonly temperatureCelsius: number | undefined;
	readonly isThrottledNow: boolean | undefined;
	readonly isSwapInUse: boolean | undefined;
	/** What was measured there, by model. */
	readonly rates: ReadonlyMap<string, ModelRates>;
	readonly breaker: Breaker;
	readonly modelBreakers: ReadonlyMap<string, Breaker>;
	/** When we last sent something there, monotonic; undefined: never. */
	readonly lastUsedAtMs: number | undefined;
	/** Conversations whose beginning is in its cache, with how many tokens of them. */
	readonly cached: ReadonlyMap<string, number>;
};

/** EWMA of Ollama's own durations; what was not measured is undefined. */
export type ModelRates = {
	readonly prefillTokensPerSecond: number | undefined;
	readonly decodeTokensPerSecond: number | undefined;
	readonly loadBytesPerSecond: number | undefined;
	readonly outputTokens: number | undefined;
	/** Of whole answers among requests. */
	readonly successFraction: number | undefined;
	/** Since 1970, of the last measurement: old ones decay to the prior. */
	readonly measuredWallMs: number | undefined;
};

/** `halfOpen`: one request may try. */
export type Breaker =
	| {
			readonly state: 'closed';
			readonly failures: number;
			readonly firstFailureAtMs: number | undefined;
	  }
	| {readonly state: 'open'; readonly untilMs: number; readonly openedTimes: number}
	| {readonly state: 'halfOpen'; readonly openedTimes: number};

/** Seconds, each; `factors` multiply their sum. */
export type RouteTerms = {
	readonly waitS: number;
	readonly loadS: number;
	/** What it costs to load again what is evicted for it. */
	readonly evictionS: number;
	readonly prefillS: number;
	readonly decodeS: number;
	readonly factors: ReadonlyArray<{readonly reason: RoutePenalty; readonly factor: number}>;
	readonly totalS: number;
};

export type RoutePenalty = 'throttled' | 'hot' | 'littleMemory' | 'swapping' | 'failsOften';

export type RouteRejection =
	| {readonly reason: 'unreachable' | 'notServing' | 'notInstalled' | 'triedAlready' | 'notAsked'}
	| {readonly reason: 'lacksCapability'; readonly capability: string}
	| {readonly reason: 'tooBig'; readonly needsBytes: number; readonly freeBytes: number}
	| {readonly reason: 'throttled'}
	| {readonly reason: 'full'; readonly inFlight: number}
	| {readonly reason: 'breakerOpen'; readonly retryInMs: number}
	| {readonly reason: 'modelBreakerOpen'; readonly retryInMs: number};

export type RouteCandidate = {
	readonly node: NodeName;
	readonly terms: RouteTerms;
	/** The model is in memory there. */
	readonly isWarm: boolean;
};

/** Where a request goes and why, with all that is needed to make the choice again. */
export type RouteDecision = {
	readonly mode: RoutingName;
	readonly model: string;
	/** Undefined: nobody can answer; `rejected` says why. */
	readonly chosen: RouteCandidate | undefined;
	/** Why the chosen one was preferred to one of lower cost. */
	readonly because:
		| 'fastest'
		| 'rotation'
		| 'affinity'
		| 'leastLoaded'
		| 'nextInTurn'
		| 'onlyOne'
		| 'asked'
		| undefined;
	/** All that could have answered, cheapest first. */
	readonly candidates: readonly RouteCandidate[];
	readonly rejected: ReadonlyArray<{readonly node: NodeName} & RouteRejection>;
};
