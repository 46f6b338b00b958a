import {type AbortableAsyncIterator, type ChatResponse, Ollama} from 'ollama/browser';
import type {
	AnswerEnd,
	AnswerFailure,
	AnswerPiece,
	ChatQuestion,
	InstalledModel,
	LoadedModel,
} from '../domain/ollama.ts';
import type {Parsed, ReadList} from '../domain/parsed.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {parseInstalledModels, parseLoadedModels} from '../parsers/ollama-models.ts';
import {parseOllamaVersion} from '../parsers/ollama-version.ts';
import {parseShownModel, type ShownModel} from '../parsers/ollama-show.ts';
import {idleLimitMs} from '../rules/answer-deadlines.ts';
import {openGaps} from './answer-gaps.ts';
import {endOf, piecesOf, requestOf} from './chat-exchange.ts';
import {type CallLimits, type OllamaCall, type OllamaPlace, openCall} from './ollama-call.ts';

/** What one node's Ollama is asked. A question that failed is not asked again by itself. */
export type OllamaClient = {
	readonly readVersion: (signal: AbortSignal) => Promise<Result<string>>;
	readonly listInstalled: (signal: AbortSignal) => Promise<ReadList<readonly InstalledModel[]>>;
	readonly listLoaded: (signal: AbortSignal) => Promise<ReadList<readonly LoadedModel[]>>;
	/** Failures: `rejected` where there is no such model. */
	readonly showModel: (model: string, signal: AbortSignal) => Promise<Result<ShownModel>>;
	/** Resolves when the answer is whole, or why it is not: what came by then was told piece by piece. */
	readonly chat: (question: ChatQuestion, listener: AnswerListener) => Promise<AnswerOutcome>;
};

export type AnswerListener = {
	readonly signal: AbortSignal;
	readonly onPiece: (piece: AnswerPiece) => void;
};

export type AnswerOutcome =
	| {readonly ok: true; readonly value: AnswerEnd}
	| {readonly ok: false; readonly failure: AnswerFailure};

const listMs = 10_000;
const mostListBytes = 8 * 2 ** 20;
/** Licences and templates. */
const mostShownBytes = 4 * 2 ** 20;

export function createOllamaClient(place: OllamaPlace): OllamaClient {
	const {where, clock} = place;
	const ask = async <Value>(
		question: (client: Ollama) => Promise<Value>,
		{signal, mostBytes}: {readonly signal: AbortSignal; readonly mostBytes: number},
	): Promise<Result<Value>> => {
		const limits: CallLimits = {firstMs: listMs, idleMs: () => listMs, answer: {mostBytes}};
		const call = openCall(place, limits, signal);
		try {
			return succeeded(await question(clientFor(call)));
		} catch (error) {
			return failed(call.failureOf(error).failure);
		} finally {
			call.end();
		}
	};
	return {
		async readVersion(signal) {
			const answer = await ask(client => client.version(), {signal, mostBytes: mostListBytes});
			return answer.ok ? versionIn(answer.value, where) : answer;
		},
		async listInstalled(signal) {
			const answer = await ask(client => client.list(), {signal, mostBytes: mostListBytes});
			return answer.ok ? listOf(parseInstalledModels(JSON.stringify(answer.value))) : answer;
		},
		async listLoaded(signal) {
			const answer = await ask(client => client.ps(), {signal, mostBytes: mostListBytes});
			return answer.ok
				? listOf(parseLoadedModels(JSON.stringify(answer.value), clock.wallMs()))
				: answer;
		},
		async showModel(model, signal) {
			const answer = await ask(client => client.show({model}), {signal, mostBytes: mostShownBytes});
			const shown = answer.ok ? parseShownModel(JSON.stringify(answer.value)) : undefined;
			if (!answer.ok) {
				return answer;
			}

			const problem = 'it tells nothing of the model';
			return shown === undefined ? failed({kind: 'unparseable', where, problem}) : succeeded(shown);
		},
		chat: (question, listener) => chat(place, question, listener),
	};
}

/**
 * Where the stream goes is settled before: no port is named, since Ollama answers 403 to names that it does not know,
 * and some ports are forbidden to every fetch.
 */
const host = 'http://127.0.0.1:80';

/** One client object a request: its fetch carries the signal and the deadlines of this one alone. */
function clientFor({fetch}: OllamaCall): Ollama {
	return new Ollama({host, fetch});
}

async function chat(
	place: OllamaPlace,
	question: ChatQuestion,
	{signal, onPiece}: AnswerListener,
): Promise<AnswerOutcome> {
	const gaps = openGaps(place.clock.monotonicMs);
	const call = openCall(
		place,
		{
			firstMs: question.firstTokenLimitMs,
			idleMs: () => idleLimitMs(gaps.next(), false),
			answer: 'lines',
		},
		signal,
	);
	let pieces = 0;
	let stream: AbortableAsyncIterator<ChatResponse> | undefined;
	try {
		stream = await clientFor(call).chat({...requestOf(question), stream: true});
		for await (const part of stream) {
			for (const piece of piecesOf(part)) {
				pieces += 1;
				onPiece(piece);
			}

			if (part.done) {
				return {ok: true, value: endOf(part)};
			}
		}

		throw new Error('the answer broke off');
	} catch (error) {
		const {failure, isConnected} = call.failureOf(error);
		const phase = pieces > 0 ? 'streaming' : isConnected ? 'waiting' : 'connecting';
		return {ok: false, failure: {failure, phase, status: call.status()}};
	} finally {
		stream?.abort();
		call.end();
	}
}

function listOf<Model>({value, problems}: Parsed<readonly Model[]>): ReadList<readonly Model[]> {
	return {ok: true, value, ...(problems.length === 0 ? {} : {problems})};
}

function versionIn(answer: unknown, where: string): Result<string> {
	const version = parseOllamaVersion(JSON.stringify(answer));
	return version === undefined
		? failed({kind: 'unparseable', where, problem: 'it tells no version'})
		: succeeded(version);
}
