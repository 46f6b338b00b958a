import type {Clock} from '../domain/clock.ts';
import type {NodeHttp} from '../domain/node-http.ts';
import {httpOver, type StreamSource} from '../transport/http-over.ts';

export type HttpPortsParts = {
	/** As failures name the node. */
	readonly where: string;
	readonly clock: Clock;
	/** A stream to a port of the node's own loopback. */
	readonly openStream: (port: number, signal: AbortSignal) => ReturnType<StreamSource['open']>;
};

/**
 * Answers: as many as a node may have slots in the configuration; what is asked beyond those of a node waits in our own
 * queue (runtime/attempt-ledger.ts), where routing sees it, and never for a stream. sshd counts no stream against its
 * MaxSessions. Questions come one after another; those about what is loaded wait for a load, from Ollama 0.32.4 on, and hold
 * both streams while the version is asked for on streams of its own.
 */
const mostStreams = {question: 2, answer: 256, version: 2} as const;

/** HTTP to ports of one node: one set of kept connections a port, all closed with the way to the node. */
export function createHttpPorts({where, clock, openStream}: HttpPortsParts) {
	const ports = new Map<number, NodeHttp>();
	return {
		openHttp(port: number): NodeHttp {
			const known = ports.get(port);
			const http =
				known ??
				httpOver({
					where: `${where} -> 127.0.0.1:${port}`,
					...{clock, mostStreams},
					open: signal => openStream(port, signal),
				});
			ports.set(port, http);
			return http;
		},
		close(): void {
			for (const http of ports.values()) {
				http.close();
			}
		},
	};
}
