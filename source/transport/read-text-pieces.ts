import {Buffer} from 'node:buffer';
import {constants} from 'node:fs';
import {open} from 'node:fs/promises';
import {StringDecoder} from 'node:string_decoder';
import type {Result} from '../domain/result.ts';
import {failed, succeeded} from '../domain/result.ts';
import {failureOfError} from './failure-of-error.ts';

/** What is done with it takes a few milliseconds; between two pieces others have their turn. */
const pieceBytes = 131_072;

/**
 * The text of a file in pieces, in order, as `readTextFile` has it whole; a character is never cut. Failures: those of
 * reading it, `tooLarge` once so many bytes were told.
 */
export async function readTextPieces(
	path: string,
	maxBytes: number,
	onPiece: (text: string) => void,
): Promise<Result<void>> {
	try {
		const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
		try {
			const decoder = new StringDecoder('utf8');
			const buffer = Buffer.allocUnsafe(pieceBytes);
			for (let told = 0; told <= maxBytes; ) {
				const {bytesRead} = await file.read(buffer, 0, pieceBytes, null);
				if (bytesRead === 0) {
					onPiece(decoder.end());
					return succeeded(undefined);
				}

				told += bytesRead;
				onPiece(decoder.write(buffer.subarray(0, bytesRead)));
			}

			return failed({kind: 'tooLarge', where: path, limitBytes: maxBytes});
		} finally {
			await file.close();
		}
	} catch (error) {
		return failed(failureOfError(error, path));
	}
}
