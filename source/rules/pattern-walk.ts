import {foundStep, type Step, stepsOf} from './pattern-steps.ts';
import {isOfWord, type Pattern} from './pattern-syntax.ts';

/** All steps of a pattern where one who reads a text may stand at once; what follows is worked out when it is first met. */
export type Place = {
	readonly steps: readonly number[];
	readonly behind: Behind;
	/** The pattern may end here, whatever follows. */
	readonly isFound: boolean;
	/** The same where a unit of a word follows, and where another does. */
	readonly isFoundBeforeWord: boolean;
	readonly isFoundBeforeOther: boolean;
	/** The same where the text ends here. */
	readonly isFoundAtEnd: boolean;
	/** Nothing that follows leads on. */
	readonly isStuck: boolean;
	readonly next: (Place | undefined)[];
	readonly rarely: Map<number, Place>;
};

/** What was read last. */
type Behind = {readonly isAtStart: boolean; readonly isAfterWord: boolean};

export function isFoundBefore(place: Place, code: number): boolean {
	const {isFound, isFoundBeforeWord, isFoundBeforeOther} = place;
	return (
		isFound ||
		((isFoundBeforeWord || isFoundBeforeOther) &&
			(isOfWord(code) ? isFoundBeforeWord : isFoundBeforeOther))
	);
}

/** How a text is read, unit by unit, in a time that does not depend on what the pattern is (K. Thompson, https://doi.org/10.1145/363347.363387). */
export type PatternWalk = {
	/** Before the first unit of a text. */
	readonly start: Place;
	/** Between two units; which the first one was matters where a word may begin. */
	readonly inside: (isAfterWord: boolean) => Place;
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
	const start = places.at([first], {isAtStart: true, isAfterWord: false});
	const afterOther = places.at([first], {isAtStart: false, isAfterWord: false});
	const afterWord = places.at([first], {isAtStart: false, isAfterWord: true});
	return {
		start,
		inside: isAfterWord => (isAfterWord ? afterWord : afterOther),
		follow(place, code) {
			const known = code < tableSize ? place.next[code] : place.rarely.get(code);
			if (known !== undefined) {
				return known;
			}

			const reached = read(steps, place, code);
			const wanted = isAnywhere ? [...reached, first] : reached;
			const next = places.at(wanted, {isAtStart: false, isAfterWord: isOfWord(code)});
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
	const hasEdge = steps.some(({kind}) => kind === 'edge');

	/** At the start an end may be reached from there and not from elsewhere, and an edge only beside a word. */
	function keyOf({isAtStart, isAfterWord}: Behind): string {
		const start = isAtStart && (hasEnd || hasEdge) ? '^' : '';
		return isAfterWord && hasEdge ? `${start}w` : start;
	}

	/** One leads to another: all have to let go of them. The first three stay, for there each text begins. */
	function forget(): void {
		for (const place of known.values()) {
			place.next.fill(undefined);
			place.rarely.clear();
		}

		const kept = [...known].slice(0, 3);
		known.clear();
		for (const [key, place] of kept) {
			known.set(key, place);
		}
	}

	return {
		at(wanted: readonly number[], behind: Behind): Place {
			const reached = reach(steps, wanted, {...behind, ahead: undefined});
			const key = `${keyOf(behind)}${reached.join(' ')}`;
			const before = known.get(key);
			if (before !== undefined) {
				return before;
			}

			const isFound = reached.includes(foundStep);
			const isFoundIf = (ahead: Ahead): boolean =>
				isFound || reach(steps, wanted, {...behind, ahead}).includes(foundStep);
			const place: Place = {
				...{steps: reached, behind, isFound},
				isFoundBeforeWord: hasEdge ? isFoundIf('word') : isFound,
				isFoundBeforeOther: hasEdge ? isFoundIf('other') : isFound,
				isFoundAtEnd: hasEnd || hasEdge ? isFoundIf('end') : isFound,
				isStuck: !reached.some(index => goesOn(steps[index])),
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

function goesOn(step: Step | undefined): boolean {
	return step?.kind === 'read' || step?.kind === 'edge';
}

/** What comes next. */
type Ahead = 'word' | 'other' | 'end';
type Around = Behind & {
	/** Undefined: nobody has looked yet, and no edge is passed. */
	readonly ahead: Ahead | undefined;
};

/** Where one can be without reading anything, in the order of the steps. */
function reach(steps: readonly Step[], from: readonly number[], around: Around): readonly number[] {
	const seen = new Set<number>();
	const open = [...from];
	for (let index = open.pop(); index !== undefined; index = open.pop()) {
		const step = seen.has(index) ? undefined : steps[index];
		seen.add(index);
		if (step?.kind === 'fork') {
			open.push(...step.next);
		} else if (step !== undefined && 'next' in step && isPassed(step, around)) {
			open.push(step.next);
		}
	}

	return [...seen].toSorted((one, other) => one - other);
}

function isPassed(step: Step, {isAtStart, isAfterWord, ahead}: Around): boolean {
	switch (step.kind) {
		case 'start':
			return isAtStart;
		case 'end':
			return ahead === 'end';
		case 'edge':
			return ahead !== undefined && (isAfterWord === (ahead === 'word')) === step.isInside;
		default:
			return false;
	}
}

function read(steps: readonly Step[], {steps: at, behind}: Place, code: number): readonly number[] {
	const isAtEdge = at.some(index => steps[index]?.kind === 'edge');
	const ahead = isOfWord(code) ? 'word' : 'other';
	const standing = isAtEdge ? reach(steps, at, {...behind, ahead}) : at;
	return standing.flatMap(index => {
		const step = steps[index];
		return step?.kind === 'read' && step.matches(code) ? [step.next] : [];
	});
}
