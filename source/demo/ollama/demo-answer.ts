/** The Ollama of a simulated node: paths in, the text of its documents and streams out. */
export type DemoOllama = {
	/** Undefined: nobody listens. */
	readonly ask: (request: DemoRequest) => DemoAnswer | undefined;
};

export type DemoRequest = {readonly path: string; readonly body: string | undefined};

export type DemoAnswer = {
	readonly status: number;
	/** Writes its text as it comes; false: the connection broke off before it was whole. */
	readonly write: (say: (text: string) => void, wait: Wait) => Promise<boolean>;
};

/** False: nobody listens any more. */
type Wait = (delayMs: number) => Promise<boolean>;

export function document(value: object, status = 200): DemoAnswer {
	return text(JSON.stringify(value), status);
}

/** All of it at once. */
export function text(said: string, status: number): DemoAnswer {
	return {
		status,
		async write(say) {
			say(said);
			return true;
		},
	};
}
