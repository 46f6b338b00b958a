import type {DemoAnswer, DemoOllama, DemoRequest} from '../demo/ollama/demo-answer.ts';
import type {Clock} from '../domain/clock.ts';
import type {NodeHttp} from '../domain/node-http.ts';
import {FailureError} from '../transport/failure-error.ts';
import {wait} from '../transport/wait.ts';

export type DemoHttpParts = {
	/** Of the node; undefined: it has none. */
	readonly ollama: DemoOllama | undefined;
	readonly where: string;
	readonly clock: Clock;
	/** To the node and back. */
	readonly roundTripMs: number;
	/** Aborted when the way to the node is lost. */
	readonly ended: AbortSignal;
};

/** HTTP to a simulated node: the same bodies as a real Ollama's, for the same client. */
export function createDemoHttp({
	ollama,
	where,
	clock,
	roundTripMs,
	ended,
}: DemoHttpParts): NodeHttp {
	const ask = async (request: DemoRequest, asked: AbortSignal) => {
		const signal = AbortSignal.any([asked, ended]);
		await wait(roundTripMs, clock, signal);
		if (signal.aborted) {
			throw new FailureError(
				asked.aborted
					? {kind: 'cancelled', where}
					: {kind: 'unreachable', where, reason: 'the connection was lost'},
			);
		}

		const answer = ollama?.ask(request);
		if (answer === undefined) {
			throw new FailureError({kind: 'refused', where});
		}

		return {answer, signal};
	};
	return {
		async reach(signal) {
			await ask({path: '/', body: undefined}, signal);
		},
		async fetch(url, {body, signal: asked}) {
			const {answer, signal} = await ask(
				{path: new URL(url).pathname, body: typeof body === 'string' ? body : undefined},
				asked,
			);
			return new Response(streamOf(answer, {where, clock, signal}), {status: answer.status});
		},
		close: () => undefined,
	};
}

type Streaming = {readonly where: string; readonly clock: Clock; readonly signal: AbortSignal};

function streamOf(
	{write}: DemoAnswer,
	{where, clock, signal}: Streaming,
): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	return new ReadableStream({
		async start(controller) {
			const isWhole = await write(
				said => controller.enqueue(encoder.encode(said)),
				delayMs => wait(delayMs, clock, signal),
			);
			if (isWhole) {
				controller.close();
			} else {
				const reason = 'the connection broke off';
				controller.error(new FailureError({kind: 'unreachable', where, reason}));
			}
		},
	});
}
