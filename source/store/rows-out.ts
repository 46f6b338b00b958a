import {remember} from './remember.ts';

type Rows = ReadonlyArray<{readonly kind: string}>;

export type VisibleRows = {
	/** The first that is seen. */
	readonly top: number;
	readonly rows: number;
};

/** How many rows of a list stand above and below those that are seen; a blank line is none, and neither are heads. */
export function rowsOut(
	all: Rows,
	{top, rows}: VisibleRows,
): {readonly above: number; readonly below: number} {
	const between = placesBetween(all);
	const end = Math.min(all.length, top + rows);
	return {
		above: top - between.filter(place => place < top).length,
		below: all.length - end - between.filter(place => place >= end).length,
	};
}

/** Of each list once: it may have a hundred thousand rows. */
const placesBetween = remember((all: Rows): readonly number[] =>
	all.flatMap(({kind}, place) => (kind === 'blank' || kind === 'heads' ? [place] : [])),
);
