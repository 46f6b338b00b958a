import type {Duplex} from 'node:stream';
import type {Agent} from 'undici';
import type {Clock} from '../domain/clock.ts';
import type {HttpLane, NodeHttp} from '../domain/node-http.ts';
import type {Result} from '../domain/result.ts';
import {connectLimitMs} from '../rules/answer-deadlines.ts';
import {FailureError} from './failure-error.ts';

export type StreamSource = {
	/** As failures name what is on the other end. */
	readonly where: string;
	readonly clock: Clock;
	/** A stream to the server, bounded by nothing but the signal. */
	readonly open: (signal: AbortSignal) => Promise<Result<Duplex>>;
	/** How many streams may be open at once in each lane; who comes later waits. */
	readonly mostStreams: Readonly<Record<HttpLane, number>>;
};

/** Of an idle stream: sshd and Ollama keep theirs for longer. */
const keptMs = 30_000;

/**
 * A fetch over streams that somebody else opens: channels of an SSH connection, or sockets of this machine. undici's own
 * deadlines are off, as a model that is loaded sends no header for minutes.
 */
export function httpOver(source: StreamSource): NodeHttp {
	const closing = new AbortController();
	let opened: ReturnType<typeof open> | undefined;
	const reached = (signal: AbortSignal): ReturnType<typeof open> => {
		opened ??= open(source, closing.signal).catch((error: unknown) => {
			opened = undefined;
			throw error;
		});
		return unlessAborted(opened, signal);
	};
	return {
		async reach(signal) {
			await reached(signal);
		},
		async fetch(url, {lane, method, headers, body, signal}) {
			const {fetch, agents} = await reached(signal);
			const response = await fetch(url, {
				...{method, headers, signal, dispatcher: agents[lane], redirect: 'error'},
				...(body === undefined ? {} : {body}),
				...(typeof body === 'object' ? {duplex: 'half' as const} : {}),
			});
			return asResponse(response);
		},
		close() {
			closing.abort();
			void opened?.then(
				({agents}) => Promise.all(Object.values(agents).map(one => one.destroy())),
				() => undefined,
			);
		},
	};
}

type UndiciResponse = Awaited<ReturnType<typeof import('undici').fetch>>;

/** undici takes as long to load as all the rest of the program: it is loaded where somebody answers, once they do. */
async function open(source: StreamSource, signal: AbortSignal) {
	const first = keepFirst(await connect(source, signal), signal);
	// Bundled, it has its names only there.
	const {Agent: UndiciAgent, fetch} = (await import('undici')).default;
	const agentFor = (lane: HttpLane): Agent =>
		new UndiciAgent({
			...{headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: keptMs},
			...{keepAliveMaxTimeout: keptMs, connections: source.mostStreams[lane], pipelining: 1},
			connect(_options, callback) {
				void Promise.resolve(first.take() ?? connect(source, signal)).then(
					stream => callback(null, stream as never),
					(error: Error) => callback(error, null),
				);
			},
		});
	const agents = {
		question: agentFor('question'),
		answer: agentFor('answer'),
		version: agentFor('version'),
	};
	return {fetch, agents};
}

/** Holds the stream that told that somebody answers until it is asked over; closed with the rest. */
function keepFirst(stream: Duplex, closing: AbortSignal) {
	let kept: Duplex | undefined = stream;
	// Whoever takes it hears of it by itself; until then nobody else would, and Node ends the program for that.
	stream.on('error', () => undefined);
	closing.addEventListener('abort', () => kept?.destroy(), {once: true});
	return {
		/** Undefined: it was taken, or is gone. */
		take(): Duplex | undefined {
			const taken = kept;
			kept = undefined;
			return taken?.destroyed === false && !taken.readableEnded ? taken : undefined;
		},
	};
}

/** Who asks is not kept by what others wait for too. */
function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
	return new Promise((resolve, reject) => {
		const leave = (): void => reject(signal.reason);
		if (signal.aborted) {
			leave();
		}

		signal.addEventListener('abort', leave, {once: true});
		work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
	});
}

/** Throws a FailureError: undici hands it on as the cause of its own. */
async function connect({open: openStream, where, clock}: StreamSource, closing: AbortSignal) {
	const late = new AbortController();
	const stop = clock.startTimer(connectLimitMs, () => late.abort());
	const opening = openStream(AbortSignal.any([closing, late.signal]));
	const stream = await opening.finally(stop);
	if (stream.ok) {
		return stream.value;
	}

	if (late.signal.aborted) {
		throw new FailureError({kind: 'timedOut', where, afterMs: connectLimitMs});
	}

	// Who asks gives up by a signal of its own: what ends here is the way to the node.
	const isLost = stream.failure.kind === 'cancelled' && closing.aborted;
	throw new FailureError(
		isLost ? {kind: 'unreachable', where, reason: 'its connection was lost'} : stream.failure,
	);
}

/** The same thing under the name that the rest of the world knows it by. */
function asResponse({status, statusText, headers, body}: UndiciResponse): Response {
	const stream = body as ReadableStream<Uint8Array> | null;
	const isBodiless = status === 204 || status === 205 || status === 304;
	return new Response(isBodiless ? null : stream, {status, statusText, headers: [...headers]});
}
