import type {Failure} from './failure.ts';
import type {ModelRates} from './routing.ts';

/** How requests of ours to one model of one node went, over all runs of the program. */
export type ModelMetrics = {
	/** That ended, whatever came of them. */
	readonly requests: number;
	readonly cancelled: number;
	/** By what went wrong; what never did is left out. */
	readonly failures: Readonly<Partial<Record<Failure['kind'], number>>>;
	/** Of those whose model was in memory; EWMA. */
	readonly firstTokenMs: number | undefined;
	/** Of those whose model was not; EWMA. */
	readonly loadMs: number | undefined;
	readonly rates: ModelRates | undefined;
};
