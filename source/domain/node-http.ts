/**
 * HTTP to one port of a node's own loopback, over the way by which the node is reached. Connections are kept and used
 * again. `fetch` rejects with what transport/failure-error.ts reads, and knows no deadline but that of connecting.
 */
export type NodeHttp = {
	/** Resolves once somebody listens there, who is asked over the same stream next; rejects as `fetch` does. */
	readonly reach: (signal: AbortSignal) => Promise<void>;
	readonly fetch: (url: string, init: NodeHttpInit) => Promise<Response>;
	readonly close: () => void;
};

/**
 * `question`: short, and asked again and again. `answer`: streams for as long as a model speaks. `version`:
 * whether it lives, which it says at once whatever else it does, while other questions wait for a load. None waits for a
 * connection that another lane holds, so that a node that answers or loads many does not look silent.
 */
export type HttpLane = 'question' | 'answer' | 'version';

export type NodeHttpInit = {
	readonly lane: HttpLane;
	readonly method: string;
	readonly headers: Readonly<Record<string, string>>;
	/** A stream is read as it goes out. */
	readonly body: string | ReadableStream<Uint8Array> | undefined;
	readonly signal: AbortSignal;
};
