import {foundStep, type Step, stepsOf} from './pattern-steps.ts';
import type {Pattern} from './pattern-syntax.ts';

/** All steps of a pattern where one who reads a text may stand at once; what follows is worked out when it is first met. */
export type Place = {
	readonly steps: readonly number[];
	/** The pattern may end here. */
	readonly isFound: boolean;
	/** The same where the text ends here. */
	readonly isFoundAtEnd: boolean;
	/** Nothing that follows leads on. */
	readonly isStuck: boolean;
	readonly next: (Place | undefined)[];
	readonly rarely: Map<number, Place>;
};

/** How a text is read, unit by unit, in a time that does not depend on what the pattern is (K. Thompson, https://doi.org/10.1145/363347.363387). */
export type PatternWalk = {
	/** Before the first unit of a text. */
	readonly start: Place;
	/** Between two units. */
	readonly inside: Place;
	readonly follow: (place: Place, code: number) => Place;
};

/** Beyond it what was worked out is forgotten. */
const mostPlaces = 500;
/** Units that have a cell of their own in the table of a place. */
const tableSize = 128;
const mostRarely = 200;

/**
 * `isAnywhere`: the pattern may begin at each unit, not only where one begins to read. Undefined: the pattern repeats
 * too much.
 */
export function walkOf(
	pattern: Pattern,
	{isAnywhere}: {readonly isAnywhere: boolean},
): PatternWalk | undefined {
	const built = stepsOf(pattern);
	if (built === undefined) {
		return undefined;
	}

	const {steps, first} = built;
	const places = createPlaces(steps);
	return {
		start: places.at([first], true),
		inside: places.at([first], false),
		follow(place, code) {
			const known = code < tableSize ? place.next[code] : place.rarely.get(code);
			if (known !== undefined) {
				return known;
			}

			const reached = read(steps, place, code);
			const next = places.at(isAnywhere ? [...reached, first] : reached, false);
			if (code < tableSize) {
				place.next[code] = next;
			} else if (place.rarely.size < mostRarely) {
				place.rarely.set(code, next);
			}

			return next;
		},
	};
}

/** Those that were met, each once. */
function createPlaces(steps: readonly Step[]) {
	const known = new Map<string, Place>();
	const hasEnd = steps.some(({kind}) => kind === 'end');

	/** One leads to another: all have to let go of them. The first two stay, for there each text begins. */
	function forget(): void {
		for (const place of known.values()) {
			place.next.fill(undefined);
			place.rarely.clear();
		}

		const kept = [...known].slice(0, 2);
		known.clear();
		for (const [key, place] of kept) {
			known.set(key, place);
		}
	}

	return {
		at(wanted: readonly number[], isAtStart: boolean): Place {
			const reached = reach(steps, wanted, {isAtStart, isAtEnd: false});
			// At the start an end may be reached from there and not from elsewhere.
			const key = `${hasEnd && isAtStart ? '^' : ''}${reached.join(' ')}`;
			const before = known.get(key);
			if (before !== undefined) {
				return before;
			}

			const isFound = reached.includes(foundStep);
			const place: Place = {
				steps: reached,
				isFound,
				isFoundAtEnd: hasEnd
					? reach(steps, wanted, {isAtStart, isAtEnd: true}).includes(foundStep)
					: isFound,
				isStuck: !reached.some(index => steps[index]?.kind === 'read'),
				next: new Array<Place | undefined>(tableSize).fill(undefined),
				rarely: new Map(),
			};
			if (known.size >= mostPlaces) {
				forget();
			}

			known.set(key, place);
			return place;
		},
	};
}

/** Where one can be without reading anything, in the order of the steps. */
function reach(
	steps: readonly Step[],
	from: readonly number[],
	{isAtStart, isAtEnd}: {readonly isAtStart: boolean; readonly isAtEnd: boolean},
): readonly number[] {
	const seen = new Set<number>();
	const open = [...from];
	for (let index = open.pop(); index !== undefined; index = open.pop()) {
		const step = seen.has(index) ? undefined : steps[index];
		seen.add(index);
		if (step?.kind === 'fork') {
			open.push(...step.next);
		} else if ((step?.kind === 'start' && isAtStart) || (step?.kind === 'end' && isAtEnd)) {
			open.push(step.next);
		}
	}

	return [...seen].toSorted((one, other) => one - other);
}

function read(steps: readonly Step[], {steps: standing}: Place, code: number): readonly number[] {
	return standing.flatMap(index => {
		const step = steps[index];
		return step?.kind === 'read' && step.matches(code) ? [step.next] : [];
	});
}
