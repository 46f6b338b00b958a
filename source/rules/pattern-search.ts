import type {CodeTest, Pattern} from './pattern-syntax.ts';

/** Whether the pattern is found anywhere in a text, capitals or not. */
export type PatternSearch = (text: string) => boolean;

/** A step of the pattern: reading one unit, going on without reading, or the end of it. */
type Step =
	| {readonly kind: 'read'; readonly matches: CodeTest; readonly next: number}
	| {readonly kind: 'fork'; readonly next: readonly number[]}
	| {readonly kind: 'start' | 'end'; readonly next: number}
	| {readonly kind: 'found'};

/** All steps where a search may stand at once; what follows which unit is worked out when it is first met. */
type Place = {
	readonly steps: readonly number[];
	readonly isFound: boolean;
	readonly isFoundAtEnd: boolean;
	readonly next: (Place | undefined)[];
};

const mostSteps = 2000;
/** Beyond it what was worked out is forgotten. */
const mostPlaces = 500;
/** Units that have a cell of their own in the table of a place; others are worked out each time. */
const tableSize = 128;

/**
 * A search that reads each unit of a text once (K. Thompson, https://doi.org/10.1145/363347.363387). Undefined: the
 * pattern repeats too much.
 */
export function searchOf(pattern: Pattern): PatternSearch | undefined {
	const steps: Step[] = [{kind: 'found'}];
	const first = addPattern(pattern, 0, steps);
	if (first === undefined) {
		return undefined;
	}

	const places = new Map<string, Place>();
	const placeAt = (wanted: readonly number[], isAtStart: boolean): Place => {
		const reached = reach(steps, wanted, {isAtStart, isAtEnd: false});
		const key = reached.join(' ');
		const known = places.get(key);
		if (known !== undefined) {
			return known;
		}

		const place: Place = {
			steps: reached,
			isFound: reached.includes(0),
			isFoundAtEnd: reach(steps, wanted, {isAtStart, isAtEnd: true}).includes(0),
			next: new Array<Place | undefined>(tableSize).fill(undefined),
		};
		if (places.size >= mostPlaces) {
			places.clear();
		}

		places.set(key, place);
		return place;
	};

	const start = placeAt([first], true);
	const follow = (place: Place, code: number): Place => {
		const known = code < tableSize ? place.next[code] : undefined;
		if (known !== undefined) {
			return known;
		}

		const next = placeAt([...read(steps, place, code), first], false);
		if (code < tableSize) {
			place.next[code] = next;
		}

		return next;
	};

	return text => {
		let place = start;
		for (let at = 0; at < text.length && !place.isFound; at += 1) {
			place = follow(place, text.charCodeAt(at));
		}

		return place.isFound || place.isFoundAtEnd;
	};
}

/** The first of its steps, which are added before `next`; undefined: there would be too many. */
function addPattern(pattern: Pattern, next: number, steps: Step[]): number | undefined {
	if (steps.length > mostSteps) {
		return undefined;
	}

	switch (pattern.kind) {
		case 'one':
			return steps.push({kind: 'read', matches: pattern.matches, next}) - 1;
		case 'start':
		case 'end':
			return steps.push({kind: pattern.kind, next}) - 1;
		case 'all':
			return pattern.parts.reduceRight<number | undefined>(
				(after, part) => (after === undefined ? undefined : addPattern(part, after, steps)),
				next,
			);
		case 'any': {
			const ways = pattern.ways.map(way => addPattern(way, next, steps));
			const known = ways.filter(way => way !== undefined);
			return known.length < ways.length ? undefined : steps.push({kind: 'fork', next: known}) - 1;
		}
		default:
			return addRepeat(pattern, next, steps);
	}
}

function addRepeat(
	{part, least, most}: Extract<Pattern, {kind: 'repeat'}>,
	next: number,
	steps: Step[],
): number | undefined {
	let first: number | undefined = next;
	if (most === Number.POSITIVE_INFINITY) {
		first = addLoop(part, next, steps);
	}

	const optional = most === Number.POSITIVE_INFINITY ? 0 : most - least;
	for (let count = 0; count < optional && first !== undefined; count += 1) {
		const once: number | undefined = addPattern(part, first, steps);
		first = once === undefined ? undefined : steps.push({kind: 'fork', next: [once, next]}) - 1;
	}

	for (let count = 0; count < least && first !== undefined; count += 1) {
		first = addPattern(part, first, steps);
	}

	return first;
}

/** The fork goes into the loop or past it; it is put where it was promised once the loop is there. */
function addLoop(part: Pattern, next: number, steps: Step[]): number | undefined {
	const fork = steps.push({kind: 'fork', next: []}) - 1;
	const first = addPattern(part, fork, steps);
	if (first === undefined) {
		return undefined;
	}

	steps[fork] = {kind: 'fork', next: [first, next]};
	return fork;
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
