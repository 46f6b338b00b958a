/**
 * HTTP to one port of a node's own loopback, over the way by which the node is reached. Connections are kept and used
 * again. `fetch` rejects with what transport/failure-error.ts reads, and knows no deadline but that of connecting.
 */
export type NodeHttp = {
	readonly fetch: (url: string, init: NodeHttpInit) => Promise<Response>;
	readonly close: () => void;
};

export type NodeHttpInit = {
	readonly method: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string | undefined;
	readonly signal: AbortSignal;
};
