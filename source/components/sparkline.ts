import type {Glyphs} from '../theme/glyphs.ts';
import {joinSafe, type Safe, safe} from '../theme/safe.ts';
import {blanks} from '../theme/width.ts';

export type SparkScale = {readonly from: number; readonly to: number};

/** The last values, the newest at the right edge, one cell each. What was not known is a hole. */
export function sparkline(
	values: ReadonlyArray<number | undefined>,
	columns: number,
	{scale, glyphs}: {readonly scale: SparkScale; readonly glyphs: Glyphs},
): Safe {
	const last = columns < 1 ? [] : values.slice(-columns);
	const drawn = last.map(value =>
		value === undefined
			? safe` `
			: heightGlyph((value - scale.from) / (scale.to - scale.from), glyphs),
	);
	return safe`${blanks(columns - drawn.length)}${joinSafe(drawn, safe``)}`;
}

/** The lowest height is nothing at all, the highest is all there is. */
export function heightGlyph(fraction: number, {spark}: Glyphs): Safe {
	const level = Math.floor(fraction * spark.length);
	return spark[Math.max(0, Math.min(spark.length - 1, Number.isNaN(level) ? 0 : level))] ?? safe` `;
}
