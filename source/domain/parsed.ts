/** What a parser understood, and the lines that it did not: a parser neither throws nor fails whole. */
export type Parsed<Value> = {
	readonly value: Value;
	readonly problems: readonly ParseProblem[];
};

/** A line that was not understood: raw text, cleaned where it is drawn. */
export type ParseProblem = {
	/** The file or command that the text came from. */
	readonly source: string;
	/** Cut to 200 characters. */
	readonly line: string;
	readonly reason: string;
};
