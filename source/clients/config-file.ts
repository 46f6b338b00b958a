/** The configuration file: what it says, and how a change is saved. Never throws. */
import type {Config, ConfigProblem} from '../domain/config.ts';
import type {Failure} from '../domain/failure.ts';
import {parseConfig} from '../parsers/config.ts';
import {configLimits} from '../parsers/config-bounds.ts';
import {editConfig} from '../parsers/config-edit.ts';
import type {ConfigEdit} from '../parsers/config-splice.ts';
import {readFileStatus} from '../transport/file-status.ts';
import {writeNumberedBackup} from '../transport/numbered-backup.ts';
import {readTextFile} from '../transport/read-text-file.ts';
import {sweepTemporaryFiles, writeFileAtomically} from '../transport/write-file.ts';
import {unreadableText} from './config-unreadable.ts';

export type LoadedConfig =
	| {readonly ok: true; readonly config: Config; readonly text: string}
	/** `text` is undefined where the file could not be read. */
	| {
			readonly ok: false;
			readonly problems: readonly ConfigProblem[];
			readonly text: string | undefined;
	  };

/** Reads and checks a file. What keeps it from being read is a problem like any other, without a line. */
export async function loadConfig(path: string): Promise<LoadedConfig> {
	const unreadable = (message: string): LoadedConfig => ({
		ok: false,
		problems: [{file: path, line: undefined, column: undefined, path: '', message}],
		text: undefined,
	});
	const status = await readFileStatus(path);
	if (!status.ok) {
		return unreadable(unreadableText(status.failure));
	}

	const {kind, isTrusted, mode} = status.value;
	if (kind !== 'file') {
		return unreadable(
			`is ${kind === 'directory' ? 'a directory' : 'a device or a pipe'}, not a file`,
		);
	}

	if (!isTrusted || (mode & 0o002) !== 0) {
		return unreadable(
			isTrusted
				? 'may be written by everybody on this machine: run chmod o-w on it'
				: 'belongs to another user, who could change where you log in: copy it to a file of yours',
		);
	}

	const text = await readTextFile(path, configLimits.bytes);
	if (!text.ok) {
		return unreadable(unreadableText(text.failure));
	}

	return {...parseConfig(text.value, path), text: text.value};
}

export type ConfigToSave = {
	readonly path: string;
	/** The text that the edits were made for: what `loadConfig` gave. */
	readonly readText: string;
	readonly edits: readonly ConfigEdit[];
};

export type SaveOutcome =
	| {readonly outcome: 'saved'; readonly text: string; readonly backup: string}
	| {readonly outcome: 'unchanged'}
	/** The result would not be a configuration; nothing was written. */
	| {readonly outcome: 'invalid'; readonly problems: readonly ConfigProblem[]}
	/** `rejected` when the file changed since it was read; nothing was written, save perhaps a backup. */
	| {readonly outcome: 'failed'; readonly failure: Failure};

const keptBackups = 20;

/**
 * Edits a configuration file: comments and spacing stay, the result is checked before anything is written, the old text
 * goes to `config.yaml.1`, `.2`, ... (0600, the last 20), and the file is replaced at once with its mode and owner kept. Where the
 * path is a symbolic link, the file behind it is replaced and the backup stands beside the link.
 */
export async function saveConfig({path, readText, edits}: ConfigToSave): Promise<SaveOutcome> {
	const edited = editConfig(readText, edits, path);
	if (!edited.ok) {
		return {outcome: 'invalid', problems: edited.problems};
	}

	if (edited.text === readText) {
		return {outcome: 'unchanged'};
	}

	const status = await readFileStatus(path);
	if (!status.ok) {
		return {outcome: 'failed', failure: status.failure};
	}

	const changed = await changedSince(path, readText);
	if (changed !== undefined) {
		return {outcome: 'failed', failure: changed};
	}

	// What a writer that was killed here left behind; that it cannot be removed is no reason not to save.
	const {realPath, directory, mode, owner} = status.value;
	await sweepTemporaryFiles(directory);
	const backup = await writeNumberedBackup({path, text: readText, owner, keep: keptBackups});
	if (!backup.ok) {
		return {outcome: 'failed', failure: backup.failure};
	}

	// Again, because flushing the backup took time in which an editor may have saved.
	const changedMeanwhile = await changedSince(path, readText);
	if (changedMeanwhile !== undefined) {
		return {outcome: 'failed', failure: changedMeanwhile};
	}

	const written = await writeFileAtomically({path: realPath, text: edited.text, mode, owner});
	return written.ok
		? {outcome: 'saved', text: edited.text, backup: backup.value}
		: {outcome: 'failed', failure: written.failure};
}

async function changedSince(path: string, readText: string): Promise<Failure | undefined> {
	const now = await readTextFile(path, configLimits.bytes);
	if (!now.ok) {
		return now.failure;
	}

	return now.value === readText
		? undefined
		: {kind: 'rejected', where: path, reason: 'it changed since it was read; nothing was saved'};
}
