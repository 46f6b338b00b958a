/** One request and its answer, as the faults have it. */
import type {IncomingMessage, ServerResponse} from 'node:http';
import {setTimeout as sleep} from 'node:timers/promises';
import {ApiError} from './api-error.ts';
import type {OllamaFaults} from './faults.ts';

export type Exchange = {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	readonly path: string;
	/** Aborted when the client is gone, or when the whole answer was sent. */
	readonly signal: AbortSignal;
	readonly faults: () => OllamaFaults;
	/** What is kept of the request. */
	readonly seen: {body: unknown};
	/** Bytes of the body that were sent. */
	sentBytes: number;
};

export async function sendJson(exchange: Exchange, value: unknown, status = 200): Promise<void> {
	await sendBody(exchange, {
		status,
		type: 'application/json; charset=utf-8',
		body: JSON.stringify(value),
	});
}

export type WholeBody = {readonly status: number; readonly type: string; readonly body: string};

export async function sendBody(exchange: Exchange, {status, type, body}: WholeBody): Promise<void> {
	const bytes = Buffer.from(body);
	await sendHead(exchange, status, {'Content-Type': type, 'Content-Length': bytes.length});
	if (exchange.request.method !== 'HEAD') {
		await write(exchange, bytes);
	}

	exchange.response.end();
}

/** The headers go out with the first line, as Ollama's do: not a byte before there is something to say. */
export async function sendLine(exchange: Exchange, value: unknown): Promise<void> {
	await sendRaw(exchange, `${JSON.stringify(value)}\n`);
}

export async function sendRaw(exchange: Exchange, text: string): Promise<void> {
	if (!exchange.response.headersSent) {
		await sendHead(exchange, 200, {'Content-Type': 'application/x-ndjson'});
	}

	await write(exchange, Buffer.from(text));
}

/** A status of its own where nothing was said yet, else a last line. */
export async function sendError(exchange: Exchange, error: unknown): Promise<void> {
	const message = error instanceof Error ? error.message : String(error);
	if (exchange.response.headersSent) {
		await sendLine(exchange, {error: message});
		exchange.response.end();
	} else {
		await sendJson(exchange, {error: message}, error instanceof ApiError ? error.status : 500);
	}
}

async function sendHead(
	{response, faults, signal}: Exchange,
	status: number,
	headers: Readonly<Record<string, string | number>>,
): Promise<void> {
	const {delayMs = 0} = faults();
	if (delayMs > 0) {
		await sleep(delayMs, undefined, {signal}).catch(() => undefined);
	}

	if (!response.headersSent && !signal.aborted) {
		response.writeHead(status, headers);
	}
}

/** Each part is a chunk of HTTP, and is on its way before the next one is written. */
async function write(exchange: Exchange, bytes: Buffer): Promise<void> {
	const start = exchange.sentBytes;
	exchange.sentBytes += bytes.length;
	const inside = (exchange.faults().splitAt ?? [])
		.map(at => at - start)
		.filter(at => at > 0 && at < bytes.length);
	const ends = [...new Set(inside), bytes.length].toSorted((a, b) => a - b);
	let from = 0;
	for (const end of ends) {
		const {response, signal} = exchange;
		if (signal.aborted || response.destroyed) {
			return;
		}

		const part = bytes.subarray(from, end);
		await new Promise<void>(resolve => {
			signal.addEventListener('abort', () => resolve(), {once: true});
			response.write(part, () => resolve());
		});
		from = end;
		// What is sent at once arrives at once.
		if (end < bytes.length) {
			await sleep(2);
		}
	}
}

/** The fields of a body of JSON. */
export async function readFields(exchange: Exchange): Promise<Readonly<Record<string, unknown>>> {
	const chunks: Buffer[] = [];
	for await (const chunk of exchange.request) {
		chunks.push(chunk as Buffer);
	}

	const text = Buffer.concat(chunks).toString();
	if (text === '') {
		throw new ApiError(400, 'missing request body');
	}

	try {
		const value: unknown = JSON.parse(text);
		exchange.seen.body = value;
		return isFields(value) ? value : {};
	} catch {
		throw new ApiError(400, "invalid character in the body's JSON");
	}
}

export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const textIn = (fields: Readonly<Record<string, unknown>>, key: string) => {
	const value = fields[key];
	return typeof value === 'string' ? value : undefined;
};
