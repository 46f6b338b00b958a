import type {ParseProblem} from '../domain/parsed.ts';

/** Enough to see what is wrong with a file; a file of garbage would otherwise be copied whole. */
const mostProblems = 20;
const longestLine = 200;

export type ProblemList = {
	readonly add: (line: string, reason: string) => void;
	readonly problems: readonly ParseProblem[];
};

/** Collects the first 20 lines of `source` that were not understood, each cut to 200 characters. */
export function createProblemList(source: string): ProblemList {
	const problems: ParseProblem[] = [];
	return {
		problems,
		add(line, reason) {
			if (problems.length < mostProblems) {
				problems.push({source, line: line.slice(0, longestLine), reason});
			}
		},
	};
}
