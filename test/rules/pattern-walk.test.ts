import {expect, it} from 'vitest';
import {parsePattern} from '../../source/rules/pattern-syntax.ts';
import {type Place, walkOf} from '../../source/rules/pattern-walk.ts';

/** All to which one leads by what was worked out. */
function reachable(from: Place): ReadonlySet<Place> {
	const seen = new Set<Place>();
	const open: (Place | undefined)[] = [from];
	while (open.length > 0) {
		const place = open.pop();
		if (place !== undefined && !seen.has(place)) {
			seen.add(place);
			open.push(...place.next, ...place.rarely.values());
		}
	}

	return seen;
}

function walked(source: string, text: string) {
	const pattern = parsePattern(source);
	const walk = pattern && walkOf(pattern, {isAnywhere: true});
	if (walk === undefined) {
		throw new Error(`${source} is no pattern`);
	}

	const followed = (): Place =>
		[...text].reduce((place, unit) => walk.follow(place, unit.charCodeAt(0)), walk.start);
	return {walk, followed};
}

/** No two places of it are alike for a pattern that has to remember what came before. */
function noise(length: number): string {
	let state = 1;
	return Array.from({length}, () => {
		state = Math.imul(state, 1_664_525) + 1_013_904_223;
		return (state >>> 16) % 2 === 0 ? 'a' : 'b';
	}).join('');
}

it('what was worked out is kept for the next text, and not worked out again', () => {
	const {walk, followed} = walked('st(e|o)p 日', 'a step 日');
	expect(followed().isFound).toBe(true);
	const before = reachable(walk.start);
	followed();
	expect(reachable(walk.start)).toEqual(before);
});

it('of a pattern that can be in very many places only some are kept at once', () => {
	const {walk, followed} = walked('a(a|b){16}c', noise(20_000));
	followed();
	expect(reachable(walk.start).size).toBeLessThan(600);
	followed();
	expect(reachable(walk.start).size).toBeLessThan(600);
});
