import type {Failure} from '../domain/failure.ts';
import {isDeeperThan} from '../parsers/json-depth.ts';
import {FailureError} from '../transport/failure-error.ts';

/** One piece of an answer: a token, or a picture's worth of arguments for a tool. */
const longestLineBytes = 16 * 2 ** 20;
/** What a stream of lines is. */
export type AnswerLines = {
	/** Of all of them; undefined: as many as come. */
	readonly mostBytes: number | undefined;
	/** Says that the stream is whole. */
	readonly isLast: (line: Readonly<Record<string, unknown>>) => boolean;
};

/** Of an answer to a question, with what JSON takes around each token: half a million of them. */
export const ofTokens: AnswerLines = {
	mostBytes: 64 * 2 ** 20,
	isLast: ({done}) => done === true,
};
/** Of a pull, which tells for hours how far it is. */
export const ofStatuses: AnswerLines = {
	mostBytes: undefined,
	isLast: ({status}) => status === 'success',
};
/** Arguments of a tool are as deep as anything that Ollama says. */
const mostDepth = 64;
const newline = 10;

/**
 * The body of a stream of JSON lines, a whole line a chunk: what reads it never sees a line or a character cut in two,
 * nor a byte that is not of what was read here: it would print a line that it reads otherwise.
 * A line that is no JSON, a line `{"error"}` and an end before the last line are errors of the stream, whatever its
 * status was; what came before them is read first.
 */
export function answerLines(
	body: ReadableStream<Uint8Array>,
	where: string,
	lines: AnswerLines = ofTokens,
): ReadableStream<Uint8Array> {
	return ReadableStream.from(linesOf(body, where, lines));
}

async function* linesOf(
	body: ReadableStream<Uint8Array>,
	where: string,
	{mostBytes, isLast}: AnswerLines,
): AsyncGenerator<Uint8Array, void> {
	let isDone = false;
	for await (const line of split(body, where, mostBytes)) {
		const read = readLine(line, where);
		if (read !== 'blank') {
			isDone ||= isLast(read);
			yield encoder.encode(`${JSON.stringify(read)}\n`);
		}
	}

	if (!isDone) {
		throw new FailureError({kind: 'protocol', where, problem: 'the answer broke off'});
	}
}

async function* split(
	body: ReadableStream<Uint8Array>,
	where: string,
	mostBytes: number | undefined,
): AsyncGenerator<Uint8Array, void> {
	let pieces: Uint8Array[] = [];
	let pendingBytes = 0;
	let allBytes = 0;
	for await (const chunk of body) {
		allBytes += chunk.length;
		if (mostBytes !== undefined && allBytes > mostBytes) {
			throw new FailureError({kind: 'tooLarge', where, limitBytes: mostBytes});
		}

		let from = 0;
		for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
			yield joined([...pieces, chunk.subarray(from, at + 1)]);
			pieces = [];
			pendingBytes = 0;
			from = at + 1;
		}

		pieces.push(chunk.subarray(from));
		pendingBytes += chunk.length - from;
		if (pendingBytes > longestLineBytes) {
			throw new FailureError({kind: 'tooLarge', where, limitBytes: longestLineBytes});
		}
	}

	yield joined(pieces);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
	const [only] = parts;
	if (parts.length === 1 && only !== undefined) {
		return only;
	}

	const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}

	return whole;
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();
/** Of JSON: `trim` takes more. */
const isBlank = /^[ \t\r\n]*$/;

function readLine(bytes: Uint8Array, where: string): 'blank' | Readonly<Record<string, unknown>> {
	const text = decoder.decode(bytes);
	if (isBlank.test(text)) {
		return 'blank';
	}

	const value = jsonOf(text);
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		const problem = 'a line of the answer is not JSON';
		throw new FailureError({kind: 'unparseable', where, problem});
	}

	const {error, ...line} = fieldsOf(value);
	if (error !== undefined && error !== null) {
		throw new FailureError(refusal(error, where));
	}

	return line;
}

/**
 * What Ollama says went wrong, in its own words. What its llama-server said it passes on as it came, a document within
 * the text: `{"error":{"code":400,"message":"request (351 tokens) exceeds the available context size (256 tokens), ..."}}`
 *
 * @param said the value of `error`: text of Ollama, a record of what answers in its place
 */
export function refusal(said: unknown, where: string): Failure {
	const text = typeof said === 'string' ? said : JSON.stringify(said);
	const fields = fieldsOf(text.startsWith('{') ? jsonOf(text) : undefined);
	const {message} = {...fields, ...fieldsOf(fields['error'])};
	const reason = typeof message === 'string' ? message : text;
	return {kind: 'rejected', where, reason: reason.trim().slice(0, longestReason)};
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null ? {...value} : {};
}

const longestReason = 500;

function jsonOf(text: string): unknown {
	try {
		return isDeeperThan(text, mostDepth) ? undefined : JSON.parse(text);
	} catch {
		return undefined;
	}
}
