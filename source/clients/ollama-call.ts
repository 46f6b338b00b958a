import {type Config as OllamaConfig, Ollama} from 'ollama/browser';
import type {Clock} from '../domain/clock.ts';
import type {Failure} from '../domain/failure.ts';
import type {HttpLane, NodeHttp} from '../domain/node-http.ts';
import {isDeeperThan} from '../parsers/json-depth.ts';
import {FailureError, failureIn} from '../transport/failure-error.ts';
import {answerLines, ofStatuses, ofTokens, refusal} from './answer-lines.ts';
import {type DeadlineLimits, openDeadlines} from './call-deadlines.ts';

export type OllamaPlace = {
	readonly http: NodeHttp;
	/** As failures name it: `pi-05: Ollama`. */
	readonly where: string;
	readonly clock: Clock;
};

export type CallLimits = DeadlineLimits & {
	readonly answer: CallAnswer;
};

/** Lines of JSON that come as they are made, of an answer or of how far something is; or one document, if any. */
type CallAnswer = 'lines' | 'statuses' | WholeAnswer;
type WholeAnswer = {
	readonly mostBytes: number;
	readonly lane: HttpLane;
	/** There may be nothing to read. @default false */
	readonly mayBeEmpty?: boolean;
};

/** One request, and how it stands. */
export type OllamaCall = {
	readonly fetch: NonNullable<OllamaConfig['fetch']>;
	/** Of the answer; undefined: there was none. */
	readonly status: () => number | undefined;
	/** Something of it was read, and the next is waited for so many ms. */
	readonly heard: (nextMs: number) => void;
	/** The failure that an error of this call stands for, and whether its stream was opened at all. */
	readonly failureOf: (error: unknown) => {
		readonly failure: Failure;
		readonly isConnected: boolean;
	};
	/** Always called at the end: whatever is still under way is aborted. */
	readonly end: () => void;
};

const mostErrorBytes = 65_536;
/** Of lists and objects in each other; those of Ollama are three deep. */
const mostDepth = 64;

/**
 * The fetch that the `ollama` package is given for one request. It carries the signal and the deadlines, and takes what
 * is no good answer for itself: the package would print about it.
 */
export function openCall(
	{http, where, clock}: OllamaPlace,
	{answer, ...limits}: CallLimits,
	signal: AbortSignal,
): OllamaCall {
	const ending = new AbortController();
	let status: number | undefined;
	let isConnected = true;
	const deadlines = openDeadlines(limits, clock, afterMs =>
		ending.abort(new FailureError({kind: 'timedOut', where, afterMs})),
	);
	const onAbort = (): void => ending.abort(new FailureError({kind: 'cancelled', where}));
	const guarded = async (input: unknown, init: RequestInit = {}): Promise<Response> => {
		deadlines.start();
		const response = await http.fetch(String(input), {
			lane: typeof answer === 'string' ? 'answer' : answer.lane,
			method: init.method ?? 'GET',
			headers: Object.fromEntries(new Headers(init.headers)),
			body: isSendable(init.body) ? init.body : undefined,
			signal: ending.signal,
		});
		({status} = response);
		if (!response.ok) {
			throw new FailureError(await refusalOf(response, where));
		}

		if (typeof answer !== 'string') {
			return whole(response, answer, where);
		}

		const body = response.body ?? new ReadableStream();
		const lines = answerLines(body, where, answer === 'lines' ? ofTokens : ofStatuses);
		return new Response(lines, {status, headers: response.headers});
	};
	if (signal.aborted) {
		onAbort();
	}

	signal.addEventListener('abort', onAbort, {once: true});
	return {
		fetch: async (input, init) => {
			try {
				return await guarded(input, init);
			} catch (error) {
				isConnected = status !== undefined || !isOfConnecting(error, ending.signal);
				throw error;
			}
		},
		status: () => status,
		heard: deadlines.heard,
		failureOf(error) {
			const reason = ending.signal.aborted ? failureIn(ending.signal.reason) : undefined;
			const other = status === undefined && isOtherProtocol(error) ? notOllama(where) : undefined;
			const failure = reason ?? failureIn(error) ?? other ?? brokenOff(error, where);
			return {failure, isConnected};
		},
		end() {
			deadlines.stop();
			signal.removeEventListener('abort', onAbort);
			ending.abort(new FailureError({kind: 'cancelled', where}));
		},
	};
}

