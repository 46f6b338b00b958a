/**
 * A list that only grows at its end, each state of which stays as it is. In packs, so that one more costs no copy of all
 * before it.
 */
export type LongList<Item> = {
	readonly packs: ReadonlyArray<readonly Item[]>;
	readonly last: readonly Item[];
};

export const emptyList: LongList<never> = {packs: [], last: []};

const packItems = 128;

export function appended<Item>(
	{packs, last}: LongList<Item>,
	items: readonly Item[],
): LongList<Item> {
	const longer = [...last, ...items];
	return longer.length < packItems ? {packs, last: longer} : {packs: [...packs, longer], last: []};
}

export function mapped<Item>(
	{packs, last}: LongList<Item>,
	change: (item: Item) => Item,
): LongList<Item> {
	return {packs: packs.map(pack => pack.map(change)), last: last.map(change)};
}

export function itemsOf<Item>({packs, last}: LongList<Item>): readonly Item[] {
	return [...packs.flat(), ...last];
}
