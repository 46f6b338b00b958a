/**
 * HTTP to one port of a node's own loopback, over the way by which the node is reached. Connections are kept and used
 * again. `fetch` rejects with what transport/failure-error.ts reads, and knows no deadline but that of connecting.
 */
export type NodeHttp = {
	readonly fetch: (url: string, init: NodeHttpInit) => Promise<Response>;
	readonly close: () => void;
};

/**
 * `question`: short, and asked again and again. `answer`: streams for as long as a model speaks. Neither waits for a
 * connection that the other holds, so that a node that answers many does not look silent.
 */
export type HttpLane = 'question' | 'answer';

export type NodeHttpInit = {
	readonly lane: HttpLane;
	readonly method: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string | undefined;
	readonly signal: AbortSignal;
};
