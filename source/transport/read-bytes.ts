import {Buffer} from 'node:buffer';
import {createReadStream} from 'node:fs';
import type {Readable} from 'node:stream';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {failureOfError} from './failure-of-error.ts';

/**
 * A file as bytes, one character each. Failures: those of reading it, `tooLarge`, `cancelled`: a pipe that nobody writes
 * to is waited for.
 */
export async function readFileBytes(
	path: string,
	maxBytes: number,
	signal: AbortSignal,
): Promise<Result<string>> {
	return readStreamBytes(createReadStream(path), {where: path, maxBytes, signal});
}

/** So many at most, as `readFileBytes` has them all. */
export function readFirstBytes(
	path: string,
	count: number,
	signal: AbortSignal,
): Promise<Result<string>> {
	const stream = createReadStream(path, {end: count - 1});
	return readStreamBytes(stream, {where: path, maxBytes: count, signal});
}

export type ReadBytes = {
	/** As failures name it. */
	readonly where: string;
	readonly maxBytes: number;
	readonly signal: AbortSignal;
};

/** A stream to its end as bytes, one character each. */
export async function readStreamBytes(
	stream: Readable,
	{where, maxBytes, signal}: ReadBytes,
): Promise<Result<string>> {
	const stop = (): void => void stream.destroy();
	signal.addEventListener('abort', stop, {once: true});
	const chunks: Buffer[] = [];
	let length = 0;
	try {
		for await (const chunk of stream) {
			const bytes = Buffer.from(chunk);
			length += bytes.length;
			if (length > maxBytes) {
				return failed({kind: 'tooLarge', where, limitBytes: maxBytes});
			}

			chunks.push(bytes);
		}
	} catch (error) {
		return signal.aborted
			? failed({kind: 'cancelled', where})
			: failed(failureOfError(error, where));
	} finally {
		signal.removeEventListener('abort', stop);
	}

	return signal.aborted
		? failed({kind: 'cancelled', where})
		: succeeded(Buffer.concat(chunks).toString('latin1'));
}
