import type {Chart} from '../components/chart-lines.ts';
import type {NodeName} from '../domain/ids.ts';
import type {HistoryPoint, Series} from '../store/rings.ts';
import {rateColumn, shareColumn, temperatureColumn} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {rateText} from '../theme/number-text.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';

export type History = (node: NodeName, name: Series) => readonly HistoryPoint[];

const withGpu: readonly Series[] = ['cpu', 'memory', 'gpu', 'temperature', 'rx', 'diskRead'];
const withoutGpu: readonly Series[] = ['cpu', 'memory', 'temperature', 'rx', 'tx', 'diskRead'];

export type ChartWish = {
	readonly node: NodeName;
	readonly hasGpu: boolean;
	/** Two charts beside each other: the gpu comes before the memory then. */
	readonly isNarrow: boolean;
};

/** The charts of a node, the most telling first. */
export function nodeCharts(
	{node, hasGpu, isNarrow}: ChartWish,
	history: History,
	glyphs: Glyphs,
): readonly Chart[] {
	const wide = hasGpu ? withGpu : withoutGpu;
	const names: readonly Series[] =
		hasGpu && isNarrow ? ['cpu', 'gpu', 'memory', 'temperature'] : wide;
	return names.map(name => {
		const values = history(node, name).map(({value}) => value);
		return chartOf(name, values, glyphs);
	});
}

function chartOf(name: Series, values: Chart['values'], glyphs: Glyphs): Chart {
	const last = values.at(-1);
	switch (name) {
		case 'cpu':
		case 'memory':
		case 'gpu':
			return {
				name: safe`${clean(name)}`,
				scaleText: undefined,
				scale: {from: 0, to: 1},
				values,
				lastText: shareColumn(last, glyphs),
			};
		case 'temperature':
			return {
				name: safe`temperature`,
				scaleText: safe`40-90${glyphs.degree}C`,
				scale: {from: 40, to: 90},
				values,
				lastText: temperatureColumn(last, glyphs),
			};
		default: {
			const to = rateScale(values);
			return {
				name: rateNames(glyphs)[name],
				scaleText: safe`0-${clean(rateText(to))}`,
				scale: {from: 0, to},
				values,
				lastText: rateColumn(last, glyphs),
			};
		}
	}
}

type RateSeries = Extract<Series, 'rx' | 'tx' | 'diskRead' | 'diskWrite'>;

function rateNames({net}: Glyphs): Readonly<Record<RateSeries, Safe>> {
	return {
		rx: safe`net ${net.in}`,
		tx: safe`net ${net.out}`,
		diskRead: safe`disk read`,
		diskWrite: safe`disk write`,
	};
}

const leastScale = 1000;

/** Steps of 1, 2, 4 and 10 (SCREENS 3): the smallest that the largest value fits in. */
function rateScale(values: Chart['values']): number {
	const largest = Math.max(leastScale, ...values.map(value => value ?? 0));
	const decade = 10 ** Math.floor(Math.log10(largest));
	const step = [1, 2, 4, 10].find(one => one * decade >= largest) ?? 10;
	return step * decade;
}
