import type {CodeTest, Pattern} from './pattern-syntax.ts';

/** A step of a pattern: reading one unit, going on without reading, or the end of it. */
export type Step =
	| {readonly kind: 'read'; readonly matches: CodeTest; readonly next: number}
	| {readonly kind: 'fork'; readonly next: readonly number[]}
	| {readonly kind: 'start' | 'end'; readonly next: number}
	| {readonly kind: 'edge'; readonly isInside: boolean; readonly next: number}
	| {readonly kind: 'found'};

/** The place of `found` among the steps. */
export const foundStep = 0;

const mostSteps = 2000;

/** What a pattern does, and with which of its steps it begins. Undefined: it repeats too much. */
export function stepsOf(
	pattern: Pattern,
): {readonly steps: readonly Step[]; readonly first: number} | undefined {
	const steps: Step[] = [{kind: 'found'}];
	const first = addPattern(pattern, foundStep, steps);
	return first === undefined ? undefined : {steps, first};
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
		case 'edge':
			return steps.push({kind: 'edge', isInside: pattern.isInside, next}) - 1;
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
