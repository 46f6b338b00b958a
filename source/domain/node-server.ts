import type {Result} from './result.ts';

/** What somebody on a node asks of the server that this program has there. */
export type HttpQuestion = {
	readonly method: string;
	/** As it came, with all behind a `?`. */
	readonly path: string;
	/** The header of that name: `bytes=0-655359`. */
	readonly range: string | undefined;
	/** Aborted when who asked is gone. */
	readonly signal: AbortSignal;
};

export type HttpReply = {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	/** Read no faster than it is taken; an error in it cuts the answer off, so that nobody takes a part for the whole. */
	readonly body: AsyncIterable<Uint8Array> | undefined;
};

/** Asked as often as somebody asks, also at the same time. What it throws is a mistake of ours. */
export type AnswerHttp = (question: HttpQuestion) => Promise<HttpReply>;

export type ServedPort = {
	readonly port: number;
	/** Nothing listens any more when it resolves, and what was open is cut. Called any number of times. */
	readonly close: () => Promise<void>;
};

/**
 * An HTTP server on the node's own 127.0.0.1, at a port that is free there, over the way by which the node is reached:
 * what is asked there is answered here. Failures: `denied` where the node forbids it, and those of the way.
 */
export type ServeHttp = (answer: AnswerHttp, signal: AbortSignal) => Promise<Result<ServedPort>>;
