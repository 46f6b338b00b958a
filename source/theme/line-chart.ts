/**
 * A line chart of box strokes. Not by asciichart, the library for it: with a hole among its values it throws, and it
 * stretches the scale to the values where ours stands still.
 */
import {type ChartSize, type ChartSlot, levelOf} from './chart-slot.ts';
import type {Strokes} from './glyphs.ts';
import {blanks} from './width.ts';
import {joinSafe, type Safe, safe} from './safe.ts';

/** One slot a cell, drawn at its highest; the newest at the right edge. A hole parts the line. */
export function lineChart(
	slots: readonly ChartSlot[],
	{columns, rows}: ChartSize,
	strokes: Strokes,
): readonly Safe[] {
	const drawn = slots.slice(-columns).map(slot => slot && levelOf(slot.high, rows));
	const start = blanks(columns - drawn.length);
	return Array.from({length: rows}, (_, row) => {
		const cells = drawn.map((level, index) =>
			strokeAt(rows - 1 - row, {level, before: drawn[index - 1]}, strokes),
		);
		return safe`${start}${joinSafe(cells, safe``)}`;
	});
}

type Step = {readonly level: number | undefined; readonly before: number | undefined};

/** What stands at a height where the line goes from one level to the next. */
function strokeAt(height: number, {level, before = level}: Step, strokes: Strokes): Safe {
	if (level === undefined || before === undefined) {
		return safe` `;
	}

	if (level === before) {
		return height === level ? strokes.horizontal : safe` `;
	}

	const isUp = level > before;
	if (height === before) {
		return isUp ? strokes.bottomRight : strokes.topRight;
	}

	if (height === level) {
		return isUp ? strokes.topLeft : strokes.bottomLeft;
	}

	const isBetween = height > Math.min(level, before) && height < Math.max(level, before);
	return isBetween ? strokes.vertical : safe` `;
}
