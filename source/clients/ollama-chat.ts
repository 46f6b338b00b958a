import type {AbortableAsyncIterator, ChatResponse} from 'ollama/browser';
import type {AnswerEnd, AnswerFailure, AnswerPiece, ChatQuestion} from '../domain/ollama.ts';
import {idleLimitMs} from '../rules/answer-deadlines.ts';
import {FailureError} from '../transport/failure-error.ts';
import {openGaps} from './answer-gaps.ts';
import type {FirstLate} from './call-deadlines.ts';
import {endOf, piecesOf, requestOf} from './chat-exchange.ts';
import {clientFor, type OllamaPlace, openCall} from './ollama-call.ts';

export type AnswerListener = {
	readonly signal: AbortSignal;
	/** What it throws is thrown on: it is no failure of the node. */
	readonly onPiece: (piece: AnswerPiece) => void;
	/**
	 * Asked when the first piece is late: how many ms longer it is waited for; undefined: no longer. Never rejects. The
	 * signal is aborted once there is a piece after all, or the call has ended.
	 * @default no longer
	 */
	readonly onFirstLate?: FirstLate | undefined;
};

export type AnswerOutcome =
	| {readonly ok: true; readonly value: AnswerEnd}
	| {readonly ok: false; readonly failure: AnswerFailure};

/** Of text, with what was thought and the arguments of tools: a long book has one. */
const mostAnswerBytes = 16 * 2 ** 20;
const encoder = new TextEncoder();

/**
 * One question of a conversation. Only what brings a piece counts for the deadlines: a line that brings none is sent
 * where probabilities are asked for, which we never do.
 * https://github.com/ollama/ollama/blob/main/llm/llama_server.go Chat
 */
export async function chat(
	place: OllamaPlace,
	question: ChatQuestion,
	{signal, onPiece, onFirstLate}: AnswerListener,
): Promise<AnswerOutcome> {
	const hasTools = (question.tools ?? []).length > 0;
	const gaps = openGaps(place.clock.monotonicMs);
	const {firstTokenLimitMs: firstMs, answerLimitMs: wholeMs} = question;
	const call = openCall(place, {firstMs, onFirstLate, wholeMs, answer: 'lines'}, signal);
	const request = requestOf(question);
	let receivedBytes = 0;
	let stream: AbortableAsyncIterator<ChatResponse> | undefined;
	const listening = listenerOf(onPiece);
	try {
		stream = await clientFor(call).chat({...request, stream: true});
		for await (const part of stream) {
			// What lay in between when it was no more wanted.
			signal.throwIfAborted();
			const pieces = piecesOf(part);
			receivedBytes += pieces.reduce((sum, piece) => sum + bytesOf(piece), 0);
			if (receivedBytes > mostAnswerBytes) {
				const {where} = place;
				throw new FailureError({kind: 'tooLarge', where, limitBytes: mostAnswerBytes});
			}

			if (pieces.length > 0) {
				call.heard(idleLimitMs(gaps.next(), hasTools));
				listening.tell(pieces);
			}

			if (part.done === true) {
				const promptCharacters = JSON.stringify(request).length;
				const seen = {promptCharacters, receivedBytes, streamMs: gaps.spanMs()};
				return {ok: true, value: endOf(part, seen)};
			}
		}

		const {where} = place;
		throw new FailureError({kind: 'protocol', where, problem: 'the answer broke off'});
	} catch (error) {
		listening.throwOwn();
		const {failure, isConnected} = call.failureOf(error);
		const phase = receivedBytes > 0 ? 'streaming' : isConnected ? 'waiting' : 'connecting';
		return {ok: false, failure: {failure, phase, status: call.status()}};
	} finally {
		stream?.abort();
		call.end();
	}
}

/** Tells apart what the listener throws from what the stream does. */
function listenerOf(onPiece: AnswerListener['onPiece']) {
	let thrown: {readonly error: unknown} | undefined;
	return {
		tell(pieces: readonly AnswerPiece[]): void {
			try {
				pieces.forEach(onPiece);
			} catch (error) {
				thrown = {error};
				throw error;
			}
		},
		throwOwn(): void {
			if (thrown !== undefined) {
				throw thrown.error;
			}
		},
	};
}

function bytesOf(piece: AnswerPiece): number {
	const text = piece.type === 'toolCalls' ? JSON.stringify(piece.calls) : piece.text;
	return encoder.encode(text).length;
}
