import type {RoutingName} from './config.ts';
import type {Failure} from './failure.ts';
import type {NodeName} from './ids.ts';
import type {InstalledModel, LoadedModel} from './ollama.ts';

/** What is to be answered, as far as it matters for where. */
export type RouteRequest = {
	/** As it was asked for: `llama3.2` means `llama3.2:latest`. */
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
	/** Once a turn has asked as many nodes as it may: those, of which a busy one is asked again. @default all */
	readonly only?: readonly NodeName[] | undefined;
};

/** What is known of a node when a request is routed; what is not known is undefined. */
export type RouteNode = {
	readonly name: NodeName;
	readonly service: OllamaService;
	/** Undefined: its list was not read yet. */
	readonly installed: readonly InstalledModel[] | undefined;
	readonly loaded: readonly LoadedModel[];
	/** OLLAMA_NUM_PARALLEL, 1 where it is not configured. */
	readonly slots: number;
	/** Our own requests there now, with those that wait here for a slot of it. */
	readonly inFlight: readonly RoutedRequest[];
	readonly memoryAvailableBytes: number | undefined;
	readonly memoryTotalBytes: number | undefined;
	/** Of all its GPUs; undefined: it has none that we see. */
	readonly vramFreeBytes: number | undefined;
	/** For what was never measured there (rules/route-hardware.ts). */
	readonly hardware: NodeHardware;
	readonly cpuLoadFraction: number | undefined;
	readonly gpuUtilizationFraction: number | undefined;
	readonly temperatureCelsius: number | undefined;
	/** `hard`: its firmware slows the whole machine down; `soft`: too little voltage, or a hot card. */
	readonly throttling: 'none' | 'soft' | 'hard' | undefined;
	readonly isSwapInUse: boolean | undefined;
	/** What was measured there, by the name of the model as installed. */
	readonly rates: ReadonlyMap<string, ModelRates>;
	readonly breaker: Breaker;
	/** By the name of the model as installed. */
	readonly modelBreakers: ReadonlyMap<string, Breaker>;
	/** When we last sent something there or an answer from there ended, monotonic; undefined: never. */
	readonly lastUsedAtMs: number | undefined;
	readonly cached: readonly CachedPrompt[];
};

/** What our own requests made of a node: kept by who sends them (runtime/attempt-ledger.ts), not read from anywhere. */
export type NodeDealings = Pick<
	RouteNode,
	'inFlight' | 'breaker' | 'modelBreakers' | 'lastUsedAtMs' | 'cached'
>;

/** Whether its Ollama can be asked, as its last poll says. `failure` is undefined while nothing was heard yet. */
export type OllamaService =
	| {readonly state: 'serving'}
	| {
			readonly state: 'notServing';
			readonly failure: Failure | undefined;
			/** When it was heard last, monotonic; undefined: never in this run. */
			readonly answeredAtMs?: number | undefined;
	  }
	/** The node itself. */
	| {readonly state: 'unreachable'; readonly failure: Failure | undefined};

/** A request that was routed and is not done; what is left of it is estimated from the terms of its route. */
export type RoutedRequest = {
	readonly model: string;
	readonly terms: RouteTerms;
	/** Monotonic; undefined: it still waits here. */
	readonly sentAtMs: number | undefined;
	readonly firstTokenAtMs: number | undefined;
};

/** The beginning of a conversation that the last answer left in a model's cache. */
export type CachedPrompt = {
	readonly session: string;
	readonly model: string;
	readonly tokens: number;
};

/** What says how fast a node may be before it was measured. */
export type NodeHardware = {
	/** Machines with the same one are as fast as each other; undefined: not known. */
	readonly likeness: string | undefined;
	readonly kind: 'gpu' | 'server' | 'board' | undefined;
	/** Where models lie, as far as the names of its disks say. */
	readonly disk: 'card' | 'disk' | 'nvme' | undefined;
};

/** EWMA of Ollama's own durations; what was not measured is undefined. */
export type ModelRates = {
	readonly prefillTokensPerSecond: number | undefined;
	readonly decodeTokensPerSecond: number | undefined;
	readonly loadBytesPerSecond: number | undefined;
	readonly outputTokens: number | undefined;
	/** Of whole answers among requests. */
	readonly successFraction: number | undefined;
	/** Whole ones that were measured. */
	readonly answers: number;
	/** Of its weights: what was measured of one model says something of another. */
	readonly sizeBytes: number;
	/** Since 1970, of the last measurement: old ones decay to the prior. */
	readonly measuredWallMs: number;
};

/** A breaker keeps away from what fails. `halfOpen`: one request may try, and `isTrying` while it does. */
export type Breaker =
	/** Monotonic; those of the last half minute. */
	| {readonly state: 'closed'; readonly failedAtMs: readonly number[]}
	| {readonly state: 'open'; readonly untilMs: number; readonly openedTimes: number}
	| {readonly state: 'halfOpen'; readonly isTrying: boolean; readonly openedTimes: number};

