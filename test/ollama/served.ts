import type {Downloads} from './downloads.ts';
import type {Engine} from './engine.ts';
import type {Exchange} from './exchange.ts';
import type {OllamaFaults} from './faults.ts';
import type {Scheduler} from './scheduler.ts';

/** What the routes share: the settings of one server, and what it has in memory. */
export type Served = {
	readonly folder: string;
	readonly engine: Engine;
	readonly scheduler: Scheduler;
	readonly downloads: Downloads;
	readonly numParallel: number;
	readonly contextTokens: number;
	readonly keepAliveMs: number;
	readonly version: string;
	readonly vramFraction: number;
	readonly registryUrl: string | undefined;
	readonly faults: () => OllamaFaults;
};

export type Handler = (served: Served, exchange: Exchange) => Promise<void>;
