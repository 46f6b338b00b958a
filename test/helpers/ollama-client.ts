import {onTestFinished} from 'vitest';
import {createOllamaClient} from '../../source/clients/create-ollama-client.ts';
import type {Clock} from '../../source/domain/clock.ts';
import type {ModelName} from '../../source/domain/ids.ts';
import type {AnswerPiece, ChatQuestion} from '../../source/domain/ollama.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {httpOver, type StreamSource} from '../../source/transport/http-over.ts';
import {openTcp} from '../../source/transport/open-tcp.ts';
import {type OllamaOptions, startOllama} from '../ollama/server.ts';

/** A server for one test, and our client of it. */
export async function anOllama(options: OllamaOptions = {}, clock: Clock = systemClock) {
	const server = await startOllama(options);
	const client = clientOf(server.port, clock);
	onTestFinished(() => server.close());
	return {server, ...client};
}

export function clientOf(port: number, clock: Clock = systemClock, open = openLocally(port)) {
	const where = 'test: Ollama';
	const http = httpOver({where, clock, mostStreams: {question: 2, answer: 8, version: 2}, open});
	onTestFinished(() => http.close());
	return {http, client: createOllamaClient({http, where, clock})};
}

function openLocally(port: number): StreamSource['open'] {
	return signal =>
		openTcp({host: '127.0.0.1', port}, {clock: systemClock, signal, limitMs: 60_000});
}

export function aQuestion(content: string, parts: Partial<ChatQuestion> = {}): ChatQuestion {
	return {
		model: 'tiny' as ModelName,
		messages: [{role: 'user', content}],
		think: undefined,
		format: undefined,
		options: {},
		keepAlive: undefined,
		firstTokenLimitMs: 30_000,
		...parts,
	};
}

/** An answer with all its pieces; `content` and `thinking` are put together. */
export async function answerOf(
	{client}: Pick<ReturnType<typeof clientOf>, 'client'>,
	question: ChatQuestion,
	signal: AbortSignal = new AbortController().signal,
) {
	const pieces: AnswerPiece[] = [];
	const outcome = await client.chat(question, {signal, onPiece: piece => pieces.push(piece)});
	const text = (type: 'content' | 'thinking'): string =>
		pieces.map(piece => (piece.type === type ? piece.text : '')).join('');
	return {outcome, pieces, content: text('content'), thinking: text('thinking')};
}
