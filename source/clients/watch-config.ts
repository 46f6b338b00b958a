import type {Config, ConfigProblem} from '../domain/config.ts';
import type {Clock} from '../domain/clock.ts';
import {watchFile} from '../transport/watch-file.ts';
import {loadConfig} from './config-file.ts';

export type ConfigWatch = {
	readonly path: string;
	/** What the running configuration was read from: the same text again is no change. */
	readonly text: string | undefined;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	readonly onLoaded: (config: Config, text: string) => void;
	/** The running configuration stays. */
	readonly onRejected: (problems: readonly ConfigProblem[]) => void;
	readonly settleMs?: number;
	readonly pollMs?: number;
};

/** Reads the configuration again whenever its file changes, until `signal` aborts. Each new text is reported once. */
export function watchConfig({text, onLoaded, onRejected, ...watch}: ConfigWatch): void {
	let seen = text;
	let reported = '';
	/** There is none yet: what is not there is no mistake. */
	let isAwaited = text === undefined;
	watchFile({
		...watch,
		onChange: async () => {
			const loaded = await loadConfig(watch.path);
			if (watch.signal.aborted || (loaded.text !== undefined && loaded.text === seen)) {
				return;
			}

			isAwaited &&= loaded.text === undefined;
			if (isAwaited) {
				return;
			}

			const problems = loaded.ok ? '' : JSON.stringify(loaded.problems);
			const isNews = loaded.text !== undefined || problems !== reported;
			seen = loaded.text;
			reported = problems;
			if (loaded.ok) {
				onLoaded(loaded.config, loaded.text);
			} else if (isNews) {
				onRejected(loaded.problems);
			}
		},
	});
}
