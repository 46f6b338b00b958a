import {Buffer} from 'node:buffer';
import {constants} from 'node:fs';
import {type FileHandle, open, rm} from 'node:fs/promises';
import {dirname} from 'node:path';
import type {Result} from '../domain/result.ts';
import {failed, succeeded} from '../domain/result.ts';
import {failureOfError} from './failure-of-error.ts';
import {flushDirectory} from './flush-directory.ts';

const {O_RDWR, O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW} = constants;
const newline = 10;

/**
 * Makes a file that must not be there yet, readable by its owner alone, with this as its first line. Flushed, and its
 * directory too: when it is acknowledged it is there after a loss of power. One that could not be written whole is
 * removed. Failures: `rejected` where it is there, `diskFull`, `denied`, `missing` without its directory.
 */
export async function startLines(path: string, line: string): Promise<Result<void>> {
	const written = await append(path, line, O_CREAT | O_EXCL);
	if (!written.ok) {
		await (written.failure.kind === 'diskFull' && removeQuietly(path));
		return written;
	}

	try {
		await flushDirectory(dirname(path));
		return written;
	} catch (error) {
		return failed(failureOfError(error, path));
	}
}

/**
 * Adds one line to a file that is there, in one write, and flushes it. Two programs may do so at once: O_APPEND puts
 * each line behind the other. A line that a crash or a full disk tore is ended and left, since who tore it cannot be
 * told from who writes it just now. Failures: `diskFull`, `missing`, `denied` where it is a link or not ours to write.
 */
export async function appendLine(path: string, line: string): Promise<Result<void>> {
	return append(path, line, 0);
}

async function append(path: string, line: string, making: number): Promise<Result<void>> {
	try {
		const file = await open(path, O_RDWR | O_APPEND | O_NOFOLLOW | making, 0o600);
		try {
			const bytes = Buffer.from(`${(await isTorn(file)) ? '\n' : ''}${line}\n`, 'utf8');
			const {bytesWritten} = await file.write(bytes);
			if (bytesWritten < bytes.length) {
				return failed({kind: 'diskFull', where: path});
			}

			await file.sync();
			return succeeded(undefined);
		} finally {
			await file.close();
		}
	} catch (error) {
		return failed(failureOfError(error, path));
	}
}

async function isTorn(file: FileHandle): Promise<boolean> {
	const {size} = await file.stat();
	const last = Buffer.alloc(1);
	const {bytesRead} = await file.read(last, 0, 1, Math.max(0, size - 1));
	return bytesRead === 1 && last[0] !== newline;
}

/** What could be written only in part is nobody's record; what cannot be removed now is told by `chat verify`. */
async function removeQuietly(path: string): Promise<void> {
	await Promise.allSettled([rm(path, {force: true})]);
}
