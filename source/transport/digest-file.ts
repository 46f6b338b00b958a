import {createHash} from 'node:crypto';
import type {Result} from '../domain/result.ts';
import {failed, succeeded} from '../domain/result.ts';
import {failureIn} from './failure-error.ts';
import {readFilePieces} from './read-file-pieces.ts';

export type DigestListener = {
	readonly signal: AbortSignal;
	/** Of each piece, how much was read by now. */
	readonly onRead: (bytes: number) => void;
};

/** SHA-256 of a file, as Ollama names its blobs: `sha256:` and 64 hex digits. Failures: those of reading it, `cancelled`. */
export async function digestFile(
	path: string,
	{signal, onRead}: DigestListener,
): Promise<Result<string>> {
	const hash = createHash('sha256');
	let bytes = 0;
	try {
		for await (const piece of readFilePieces(path, signal)) {
			hash.update(piece);
			bytes += piece.length;
			onRead(bytes);
		}
	} catch (error) {
		const failure = failureIn(error);
		if (failure === undefined) {
			throw error;
		}

		return failed(failure);
	}

	return succeeded(`sha256:${hash.digest('hex')}`);
}
