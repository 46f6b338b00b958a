/** What a server does wrong until it is told otherwise. All of it may be wrong at once. */
export type OllamaFaults = {
	/** Nobody listens on the port; connections that are open are cut. */
	readonly isRefusing?: boolean;
	/** Takes every request and never says a word. */
	readonly isHanging?: boolean;
	/** Something else has the port: a web server, or what greets as sshd does. */
	readonly otherServer?: 'web' | 'ssh';
	/** Instead of every answer. A body that is no JSON is text/html, as of a proxy in between. */
	readonly answer?: {readonly status: number; readonly body: string};
	/** `/api/chat` and `/api/generate` say that the queue is full. */
	readonly isBusy?: boolean;
	/** Before the first byte of an answer. */
	readonly delayMs?: number;
	/** On top of what the engine needs to load a model. */
	readonly loadMs?: number;
	/** What a model that is to be loaded says instead. */
	readonly loadError?: string;
	/** The socket is destroyed after so many pieces of an answer; 0: before the headers. */
	readonly dieAfter?: number;
	/** Nothing more after so many pieces; the connection stays. */
	readonly stallAfter?: number;
	/** The stream ends as it should, but without a last line that says `done`. */
	readonly endAfter?: number;
	/** A line `{"error"}` after so many pieces; 0: status 500. */
	readonly errorAfter?: number;
	/** @default what Ollama says when its runner is gone */
	readonly errorText?: string;
	/** A line that is no JSON after so many pieces; the stream goes on. */
	readonly nonsenseAfter?: number;
	/** Ends of the body's chunks, in bytes from its beginning: also within a character. */
	readonly splitAt?: readonly number[];
	/** A pull fails once so many bytes of a blob are there. */
	readonly pullFailsAt?: number;
};

export const runnerIsGone = 'an error was encountered while running the model: unexpected EOF';
