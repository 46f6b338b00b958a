import {failed, type Result, succeeded} from '../domain/result.ts';
import {encodeBytes, octetsOf} from '../parsers/bytes.ts';
import {FailureError, failureIn} from '../transport/failure-error.ts';
import {blockBytes, readBlobScript} from './model-store-scripts.ts';
import {type Telling, tellShell} from './tell-shell.ts';

export type BlobRange = {
	readonly file: string;
	readonly firstByte: number;
	readonly lengthBytes: number;
};

export type BlobReading = Omit<Telling, 'silentMs'>;

/** Disks of small machines are busy with other things, too. */
const silentMs = 60_000;

/** Bytes of a file of a node, as they are taken. Throws a FailureError, also where the file ends early. */
export async function* readBlob(
	range: BlobRange,
	reading: BlobReading,
): AsyncGenerator<Uint8Array, void> {
	for await (const bytes of blobBytes(range, reading)) {
		yield octetsOf(bytes);
	}
}

/** All of them at once, one character each. */
export async function readBlobBytes(
	range: BlobRange,
	reading: BlobReading,
): Promise<Result<string>> {
	const pieces: string[] = [];
	try {
		for await (const bytes of blobBytes(range, reading)) {
			pieces.push(bytes);
		}

		return succeeded(pieces.join(''));
	} catch (error) {
		const failure = failureIn(error);
		if (failure === undefined) {
			throw error;
		}

		return failed(failure);
	}
}

/** dd counts in blocks: what of the first and the last is not wanted is dropped here. */
async function* blobBytes(
	{file, firstByte, lengthBytes}: BlobRange,
	reading: BlobReading,
): AsyncGenerator<string, void> {
	const firstBlock = Math.floor(firstByte / blockBytes);
	const endBlock = Math.ceil((firstByte + lengthBytes) / blockBytes);
	const input = `${encodeBytes(file)}\n${firstBlock} ${endBlock - firstBlock}\n`;
	let toSkip = firstByte - firstBlock * blockBytes;
	let left = lengthBytes;
	for await (const bytes of tellShell({script: readBlobScript, input}, {...reading, silentMs})) {
		const wanted = bytes.slice(toSkip, toSkip + left);
		toSkip = Math.max(0, toSkip - bytes.length);
		left -= wanted.length;
		if (wanted !== '') {
			yield wanted;
		}

		if (left === 0) {
			return;
		}
	}

	const {where} = reading;
	const reason = `${file} ended ${left} bytes early: it was changed while it was read.`;
	throw new FailureError({kind: 'rejected', where, reason});
}
