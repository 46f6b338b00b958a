import type {Parsed} from '../domain/parsed.ts';
import type {Preferences} from '../domain/preferences.ts';
import {type Result, succeeded} from '../domain/result.ts';
import {parsePreferences} from '../parsers/preferences.ts';
import {readTextFile} from '../transport/read-text-file.ts';
import {sweepTemporaryFiles, writeFileAtomically} from '../transport/write-file.ts';

/** In the state directory. */
export const preferencesFile = 'preferences.json';

const mostBytes = 2 ** 16;
const ownerOnly = 0o600;

/** What was chosen before; nothing where there is no file. Failures: `tooLarge`, `denied`. */
export async function readPreferences(path: string): Promise<Result<Parsed<Partial<Preferences>>>> {
	const text = await readTextFile(path, mostBytes);
	if (text.ok) {
		return succeeded(parsePreferences(text.value));
	}

	return text.failure.kind === 'missing' ? succeeded({value: {}, problems: []}) : text;
}

/** All of it, in place of what stood there: of two programs at once the last one is read. Failures: `diskFull`, `denied`. */
export async function writePreferences(
	directory: string,
	preferences: Preferences,
): Promise<Result<void>> {
	const path = `${directory}/${preferencesFile}`;
	const text = `${JSON.stringify(preferences, undefined, '\t')}\n`;
	const written = await writeFileAtomically({path, text, mode: ownerOnly});
	// What a program left behind that was killed while it wrote; what cannot be removed now a later one removes.
	await sweepTemporaryFiles(directory);
	return written;
}
