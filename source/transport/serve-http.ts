import type {Buffer} from 'node:buffer';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import {type Duplex, Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import type {Clock} from '../domain/clock.ts';
import type {AnswerHttp, HttpReply, ServedPort} from '../domain/node-server.ts';
import {type Result, succeeded} from '../domain/result.ts';

/** Something that listens on a port, here or on a node, and hands over what comes. */
export type Listen = (
	onStream: (stream: Duplex) => void,
	signal: AbortSignal,
) => Promise<Result<ServedPort>>;

/** Anybody on the node may knock: who comes beyond these is turned away, and who asks nothing for so long is let go. */
const mostStreams = 64;
const idleMs = 30_000;

export type Serving = {readonly listen: Listen; readonly clock: Clock};

/** HTTP on streams that somebody else takes. Failures: those of `listen`. */
export async function serveHttp(
	{listen, clock}: Serving,
	answer: AnswerHttp,
	signal: AbortSignal,
): Promise<Result<ServedPort>> {
	const streams = new Map<Duplex, Idle>();
	const server = createServer((request, response) => {
		const idle = streams.get(request.socket);
		idle?.end();
		response.once('close', () => idle?.begin());
		void reply(request, response, answer);
	});
	const listening = await listen(stream => take(stream, server, {streams, clock}), signal);
	if (!listening.ok) {
		return listening;
	}

	const {port, close} = listening.value;
	return succeeded({
		port,
		async close() {
			await close();
			for (const stream of streams.keys()) {
				stream.destroy();
			}
		},
	});
}

/** Between two requests; Node sees to that only where it listens itself. */
type Idle = {readonly begin: () => void; readonly end: () => void};

function openIdle(stream: Duplex, clock: Clock): Idle {
	let stop = (): void => undefined;
	const end = (): void => stop();
	return {
		begin() {
			end();
			if (!stream.destroyed) {
				stop = clock.startTimer(idleMs, () => stream.destroy());
			}
		},
		end,
	};
}

type Taken = {readonly streams: Map<Duplex, Idle>; readonly clock: Clock};

function take(stream: Duplex, server: Server, {streams, clock}: Taken): void {
	// Between two requests nobody else listens, and Node ends the program for that.
	stream.on('error', () => undefined);
	if (streams.size >= mostStreams) {
		stream.destroy();
		return;
	}

	const idle = openIdle(stream, clock);
	streams.set(stream, idle);
	stream.once('close', () => {
		idle.end();
		streams.delete(stream);
	});
	idle.begin();
	server.emit('connection', stream);
}

async function reply(
	{method = '', url: path = '', headers: asked}: IncomingMessage,
	response: ServerResponse,
	answer: AnswerHttp,
): Promise<void> {
	const over = new AbortController();
	response.once('close', () => over.abort());
	try {
		const said = await answer({method, path, range: asked.range, signal: over.signal});
		await send(said, response, method);
	} catch {
		// Whoever asked is gone, or hears from the cut that the answer is not whole.
		response.destroy();
	}
}

async function send(
	{status, headers, body}: HttpReply,
	response: ServerResponse,
	method: string,
): Promise<void> {
	response.writeHead(status, headers);
	if (body === undefined || method === 'HEAD') {
		response.end();
		return;
	}

	await pipeline(Readable.from(body as AsyncIterable<Buffer>, {objectMode: false}), response);
}
