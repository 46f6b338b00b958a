import {Buffer} from 'node:buffer';
import {open} from 'node:fs/promises';
import {FailureError} from './failure-error.ts';
import {failureOfError} from './failure-of-error.ts';

/** A disk gives this in a few milliseconds, and others have their turn between two. */
const pieceBytes = 262_144;

/** The bytes of a file as they are taken, however large it is. Throws a FailureError: those of reading it, `cancelled`. */
export async function* readFilePieces(
	path: string,
	signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
	const file = await open(path).catch((error: unknown) => {
		throw new FailureError(failureOfError(error, path));
	});
	try {
		for (;;) {
			if (signal.aborted) {
				throw new FailureError({kind: 'cancelled', where: path});
			}

			// Its own each time: who took the piece before may not be done with it.
			const {bytesRead, buffer} = await file.read(Buffer.allocUnsafe(pieceBytes));
			if (bytesRead === 0) {
				return;
			}

			yield buffer.subarray(0, bytesRead);
		}
	} catch (error) {
		throw error instanceof FailureError ? error : new FailureError(failureOfError(error, path));
	} finally {
		await file.close();
	}
}
