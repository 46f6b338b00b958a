import {preferencesFile, readPreferences, writePreferences} from '../clients/preferences-file.ts';
import type {Preferences} from '../domain/preferences.ts';
import type {Store} from '../store/create-store.ts';
import {failureText} from '../theme/failure-text.ts';
import {countText} from '../theme/number-text.ts';
import {openStateDirectory, stateFile} from '../transport/state-directory.ts';
import type {Surroundings} from './surroundings.ts';

export type KeptPreferences = {
	readonly preferences: Partial<Preferences>;
	/** What is wrong with the file, as a sentence; it stays as it is until something else is chosen. */
	readonly problem: string | undefined;
};

/** What was chosen of the screen the last times. Nothing here keeps anybody from a screen; a demo is always the same. */
export async function readKeptPreferences({
	env,
	demo,
}: Pick<Surroundings, 'env' | 'demo'>): Promise<KeptPreferences> {
	const path = demo === undefined ? stateFile(env, preferencesFile) : undefined;
	const read = path === undefined ? undefined : await readPreferences(path);
	if (read === undefined || path === undefined) {
		return {preferences: {}, problem: undefined};
	}

	if (!read.ok) {
		const problem = `What you chose before is not known: ${failureText(read.failure)}`;
		return {preferences: {}, problem};
	}

	const {value, problems} = read.value;
	return {preferences: value, problem: problemText(path, value, problems.length)};
}

function problemText(
	path: string,
	value: Partial<Preferences>,
	problems: number,
): string | undefined {
	if (problems === 0) {
		return undefined;
	}

	return Object.keys(value).length === 0
		? `What you chose before is not known: ${path} is damaged.`
		: `Of what you chose before ${countText(problems, 'choice')} cannot be read: ${path}.`;
}

export type PreferencesKeeper = {
	/** Writes it down; what is chosen meanwhile is written after it, the last of it alone. */
	readonly keep: (preferences: Preferences) => void;
	/** Resolves when all is written. */
	readonly settled: () => Promise<void>;
};

type KeeperWorld = Pick<Surroundings, 'env' | 'storeClock'> & {
	readonly store: Pick<Store, 'dispatch'>;
};

/** What came of each writing is told to the store, which says it where a person has to know. */
export function createPreferencesKeeper({env, storeClock, store}: KeeperWorld): PreferencesKeeper {
	let wanted: Preferences | undefined;
	let writing: Promise<void> = Promise.resolve();

	async function write(): Promise<void> {
		const preferences = wanted;
		wanted = undefined;
		if (preferences === undefined) {
			return;
		}

		const directory = await openStateDirectory(env);
		const written = directory.ok ? await writePreferences(directory.value, preferences) : directory;
		const failure = written.ok ? undefined : written.failure;
		store.dispatch({type: 'preferences/written', failure, atMs: storeClock.monotonicMs()});
	}

	return {
		keep(preferences) {
			wanted = preferences;
			writing = writing.then(write);
		},
		settled: () => writing,
	};
}
