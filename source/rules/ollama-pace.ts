import type {OllamaConfig} from '../domain/config.ts';
import type {Failure} from '../domain/failure.ts';
import type {OllamaQuestion} from '../domain/ollama.ts';

/** Between two questions. What is in memory changes with every answer, what is on disk seldom. */
export const ollamaIntervalMs: Readonly<Record<OllamaQuestion, number>> = {
	version: 5 * 60_000,
	installed: 60_000,
	loaded: 15_000,
};
/** While somebody looks at the node. */
export const seenLoadedIntervalMs = 5000;

const firstRetryMs = 5000;
const lastRetryMs = 60_000;
/** One late answer of one that has answered before is a busy machine. */
const timeoutsToSilence = 2;

export type Misses = {
	/** In a row, of whatever was asked. */
	readonly failures: number;
	/** Of these the last ones that were only late. */
	readonly timeouts: number;
	/** Whether it ever answered over this connection. */
	readonly wasHeard: boolean;
};

/** Whether nothing that is Ollama answers, rather than that one answer was no good. */
export function isSilence({kind}: Failure, {timeouts, wasHeard}: Misses): boolean {
	switch (kind) {
		case 'timedOut':
			return !wasHeard || timeouts >= timeoutsToSilence;
		case 'unparseable':
		case 'tooLarge':
		case 'rejected':
			return false;
		default:
			return true;
	}
}

/**
 * Until one that is silent is asked again: soon where there has to be one, each minute where nobody said so, since then
 * there is probably none.
 */
export function silentRetryMs({use}: OllamaConfig, {failures}: Pick<Misses, 'failures'>): number {
	return use === 'always'
		? Math.min(lastRetryMs, firstRetryMs * 2 ** Math.max(0, failures - 1))
		: lastRetryMs;
}
