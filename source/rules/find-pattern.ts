import {type PatternSearch, searchOf} from './pattern-search.ts';
import {type Pattern, parsePattern} from './pattern-syntax.ts';

/** With one repetition the engine of JavaScript looks at each pair of places at most: nothing in a name of this length. */
const longestQuick = 200;
const mostFixed = 64;

/**
 * How to find a pattern in a text, capitals or not, in a time that neither the pattern nor the text can make long.
 * Undefined: it is no pattern, or one that repeats too much.
 */
export function findPattern(text: string): PatternSearch | undefined {
	const pattern = parsePattern(text);
	const search = pattern && searchOf(pattern);
	if (pattern === undefined || search === undefined || repetitions(pattern) > 1) {
		return search;
	}

	// Five times as quick, and what it is given cannot make it slow.
	const quick = new RegExp(text, 'is');
	return subject => (subject.length <= longestQuick ? quick.test(subject) : search(subject));
}

/** How many parts can go on for longer or shorter; infinite where one is in another. */
function repetitions(pattern: Pattern): number {
	switch (pattern.kind) {
		case 'all':
			return sum(pattern.parts.map(repetitions));
		case 'any':
			return sum(pattern.ways.map(repetitions));
		case 'repeat': {
			const {part, least, most} = pattern;
			const isPlain = part.kind === 'one';
			const isFixed = least === most && most <= mostFixed;
			return isPlain ? Number(!isFixed) : Number.POSITIVE_INFINITY;
		}
		default:
			return 0;
	}
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((one, other) => one + other, 0);
}
