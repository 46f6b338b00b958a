import {keepAttempt, readAttempts} from '../clients/attempt-log.ts';
import type {Event} from '../domain/event.ts';
import type {EarlierAttempts, MeasuredAttempt} from '../domain/ollama-metrics.ts';
import {failureText} from '../theme/failure-text.ts';
import {openStateDirectory, statePath} from '../transport/state-directory.ts';
import type {Surroundings} from './surroundings.ts';

export type KeptMetricsFile = {
	/**
	 * Tells the store how earlier attempts went, and resolves to them; undefined where they cannot be read, or in a demo.
	 */
	readonly read: (dispatch: (event: Event) => void) => Promise<EarlierAttempts | undefined>;
	/** One attempt after another; what cannot be kept is told once. */
	readonly keep: (measured: MeasuredAttempt) => void;
	/** Resolves when all are kept. */
	readonly settled: () => Promise<void>;
};

type World = Pick<Surroundings, 'env' | 'storeClock' | 'demo'>;

/** What outlives the program of how questions of ours went. Nothing here keeps anybody from an answer. */
export function openKeptMetrics(
	{env, storeClock: clock, demo}: World,
	warn: (sentence: string) => void,
): KeptMetricsFile {
	let isTold = false;
	let last: Promise<void> = Promise.resolve();
	const warnOnce = (sentence: string): void => {
		if (!isTold) {
			isTold = true;
			warn(sentence);
		}
	};

	async function add(measured: MeasuredAttempt): Promise<void> {
		const directory = await openStateDirectory(env);
		const kept = directory.ok ? await keepAttempt(directory.value, measured) : directory;
		if (!kept.ok) {
			warnOnce(`How this answer went is not kept. ${failureText(kept.failure)}`);
		}
	}

	return {
		async read(dispatch) {
			const folder = demo === undefined ? statePath(env) : undefined;
			const read = folder === undefined ? undefined : await readAttempts(folder);
			if (read === undefined) {
				return undefined;
			}

			if (!read.ok) {
				warnOnce(`How earlier answers went is not known. ${failureText(read.failure)}`);
				return undefined;
			}

			const {metrics, earlier, damaged} = read.value;
			if (damaged > 0) {
				warnOnce(`${folder}/attempts.jsonl: ${damaged} damaged lines are left out.`);
			}

			dispatch({type: 'metrics/read', metrics, atMs: clock.monotonicMs()});
			return earlier;
		},
		keep(measured) {
			if (demo === undefined) {
				last = last.then(() => add(measured));
			}
		},
		settled: () => last,
	};
}
