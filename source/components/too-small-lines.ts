import {leastSize, type ScreenSize} from '../domain/screen.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {joinSafe, type Safe, safe} from '../theme/safe.ts';

/** What a terminal shows that is too small for anything else (SCREENS 2). Blank lines go first where rows are few. */
export function tooSmallLines({columns, rows}: ScreenSize): readonly ScreenLine[] {
	const sentences: readonly Safe[] = [
		safe`clusterdeck needs ${leastSize.columns} columns and ${leastSize.rows} lines.`,
		safe`Here are ${columns} and ${rows}: make it ${missingText({columns, rows})}.`,
		safe``,
		safe`Collecting goes on. q quits.`,
	];
	const isTight = rows < 7;
	const lines = isTight ? sentences.filter(text => text !== '') : [safe``, safe``, ...sentences];
	const margin = columns < 56 ? safe`` : safe`   `;
	return lines.slice(0, rows).map(text => ({pieces: [{text: safe`${margin}${text}`}]}));
}

function missingText({columns, rows}: ScreenSize): Safe {
	const [wider, taller] = [leastSize.columns - columns, leastSize.rows - rows];
	return joinSafe(
		[...(wider > 0 ? [safe`${wider} wider`] : []), ...(taller > 0 ? [safe`${taller} taller`] : [])],
		safe` and `,
	);
}
