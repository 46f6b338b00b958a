import {type ChartSize, type ChartSlot, levelOf} from './chart-slot.ts';
import {clean, type Safe} from './safe.ts';

/** Dots of a cell: two columns of four (Unicode, block "Braille Patterns", U+2800). */
export const slotsInCell = 2;
const dotsInCell = 4;
const firstPattern = 0x28_00;

/** The bits of the dots of a cell, the lowest dot first; the left column, then the right one. */
const bits = [
	[0x40, 0x04, 0x02, 0x01],
	[0x80, 0x20, 0x10, 0x08],
] as const;

/**
 * A line of dots, two slots a cell, the newest at the right edge. Each slot joins the one before it, so that a step is a
 * stroke; a hole parts them. The lines are as wide as the chart, the highest first.
 */
export function brailleChart(
	slots: readonly ChartSlot[],
	{columns, rows}: ChartSize,
): readonly Safe[] {
	const levels = rows * dotsInCell;
	const cells = Array.from({length: rows}, () => new Array<number>(columns).fill(0));
	const drawn = slots.slice(-columns * slotsInCell);
	const firstSlot = columns * slotsInCell - drawn.length;
	let before: Span | undefined;
	for (const [index, slot] of drawn.entries()) {
		const own = slot && {low: levelOf(slot.low, levels), high: levelOf(slot.high, levels)};
		const span = own && joined(own, before);
		before = own;
		for (let level = span?.low ?? 0; level <= (span?.high ?? -1); level += 1) {
			setDot(cells, {slot: firstSlot + index, level});
		}
	}

	return cells.map(row => clean(row.map(patternOf).join('')));
}

/** Levels of dots. */
type Span = {readonly low: number; readonly high: number};

/** Longer by what lies between it and the one before. */
function joined({low, high}: Span, before: Span | undefined): Span {
	return before === undefined
		? {low, high}
		: {low: Math.min(low, before.high + 1), high: Math.max(high, before.low - 1)};
}

type Dot = {readonly slot: number; readonly level: number};

function setDot(cells: readonly number[][], {slot, level}: Dot): void {
	const row = cells[cells.length - 1 - Math.floor(level / dotsInCell)];
	const column = Math.floor(slot / slotsInCell);
	const bit = bits[slot % slotsInCell === 0 ? 0 : 1][level % dotsInCell] ?? 0;
	if (row !== undefined) {
		row[column] = (row[column] ?? 0) | bit;
	}
}

/** An empty pattern is a blank: some fonts draw its eight dots as rings. */
function patternOf(dots: number): string {
	return dots === 0 ? ' ' : String.fromCodePoint(firstPattern + dots);
}
