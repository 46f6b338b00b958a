import {randomUUID} from 'node:crypto';
import {constants} from 'node:fs';
import {link, lstat, open, readdir, rename, rm} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import type {Failure} from '../domain/failure.ts';
import type {Result} from '../domain/result.ts';
import {failed, succeeded} from '../domain/result.ts';
import {codeOf, failureOfError} from './failure-of-error.ts';
import {fileWriter, isWriterGone} from './file-writer.ts';
import {type FileOwner, giveFile, ignoreImpossible} from './file-owner.ts';
import {flushDirectory} from './flush-directory.ts';

export type FileToWrite = {
	readonly path: string;
	readonly text: string;
	/** Permission bits, whatever the umask: 0o600 for state. */
	readonly mode: number;
	/** Whose the file shall be, as far as we may give it away. */
	readonly owner?: FileOwner;
};

/**
 * Replaces a file so that a reader, a crash or a full disk sees the old text or the new text, never a part: temporary
 * file in the same directory, flushed, renamed over the target, directory flushed.
 *
 * A symbolic link as the target or as its directory is `denied`: following it would let another user choose what we
 * overwrite, and replacing it would break a person's dotfiles. Who means to write through a link resolves it first.
 * On every failure the old file stays and the temporary file is removed. The one exception is a failing flush of the
 * directory: then the new text is in place, but may not survive a loss of power.
 */
export async function writeFileAtomically(file: FileToWrite): Promise<Result<void>> {
	const directory = dirname(file.path);
	try {
		const refusal = (await refuseDirectory(directory)) ?? (await refuseTarget(file.path));
		if (refusal !== undefined) {
			return failed(refusal);
		}

		await replace(directory, file);
		await flushDirectory(directory);
		return succeeded(undefined);
	} catch (error) {
		return failed(failureOfError(error, file.path));
	}
}

/**
 * The same for a file that must not be there yet, readable by its owner alone: it has its name only once it is whole.
 * Where a filesystem has no hard links its name is taken first, so that a kill in between leaves an empty file. Failures:
 * `rejected` where it is there, `diskFull`, `denied`, `missing` without its directory.
 *
 * @param linkFile link(2)
 */
export async function makeFileAtomically(
	path: string,
	text: string,
	linkFile = link,
): Promise<Result<void>> {
	const directory = dirname(path);
	const temporary = join(directory, temporaryName(basename(path)));
	try {
		await writeTemporary(temporary, {path, text, mode: 0o600});
		await giveName(temporary, path, linkFile);
		await rm(temporary, {force: true});
		await flushDirectory(directory);
		return succeeded(undefined);
	} catch (error) {
		await Promise.allSettled([rm(temporary, {force: true})]);
		return failed(failureOfError(error, path));
	}
}

async function giveName(temporary: string, path: string, linkFile: typeof link): Promise<void> {
	try {
		await linkFile(temporary, path);
	} catch (error) {
		if (!withoutLinks.has(codeOf(error) ?? '')) {
			throw error;
		}

		await (await open(path, createOnly, 0o600)).close();
		await rename(temporary, path).catch(async problem => {
			await rm(path, {force: true});
			throw problem;
		});
	}
}

/** What a filesystem that has no hard links says: link(2), and FUSE where nobody wrote it. */
const withoutLinks: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** Removes what writers that were killed left behind in `directory`, and returns how many files that were. */
export async function sweepTemporaryFiles(directory: string): Promise<Result<number>> {
	try {
		const orphans = (await readdir(directory)).filter(isOrphan);
		await Promise.all(orphans.map(name => rm(join(directory, name), {force: true})));
		return succeeded(orphans.length);
	} catch (error) {
		return failed(failureOfError(error, directory));
	}
}

async function refuseDirectory(directory: string): Promise<Failure | undefined> {
	const status = await lstat(directory);
	if (status.isDirectory()) {
		return undefined;
	}

	const reason = status.isSymbolicLink() ? 'it is a symbolic link' : 'it is not a directory';
	return {kind: 'denied', where: directory, reason};
}

async function refuseTarget(path: string): Promise<Failure | undefined> {
	const status = await lstat(path).catch(undefinedWhenMissing);
	if (status === undefined || status.isFile()) {
		return undefined;
	}

	const reason = status.isSymbolicLink() ? 'it is a symbolic link' : 'it is not a regular file';
	return {kind: 'denied', where: path, reason};
}

function undefinedWhenMissing(error: unknown): undefined {
	if (codeOf(error) !== 'ENOENT') {
		throw error;
	}
}

function temporaryName(target: string): string {
	return `.${target}.${fileWriter}.${randomUUID()}.tmp`;
}

const temporaryPattern = /^\..+\.[A-Za-z0-9_-]+\.\d{1,10}\.[0-9a-f-]{36}\.[0-9a-f-]{36}\.tmp$/;

function isOrphan(name: string): boolean {
	return temporaryPattern.test(name) && isWriterGone(name);
}

const createOnly = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

async function replace(directory: string, file: FileToWrite): Promise<void> {
	const temporary = join(directory, temporaryName(basename(file.path)));
	try {
		await writeTemporary(temporary, file);
		await rename(temporary, file.path);
	} catch (error) {
		// What cannot be removed now, the sweep of a later run removes; the first error is the one to report.
		await Promise.allSettled([rm(temporary, {force: true})]);
		throw error;
	}
}

async function writeTemporary(temporary: string, file: FileToWrite): Promise<void> {
	const handle = await open(temporary, createOnly, file.mode);
	try {
		// FileHandle.writeFile goes on after a short write; a single write() on a full disk would truncate in silence.
		await handle.writeFile(file.text, {encoding: 'utf8'});
		await giveFile(handle, file.owner);
		await handle.chmod(file.mode).catch(ignoreImpossible);
		await handle.sync();
	} finally {
		await handle.close();
	}
}
