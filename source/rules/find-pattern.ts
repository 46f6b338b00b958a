import {type PatternSearch, searchOf} from './pattern-search.ts';
import {type Pattern, parsePattern} from './pattern-syntax.ts';

/** With one repetition the engine of JavaScript looks at each pair of places at most: nothing in a name of this length. */
const longestQuick = 200;
/** Of units; with more of them a text may be gone through as often. */
const mostFixed = 64;
/** How often the engine of JavaScript may begin anew at one place: of a text of this length, and of any. */
const mostWays = 64;
const mostWaysOfLong = 8;
/** Of units, at one place of a text of any length, all ways together. */
const mostStepsOfLong = 64;

/**
 * How to find a pattern in a text, capitals or not, in a time that neither the pattern nor the text can make long.
 * Undefined: it is no pattern, or one that repeats too much.
 */
export function findPattern(text: string): PatternSearch | undefined {
	const pattern = parsePattern(text);
	const search = pattern && searchOf(pattern);
	if (pattern === undefined || search === undefined) {
		return search;
	}

	const {repetitions, ways, units} = effortOf(pattern);
	if (repetitions > 1 || ways > mostWays) {
		return search;
	}

	// Five times as quick, and what it is given cannot make it slow.
	const quick = new RegExp(text, 'is');
	const isAnyQuick = repetitions === 0 && ways <= mostWaysOfLong && ways * units <= mostStepsOfLong;
	const longest = isAnyQuick ? Number.POSITIVE_INFINITY : longestQuick;
	return subject => (subject.length <= longest ? quick.test(subject) : search(subject));
}

/** What the engine of JavaScript may have to try at each place of a text. */
type Effort = {
	/** Parts that can go on for longer or shorter without an end; infinite where one is in another. */
	readonly repetitions: number;
	/** In how many ways the rest of it can be gone through. */
	readonly ways: number;
	/** Of what it may match at most, all alternatives together. */
	readonly units: number;
};

function effortOf(pattern: Pattern): Effort {
	switch (pattern.kind) {
		case 'all':
			return pattern.parts.map(effortOf).reduce(inTurn, {repetitions: 0, ways: 1, units: 0});
		case 'any':
			return pattern.ways.map(effortOf).reduce(oneOf);
		case 'repeat': {
			const {part, least, most} = pattern;
			if (part.kind !== 'one') {
				return {repetitions: Number.POSITIVE_INFINITY, ways: 1, units: 0};
			}

			return most > mostFixed
				? {repetitions: 1, ways: 1, units: 0}
				: {repetitions: 0, ways: most - least + 1, units: most};
		}
		default:
			return {repetitions: 0, ways: 1, units: pattern.kind === 'one' ? 1 : 0};
	}
}

function inTurn(one: Effort, other: Effort): Effort {
	return {
		repetitions: one.repetitions + other.repetitions,
		ways: one.ways * other.ways,
		units: one.units + other.units,
	};
}

function oneOf(one: Effort, other: Effort): Effort {
	return {
		repetitions: one.repetitions + other.repetitions,
		ways: one.ways + other.ways,
		units: one.units + other.units,
	};
}
