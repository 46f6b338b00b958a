import type {Pattern} from './pattern-syntax.ts';

/** Whether the pattern may be found in a text of these units alone; false: never. */
export function mayReach(pattern: Pattern, codes: readonly number[]): boolean {
	switch (pattern.kind) {
		case 'one':
			return codes.some(pattern.matches);
		case 'all':
			return pattern.parts.every(part => mayReach(part, codes));
		case 'any':
			return pattern.ways.some(way => mayReach(way, codes));
		case 'repeat':
			return pattern.least === 0 || mayReach(pattern.part, codes);
		default:
			return true;
	}
}
