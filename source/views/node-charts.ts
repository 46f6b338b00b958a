import {type Chart, chartWidth} from '../components/chart-lines.ts';
import type {NodeName} from '../domain/ids.ts';
import type {NodeFigures} from '../domain/node-figures.ts';
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
	/** The last that the node told. */
	readonly figures: NodeFigures;
	/** How many are drawn. */
	readonly count: number;
	/** Two charts beside each other: the gpu comes before the memory then. */
	readonly isNarrow: boolean;
};

/** The charts of a node, the most telling first. */
export function nodeCharts(
	{node, figures, count, isNarrow}: ChartWish,
	history: History,
	glyphs: Glyphs,
): readonly Chart[] {
	const hasGpu = figures.gpus.length > 0;
	const wide = hasGpu ? withGpu : withoutGpu;
	const names: readonly Series[] =
		hasGpu && isNarrow ? ['cpu', 'gpu', 'memory', 'temperature'] : wide;
	return names.slice(0, count).map(name => {
		const drawn = history(node, name).slice(-chartWidth);
		const values = drawn.map(({value}) => value);
		return {...chartOf(name, values, glyphs), values, hasSensor: hasSensor[name](figures)};
	});
}

/** What a paused screen knows of it: samples go on being taken. */
export function historyUntil(history: History, atMs: number): History {
	return (node, name) => history(node, name).filter(point => point.atMs <= atMs);
}

/** A rate is there with the second sample only: whether something is measured, not whether there is a value. */
const hasSensor: Readonly<Record<Series, (figures: NodeFigures) => boolean>> = {
	cpu: () => true,
	memory: ({memory}) => memory?.usedBytes !== undefined,
	gpu: ({gpus}) => gpus.some(({utilizationFraction}) => utilizationFraction !== undefined),
	temperature: ({temperatures}) => temperatures.length > 0,
	rx: ({network}) => network.length > 0,
	tx: ({network}) => network.length > 0,
	diskRead: ({disks}) => disks.length > 0,
	diskWrite: ({disks}) => disks.length > 0,
};

type ChartLook = Omit<Chart, 'values' | 'hasSensor'>;

function chartOf(name: Series, values: Chart['values'], glyphs: Glyphs): ChartLook {
	const last = values.at(-1);
	switch (name) {
		case 'cpu':
		case 'memory':
		case 'gpu':
			return {
				name: safe`${clean(name)}`,
				scaleText: undefined,
				scale: {from: 0, to: 1},
				lastText: shareColumn(last, glyphs),
			};
		case 'temperature':
			return {
				name: safe`temperature`,
				scaleText: safe`40-90${glyphs.degree}C`,
				scale: {from: 40, to: 90},
				lastText: temperatureColumn(last, glyphs),
			};
		default: {
			const to = rateScale(values);
			return {
				name: rateNames(glyphs)[name],
				scaleText: safe`0-${clean(rateText(to))}`,
				scale: {from: 0, to},
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
