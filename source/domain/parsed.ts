import type {Failure} from './failure.ts';

/** What a parser understood, and the lines that it did not: a parser neither throws nor fails whole. */
export type Parsed<Value> = {
	readonly value: Value;
	readonly problems: readonly ParseProblem[];
};

/** As Result, of a list: what of it was not understood is told beside it. */
export type ReadList<Value> =
	| {
			readonly ok: true;
			readonly value: Value;
			/** None where there is nothing. */
			readonly problems?: readonly ParseProblem[] | undefined;
	  }
	| {readonly ok: false; readonly failure: Failure};

/** A line that was not understood: raw text, cleaned where it is drawn. */
export type ParseProblem = {
	/** The file or command that the text came from. */
	readonly source: string;
	/** Cut to 200 characters. */
	readonly line: string;
	readonly reason: string;
};
