import type {ChartScale} from '../components/chart-lines.ts';
import type {LargeChart} from '../components/large-chart-lines.ts';
import type {Series} from '../store/rings.ts';
import {rateColumn, shareColumn, temperatureColumn} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {rateText} from '../theme/number-text.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';

/** How each series is named, scaled and written. */
type Kind = 'share' | 'temperature' | 'rate';

const kinds: Readonly<Record<Series, Kind>> = {
	cpu: 'share',
	memory: 'share',
	gpu: 'share',
	temperature: 'temperature',
	rx: 'rate',
	tx: 'rate',
	diskRead: 'rate',
	diskWrite: 'rate',
};

export function seriesName(name: Series, {net}: Glyphs): Safe {
	const names: Readonly<Record<Series, Safe>> = {
		cpu: safe`cpu`,
		memory: safe`memory`,
		gpu: safe`gpu`,
		temperature: safe`temperature`,
		rx: safe`net ${net.in}`,
		tx: safe`net ${net.out}`,
		diskRead: safe`disk read`,
		diskWrite: safe`disk write`,
	};
	return names[name];
}

/** As a number of a column is written. */
export function lastTextOf(name: Series, value: number | undefined, glyphs: Glyphs): Safe {
	const columns = {share: shareColumn, temperature: temperatureColumn, rate: rateColumn};
	return columns[kinds[name]](value, glyphs);
}

/** The scale stands while it can: a rate goes up at once, and down when its peak has left what is drawn. */
export function scaleOf(name: Series, values: ReadonlyArray<number | undefined>): ChartScale {
	switch (kinds[name]) {
		case 'share':
			return {from: 0, to: 1};
		case 'temperature':
			return {from: 40, to: 90};
		default:
			return {from: 0, to: rateLimit(values)};
	}
}

/** `0-100%`, `40-90°C`, `0-4 MB/s` */
export function scaleTextOf(name: Series, {from, to}: ChartScale, {degree}: Glyphs): Safe {
	switch (kinds[name]) {
		case 'share':
			return safe`0-100%`;
		case 'temperature':
			return safe`${from}-${to}${degree}C`;
		default:
			return safe`0-${clean(rateText(to))}`;
	}
}

/** The ends and the middle of a scale without their unit, which is that of the upper end: three characters at most. */
export function scaleMarks(name: Series, scale: ChartScale): LargeChart['marks'] {
	const {from, to} = inUnit(kinds[name], scale);
	const mark = (value: number): Safe => clean(String(value));
	return {top: mark(to), middle: mark((from + to) / 2), bottom: mark(from)};
}

function inUnit(kind: Kind, {from, to}: ChartScale): ChartScale {
	switch (kind) {
		case 'share':
			return {from: from * 100, to: to * 100};
		case 'temperature':
			return {from, to};
		default:
			return {from: 0, to: Number.parseFloat(rateText(to))};
	}
}

const leastLimit = 1000;

/** Steps of 1, 2, 4 and 10 (SCREENS 3): the smallest that the largest value fits in. */
function rateLimit(values: ReadonlyArray<number | undefined>): number {
	const largest = values.reduce<number>((most, value) => Math.max(most, value ?? 0), leastLimit);
	const decade = 10 ** Math.floor(Math.log10(largest));
	const step = [1, 2, 4, 10].find(one => one * decade >= largest) ?? 10;
	return step * decade;
}
