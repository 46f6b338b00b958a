import type {OllamaConfig} from '../domain/config.ts';
import type {Failure} from '../domain/failure.ts';
import type {OllamaQuestion} from '../domain/ollama.ts';

/** Between two questions. What is in memory changes with every answer, what is on disk seldom, where that is hardly ever. */
export const ollamaIntervalMs: Readonly<Record<OllamaQuestion, number>> = {
	version: 5 * 60_000,
	installed: 60_000,
	loaded: 15_000,
	modelFolder: 5 * 60_000,
};
/** While somebody looks at the node. */
export const seenLoadedIntervalMs = 5000;

const firstRetryMs = 5000;
/** One that was there just now is being started anew, mostly: that takes seconds. */
const heardRetryMs = 1000;
/** Of an answer that did not come in time. */
const lateRetryMs = 5000;
const lastRetryMs = 60_000;
/** One late answer of one that has answered before is a busy machine. */
const timeoutsToSilence = 2;

export type Misses = {
	/** In a row, of whatever was asked. */
	readonly failures: number;
	/** Of these the last ones that were only late. */
	readonly timeouts: number;
	/** Whether it ever answered, over this connection or an earlier one. */
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
 * Until one that is silent is asked again: at once where it answered before, soon where there has to be one, and then
 * ever less often; each minute where nobody said that there is one, since then there is probably none.
 */
export function silentRetryMs(
	{use}: OllamaConfig,
	{failures, wasHeard}: Pick<Misses, 'failures' | 'wasHeard'>,
): number {
	if (!wasHeard && use !== 'always') {
		return lastRetryMs;
	}

	const firstMs = wasHeard ? heardRetryMs : firstRetryMs;
	return Math.min(lastRetryMs, firstMs * 2 ** Math.max(0, failures - 1));
}

/** Until a question of one that is not silent is asked again; `intervalMs` is its own. */
export function failedRetryMs({kind}: Failure, intervalMs: number): number {
	return kind === 'timedOut' ? Math.min(lateRetryMs, intervalMs) : intervalMs;
}
