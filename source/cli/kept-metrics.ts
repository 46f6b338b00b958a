import {join} from 'node:path';
import {keepAttempt, readAttempts} from '../clients/attempt-log.ts';
import type {Event} from '../domain/event.ts';
import type {MeasuredAttempt} from '../domain/ollama-metrics.ts';
import {failureText} from '../theme/failure-text.ts';
import {openStateDirectory, stateFile} from '../transport/state-directory.ts';
import type {Surroundings} from './surroundings.ts';

const file = 'attempts.jsonl';

export type KeptMetricsFile = {
	/** Tells the store how earlier attempts went; nothing where there were none, or in a demo. */
	readonly read: (dispatch: (event: Event) => void) => Promise<void>;
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
		const kept = directory.ok
			? await keepAttempt(join(directory.value, file), measured)
			: directory;
		if (!kept.ok) {
			warnOnce(`How this answer went is not kept. ${failureText(kept.failure)}`);
		}
	}

	return {
		async read(dispatch) {
			const path = demo === undefined ? stateFile(env, file) : undefined;
			const read = path === undefined ? undefined : await readAttempts(path);
			if (read === undefined || path === undefined) {
				return;
			}

			if (!read.ok) {
				warnOnce(`How earlier answers went is not known. ${failureText(read.failure)}`);
				return;
			}

			const {metrics, damaged} = read.value;
			if (damaged > 0) {
				warnOnce(`${path}: ${damaged} damaged lines are left out.`);
			}

			dispatch({type: 'metrics/read', metrics, atMs: clock.monotonicMs()});
		},
		keep(measured) {
			if (demo === undefined) {
				last = last.then(() => add(measured));
			}
		},
		settled: () => last,
	};
}
