import {constants} from 'node:fs';
import {open, readdir, rm} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import type {Result} from '../domain/result.ts';
import {failed, succeeded} from '../domain/result.ts';
import {codeOf, failureOfError} from './failure-of-error.ts';
import {type FileOwner, giveFile} from './file-owner.ts';

export type Backup = {
	/** The file that is about to change; the backup is `<path>.<number>` beside it. */
	readonly path: string;
	/** What the file holds now. */
	readonly text: string;
	/** Whose the backup shall be, as far as we may give it away. */
	readonly owner?: FileOwner;
	/** How many backups may stay; the oldest go. At least 1. */
	readonly keep: number;
};

const createOnly = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
const mostTries = 100;

/**
 * Writes `<path>.1`, `.2`, ... with mode 0600, one above the highest number there is, and returns its path. A backup is
 * never overwritten, not even by a second program that saves at the same time. Failures: `denied`, `diskFull`, `missing`.
 */
export async function writeNumberedBackup(backup: Backup): Promise<Result<string>> {
	try {
		const numbers = await numbersOf(backup.path);
		const highest = numbers.at(-1) ?? 0;
		const written = await writeAbove(highest, backup);
		if (written === undefined) {
			const reason = `${mostTries} other programs are writing backups`;
			return failed({kind: 'rejected', where: backup.path, reason});
		}

		const old = numbers.slice(0, Math.max(0, numbers.length + 1 - backup.keep));
		await Promise.all(old.map(number => rm(`${backup.path}.${number}`, {force: true})));
		return succeeded(written);
	} catch (error) {
		return failed(failureOfError(error, backup.path));
	}
}

/** The numbers of the backups that are there, lowest first. */
async function numbersOf(path: string): Promise<readonly number[]> {
	const prefix = `${basename(path)}.`;
	const names = await readdir(dirname(path));
	return names
		.filter(name => name.startsWith(prefix) && /^[1-9]\d{0,8}$/.test(name.slice(prefix.length)))
		.map(name => Number(name.slice(prefix.length)))
		.sort((one, other) => one - other);
}

async function writeAbove(highest: number, backup: Backup): Promise<string | undefined> {
	for (let number = highest + 1; number <= highest + mostTries; number += 1) {
		const target = join(dirname(backup.path), `${basename(backup.path)}.${number}`);
		if (await writeNew(target, backup)) {
			return target;
		}
	}

	return undefined;
}

/** False when the file is there already. What could be written only in part is removed again. */
async function writeNew(target: string, {text, owner}: Backup): Promise<boolean> {
	const file = await open(target, createOnly, 0o600).catch((error: unknown) => {
		if (codeOf(error) !== 'EEXIST') {
			throw error;
		}

		return undefined;
	});
	if (file === undefined) {
		return false;
	}

	try {
		await file.writeFile(text, {encoding: 'utf8'});
		await giveFile(file, owner);
		await file.sync();
		return true;
	} catch (error) {
		await Promise.allSettled([rm(target, {force: true})]);
		throw error;
	} finally {
		await file.close();
	}
}