function isSendable(body: unknown): body is string | ReadableStream<Uint8Array> {
	return typeof body === 'string' || body instanceof ReadableStream;
}

/**
 * Where the stream goes is settled before: no port is named, since Ollama answers 403 to names that it does not know,
 * and some ports are forbidden to every fetch.
 */
const host = 'http://127.0.0.1:80';

/** One client object a request: its fetch carries the signal and the deadlines of this one alone. */
export function clientFor({fetch}: OllamaCall): Ollama {
	return new Ollama({host, fetch});
}

/** Only what opens the stream throws a failure before there is an answer, unless we ended it ourselves. */
function isOfConnecting(error: unknown, ending: AbortSignal): boolean {
	return !ending.aborted && failureIn(error) !== undefined;
}

/** What speaks another protocol is heard by undici's parser, before any status; what speaks unasked is a bad response. */
function isOtherProtocol(error: unknown): boolean {
	const cause = error instanceof Error ? error.cause : undefined;
	return [error, cause].some(
		each =>
			each instanceof Error && (each.name === 'HTTPParserError' || each.message === 'bad response'),
	);
}

function brokenOff(error: unknown, where: string): Failure {
	const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
	const reason = cause instanceof Error ? cause.message : String(cause);
	const why = isGivenUp(cause) ? '' : `: ${reason}`;
	return {kind: 'unreachable', where, reason: `the connection broke off${why}`};
}

/** By us, since the link that it went through is lost: undici's words tell nobody anything. */
function isGivenUp(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'UND_ERR_DESTROYED';
}

/** A document that is read to its end and is JSON; anything else is no answer of Ollama. */
async function whole(
	response: Response,
	{mostBytes, mayBeEmpty = false}: WholeAnswer,
	where: string,
): Promise<Response> {
	const text = await bounded(response, mostBytes);
	if (text === undefined) {
		throw new FailureError({kind: 'tooLarge', where, limitBytes: mostBytes});
	}

	if (fieldsOf(text) === undefined && !(mayBeEmpty && text.trim() === '')) {
		throw new FailureError(notOllama(where));
	}

	return new Response(text, {status: response.status, headers: response.headers});
}

async function refusalOf(response: Response, where: string): Promise<Failure> {
	const text = (await bounded(response, mostErrorBytes)) ?? '';
	const error = fieldsOf(text)?.['error'];
	if (error !== undefined && error !== null) {
		return refusal(error, where);
	}

	if (response.status === 403) {
		const reason = 'it answers only names that it knows. Set OLLAMA_HOST=127.0.0.1 on the node.';
		return {kind: 'denied', where, reason};
	}

	return response.status >= 500
		? refusal(`status ${response.status}: ${text.replaceAll(/\s+/g, ' ')}`, where)
		: notOllama(where);
}

function notOllama(where: string): Failure {
	const reason =
		'what answers there is not Ollama. Set ollama.port of the node in the configuration, or false.';
	return {kind: 'unsupported', where, reason};
}

/** Undefined where there is more. */
async function bounded({body}: Response, mostBytes: number): Promise<string | undefined> {
	const decoder = new TextDecoder();
	let text = '';
	let length = 0;
	for await (const chunk of body ?? []) {
		length += chunk.length;
		if (length > mostBytes) {
			return undefined;
		}

		text += decoder.decode(chunk, {stream: true});
	}

	return text + decoder.decode();
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> | undefined {
	try {
		const value: unknown = isDeeperThan(text, mostDepth) ? undefined : JSON.parse(text);
		return typeof value === 'object' && value !== null && !Array.isArray(value)
			? {...value}
			: undefined;
	} catch {
		return undefined;
	}
}