/**
 * `counts`: three in a row within 30 s open it. `opens`: nobody listens there, and the next would hear the same.
 * `unloadable`: the model did not load, and will not for a while.
 */
export type BreakerWeight = 'counts' | 'opens' | 'unloadable';

/** Which breaker pays: of the node, of the model on that node, or none; `answered`: the node works, the request does not. */
export type BreakerCharge =
	| {readonly of: 'node' | 'model'; readonly weight: BreakerWeight}
	| {readonly of: 'answered' | 'none'};

/** Seconds, each; `factors` multiply their sum. */
export type RouteTerms = {
	readonly waitS: number;
	readonly loadS: number;
	/** What it costs to load again what is evicted for it. */
	readonly evictionS: number;
	readonly prefillS: number;
	readonly decodeS: number;
	readonly factors: readonly RouteFactor[];
	readonly totalS: number;
};

export type RouteFactor = {readonly reason: RoutePenalty; readonly factor: number};

/** `spills`: a part of the model runs on the processor, as the GPUs have no room for the whole. */
export type RoutePenalty =
	| 'throttled'
	| 'hot'
	| 'littleMemory'
	| 'swapping'
	| 'failsOften'
	| 'spills';

export type RouteRejection =
	| {
			readonly reason: 'unreachable' | 'notServing';
			/** Undefined: nothing was heard of it yet. */
			readonly failure: Failure | undefined;
			/** It answered once, so long before the choice; undefined: none was ever seen there. */
			readonly answered?: {readonly agoMs?: number | undefined} | undefined;
	  }
	| {readonly reason: 'notRead' | 'notInstalled' | 'triedAlready' | 'notAsked' | 'throttled'}
	/** What it tells of its speed makes no time that could be compared. */
	| {readonly reason: 'noEstimate'}
	| {readonly reason: 'lacksCapability'; readonly capability: string}
	| TooBig
	| {readonly reason: 'full'; readonly inFlight: number}
	| {readonly reason: 'breakerOpen' | 'modelBreakerOpen'; readonly retryInMs: number};

/** `freeBytes` is what would be free without the models that idle there; of `main` with what its GPUs have. */
export type TooBig = {
	readonly reason: 'tooBig';
	readonly needsBytes: number;
	readonly freeBytes: number;
	readonly memory: 'gpu' | 'main';
};

/** A node that can answer, with all that the choice looks at. */
export type RouteCandidate = {
	readonly node: NodeName;
	/** The model as it is named there. */
	readonly model: string;
	/** Of the model there. */
	readonly digest: string;
	readonly terms: RouteTerms;
	/** The model is in memory there. */
	readonly isWarm: boolean;
	readonly inFlight: number;
	readonly slots: number;
	readonly lastUsedAtMs: number | undefined;
	readonly temperatureCelsius: number | undefined;
	/** Of this conversation. */
	readonly cachedTokens: number;
	/** How much this conversation is at home there, from 0 to 1, drawn from its name; undefined: it has none. */
	readonly affinity: number | undefined;
	/** Earlier answers that its rates come from; 0: they are a guess. */
	readonly answers: number;
};

/** Where a request goes and why, with all that is needed to make the choice again. */
export type RouteDecision = {
	readonly mode: RoutingName;
	readonly model: string;
	readonly promptTokens: number;
	/** As many as are expected. */
	readonly outputTokens: number;
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
	readonly rejected: readonly RejectedNode[];
};

export type RejectedNode = {readonly node: NodeName} & RouteRejection;

/** The model that answers where nobody said which, and why this one. */
export type DefaultModel = {
	readonly model: string;
	readonly because: 'only' | 'mostInstalled';
	/** That have it. */
	readonly nodes: number;
};

/** Why nobody can answer, and what would help; the words are in theme/no-route-text.ts. */
export type NoRoute =
	| {readonly kind: 'noNodes'}
	/** `node`: only this one was looked at. */
	| {
			readonly kind: 'noModels';
			readonly serving: number;
			readonly node?: string | undefined;
	  }
	| {readonly kind: 'unknownModel'; readonly model: string; readonly nearest: string | undefined}
	| {
			readonly kind: 'tooBig';
			readonly model: string;
			readonly node: NodeName;
			readonly tooBig: TooBig;
	  }
	| {
			readonly kind: 'lacksCapability';
			readonly model: string;
			readonly capability: string;
			/** Installed ones that have it. */
			readonly others: readonly string[];
	  }
	| {readonly kind: 'unknownNode'; readonly node: string; readonly nearest: string | undefined}
	/** The one that was asked for cannot. */
	| {
			readonly kind: 'nodeCannot';
			readonly model: string;
			readonly rejected: RejectedNode;
			/** That could; undefined: nobody else was looked at. */
			readonly elsewhere: readonly NodeName[] | undefined;
			/** What it has that may have been meant. */
			readonly nearest: string | undefined;
	  }
	/** Those that have it failed lately, are full, or were tried. */
	| {
			readonly kind: 'noneLeft';
			readonly model: string;
			readonly rejected: readonly RejectedNode[];
	  };
