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

function walked(source: string) {
	const pattern = parsePattern(source);
	const walk = pattern && walkOf(pattern, {isAnywhere: true});
	if (walk === undefined) {
		throw new Error(`${source} is no pattern`);
	}

	const followed = (text: string): Place =>
		[...text].reduce((place, unit) => walk.follow(place, unit.charCodeAt(0)), walk.start);
	return {walk, followed};
}

/** No two places of it are alike for a pattern that has to remember what came before. */
function noise(length: number, seed: number): string {
	let state = seed;
	return Array.from({length}, () => {
		state = Math.imul(state, 1_664_525) + 1_013_904_223;
		return (state >>> 16) % 2 === 0 ? 'a' : 'b';
	}).join('');
}

it('what was worked out is kept for the next text, and not worked out again', () => {
	const {walk, followed} = walked('st(e|o)p 日');
	expect(followed('a step 日').isFound).toBe(true);
	const before = reachable(walk.start);
	followed('a step 日');
	expect(reachable(walk.start)).toEqual(before);
});

it('of a pattern that can be in very many places only some are kept at once', () => {
	const {walk, followed} = walked('a(a|b){16}c');
	for (let seed = 1; seed <= 400; seed += 1) {
		followed(noise(60, seed * 7919));
		expect(reachable(walk.start).size).toBeLessThan(510);
	}
});
