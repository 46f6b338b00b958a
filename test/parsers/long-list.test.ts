import fc from 'fast-check';
import {expect, it} from 'vitest';
import {
	appended,
	emptyList,
	itemsOf,
	type LongList,
	mapped,
} from '../../source/parsers/long-list.ts';

it('has what was put behind it, in its order, and each state of it stays as it was', () => {
	fc.assert(
		fc.property(fc.array(fc.array(fc.integer(), {maxLength: 300}), {maxLength: 12}), all => {
			let list: LongList<number> = emptyList;
			const states = all.map(items => {
				list = appended(list, items);
				return list;
			});
			for (const [index, state] of states.entries()) {
				expect(itemsOf(state)).toEqual(all.slice(0, index + 1).flat());
			}

			expect(itemsOf(mapped(list, item => item + 1))).toEqual(all.flat().map(item => item + 1));
		}),
	);
});

it('one more costs no copy of all before it', () => {
	let list: LongList<number> = emptyList;
	for (let item = 0; item < 1000; item++) {
		const {packs} = list;
		list = appended(list, [item]);
		expect(packs.every((pack, index) => pack === list.packs[index])).toBe(true);
		expect(list.last.length).toBeLessThan(200);
	}
});
