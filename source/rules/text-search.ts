import {findPattern} from './find-pattern.ts';
import {type FindRanges, rangesOf} from './pattern-ranges.ts';
import type {PatternSearch} from './pattern-search.ts';
import {literalPattern, parsePattern} from './pattern-syntax.ts';

/** What is looked for in lines of text. */
export type TextSearch = {
	readonly isIn: PatternSearch;
	readonly rangesIn: FindRanges;
};

/** What finds a regular expression, capitals or not, in texts that others wrote. Undefined: it is none. */
export function textSearch(search: string): TextSearch | undefined {
	const isIn = findPattern(search);
	const pattern = parsePattern(search);
	const rangesIn = pattern && rangesOf(pattern);
	return isIn === undefined || rangesIn === undefined ? undefined : {isIn, rangesIn};
}

/** Why it cannot be looked for, and what can; undefined: it can. */
export function searchProblem(search: string): string | undefined {
	if (textSearch(search) !== undefined) {
		return undefined;
	}

	const [needed] = /\(\?<?[!=]|\\[1-9]/.exec(search) ?? [];
	return needed === undefined
		? `Not a pattern: ${search}. Try ${literalPattern(search)}`
		: `${needed} is not supported: no looking back or ahead.`;
}
