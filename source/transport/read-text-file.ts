import {Buffer} from 'node:buffer';
import {constants} from 'node:fs';
import {type FileHandle, open} from 'node:fs/promises';
import type {Result} from '../domain/result.ts';
import {failed, succeeded} from '../domain/result.ts';
import {failureOfError} from './failure-of-error.ts';

/** Most files of /proc fit one chunk; a page is what the kernel hands out at least. */
const chunkBytes = 16_384;
/** Of a file that turns out to be large: each chunk is a turn of the thread pool. */
const largestChunkBytes = 2 ** 20;

/**
 * The text of a file, decoded as UTF-8 with U+FFFD for what is not. Reads to the end and trusts no stated size, since
 * files of /proc say 0. A file of more than `maxBytes` is `tooLarge`, and no more than one byte beyond is ever read.
 * A FIFO without a writer is empty instead of a wait for ever.
 */
export async function readTextFile(path: string, maxBytes: number): Promise<Result<string>> {
	try {
		const bytes = await readBytes(path, maxBytes);
		return bytes === undefined
			? failed({kind: 'tooLarge', where: path, limitBytes: maxBytes})
			: succeeded(bytes.toString('utf8'));
	} catch (error) {
		return failed(failureOfError(error, path));
	}
}

async function readBytes(path: string, maxBytes: number): Promise<Buffer | undefined> {
	const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
	try {
		return await readBounded(file, maxBytes);
	} finally {
		await file.close();
	}
}

/** Undefined when there are more than `maxBytes`. */
async function readBounded(file: FileHandle, maxBytes: number): Promise<Buffer | undefined> {
	const chunks: Buffer[] = [];
	let length = 0;
	while (length <= maxBytes) {
		const wanted = Math.min(Math.max(chunkBytes, length), largestChunkBytes);
		const chunk = Buffer.allocUnsafe(Math.min(wanted, maxBytes + 1 - length));
		const {bytesRead} = await file.read(chunk, 0, chunk.length, null);
		if (bytesRead === 0) {
			return Buffer.concat(chunks, length);
		}

		chunks.push(chunk.subarray(0, bytesRead));
		length += bytesRead;
	}

	return undefined;
}
