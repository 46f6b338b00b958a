import {Buffer} from 'node:buffer';
import {constants} from 'node:fs';
import {type FileHandle, open} from 'node:fs/promises';
import type {Result} from '../domain/result.ts';
import {failed, succeeded} from '../domain/result.ts';
import {failureOfError} from './failure-of-error.ts';
import {makeFileAtomically} from './write-file.ts';

const {O_RDWR, O_APPEND, O_NOFOLLOW} = constants;
const newline = 10;

/**
 * Makes a file that must not be there yet, readable by its owner alone, with these lines as its first. It has its name
 * only once it is whole and flushed: a kill leaves all of it or none. Failures: `rejected` where it is there, `diskFull`,
 * `denied`, `missing` without its directory.
 */
export async function startLines(path: string, lines: string): Promise<Result<void>> {
	return makeFileAtomically(path, `${lines}\n`);
}

/**
 * Adds one line to a file that is there, in one write, and flushes it. Two programs may do so at once: O_APPEND puts
 * each line behind the other. A line that a crash or a full disk tore is ended and left, since who tore it cannot be
 * told from who writes it just now. Failures: `diskFull`, `missing`, `denied` where it is a link or not ours to write.
 */
export async function appendLine(path: string, line: string): Promise<Result<void>> {
	return append(path, line);
}

/** The same with more lines in one write; `tooLarge` where the file would hold more than this, and nothing is written. */
export async function appendLines(
	path: string,
	lines: readonly string[],
	mostBytes: number,
): Promise<Result<void>> {
	return append(path, lines.join('\n'), mostBytes);
}

async function append(
	path: string,
	text: string,
	mostBytes = Number.POSITIVE_INFINITY,
): Promise<Result<void>> {
	try {
		const file = await open(path, O_RDWR | O_APPEND | O_NOFOLLOW);
		try {
			const {size} = await file.stat();
			const bytes = Buffer.from(`${(await isTornAt(file, size)) ? '\n' : ''}${text}\n`, 'utf8');
			if (size + bytes.length > mostBytes) {
				return failed({kind: 'tooLarge', where: path, limitBytes: mostBytes});
			}

			const isWritten =
				(await isWhole(file, bytes)) &&
				((await isApart(file, bytes, size)) ||
					(await isWhole(file, Buffer.concat([Buffer.of(newline), bytes]))));
			if (!isWritten) {
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

async function isTornAt(file: FileHandle, size: number): Promise<boolean> {
	const [last] = await bytesBetween(file, Math.max(0, size - 1), size);
	return last !== undefined && last !== newline;
}

async function isWhole(file: FileHandle, bytes: Buffer): Promise<boolean> {
	const {bytesWritten} = await file.write(bytes);
	return bytesWritten === bytes.length;
}

/**
 * Whether what was written begins a line of its own. Another program that wrote since `size` was looked at may have been
 * stopped in mid-line, and ours stands behind that half: then it is nobody's, and is written again.
 */
async function isApart(file: FileHandle, bytes: Buffer, size: number): Promise<boolean> {
	const now = await file.stat();
	if (now.size === size + bytes.length) {
		return true;
	}

	const since = await bytesBetween(file, size, now.size);
	for (let at = since.indexOf(bytes); at !== -1; at = since.indexOf(bytes, at + 1)) {
		if (at === 0 || bytes[0] === newline || since[at - 1] === newline) {
			return true;
		}
	}

	return false;
}

async function bytesBetween(file: FileHandle, from: number, to: number): Promise<Buffer> {
	const bytes = Buffer.alloc(to - from);
	let length = 0;
	while (length < bytes.length) {
		const {bytesRead} = await file.read(bytes, length, bytes.length - length, from + length);
		if (bytesRead === 0) {
			break;
		}

		length += bytesRead;
	}

	return bytes.subarray(0, length);
}
