import type {ModelFile} from '../domain/model-deed.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {parsePullRefusal} from '../parsers/pull-refusal.ts';
import {FailureError} from '../transport/failure-error.ts';
import {readFilePieces} from '../transport/read-file-pieces.ts';
import {changed} from './file-digests.ts';
import {type OllamaPlace, openCall} from './ollama-call.ts';

/** A file of this machine, by its digest. */
export type SentBlob = {readonly digest: string; readonly file: ModelFile};

export type SendListener = {
	readonly signal: AbortSignal;
	/** Of each piece, how much went out by now. */
	readonly onSent: (bytes: number) => void;
};

const askMs = 30_000;
/** Between two pieces: a slow disk at the other end, or a slow network. */
const pieceMs = 60_000;
/** It checks what came, and a small machine waits for its card to have written it. */
const keptMs = 10 * 60_000;
const answer = {mostBytes: 65_536, lane: 'answer', mayBeEmpty: true} as const;
/** As clientFor names it. */
const blobs = 'http://127.0.0.1:80/api/blobs';

/** Whether the node has it. https://github.com/ollama/ollama/blob/main/docs/api.md#check-if-a-blob-exists */
export async function hasBlob(
	place: OllamaPlace,
	digest: string,
	signal: AbortSignal,
): Promise<Result<boolean>> {
	const call = openCall(place, {firstMs: askMs, answer}, signal);
	try {
		await call.fetch(`${blobs}/${digest}`, {method: 'HEAD'});
		return succeeded(true);
	} catch (error) {
		return call.status() === 404 ? succeeded(false) : failed(call.failureOf(error).failure);
	} finally {
		call.end();
	}
}

/**
 * Brings it to the node, with no more of it in memory than is on its way. What was cut off is thrown away there. Failures:
 * those of the file, of the way, `diskFull`, `rejected`. https://github.com/ollama/ollama/blob/main/docs/api.md#push-a-blob
 */
export async function sendBlob(
	place: OllamaPlace,
	{digest, file}: SentBlob,
	{signal, onSent}: SendListener,
): Promise<Result<void>> {
	const {where} = place;
	const {path, sizeBytes} = file;
	const call = openCall(place, {firstMs: pieceMs, answer}, signal);
	let sent = 0;
	async function* pieces(): AsyncGenerator<Uint8Array, void> {
		for await (const piece of readFilePieces(path, signal)) {
			sent += piece.length;
			if (sent > sizeBytes) {
				break;
			}

			call.heard(sent < sizeBytes ? pieceMs : keptMs);
			onSent(sent);
			yield piece;
		}

		if (sent !== sizeBytes) {
			throw new FailureError(changed(file));
		}
	}

	try {
		const body = ReadableStream.from(pieces());
		await call.fetch(`${blobs}/${digest}`, {method: 'POST', body});
		return succeeded(undefined);
	} catch (error) {
		const {failure} = call.failureOf(error);
		if (failure.kind !== 'rejected' || failure.where !== where) {
			return failed(failure);
		}

		const {reason} = failure;
		const refused = {where, model: path, missingBytes: Math.max(0, sizeBytes - sent), reason};
		return failed(/digest mismatch/i.test(reason) ? changed(file) : parsePullRefusal(refused));
	} finally {
		call.end();
	}
}
