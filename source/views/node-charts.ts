import {type Chart, chartValues} from '../components/chart-lines.ts';
import type {NodeName} from '../domain/ids.ts';
import type {NodeFigures} from '../domain/node-figures.ts';
import type {HistoryPoint, Series} from '../store/rings.ts';
import type {State} from '../store/state.ts';
import {durationText} from '../theme/duration-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {lastTextOf, scaleOf, scaleTextOf, seriesName} from './series-look.ts';

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
		const values = history(node, name)
			.slice(-chartValues(glyphs))
			.map(({value}) => value);
		const scale = scaleOf(name, values);
		return {
			name: seriesName(name, glyphs),
			scale,
			scaleText: isShare(name) ? undefined : scaleTextOf(name, scale, glyphs),
			values,
			emptyText: emptyText(name, {figures, values}),
			lastText: lastTextOf(name, values.at(-1), glyphs),
		};
	});
}

/** What a paused screen knows of it: samples go on being taken. */
export function shownHistory({paused, clock}: State, history: History): History {
	return paused === undefined
		? history
		: (node, name) => history(node, name).filter(point => point.atMs <= clock.atMs);
}

export type ChartTime = {
	readonly points: readonly HistoryPoint[];
	readonly intervalMs: number;
	readonly atMs: number;
};

/** `2 m 24 s ago`: the left edge of the charts. Polls that were late or failed make it longer than so many intervals. */
export function sinceText({points, intervalMs, atMs}: ChartTime, glyphs: Glyphs): Safe {
	const count = chartValues(glyphs);
	const plannedMs = count * intervalMs;
	const oldest = points.length < count ? undefined : points.at(-count);
	const trueMs = oldest === undefined ? plannedMs : atMs - oldest.atMs;
	const isAsPlanned = Math.abs(trueMs - plannedMs) <= plannedMs / 10;
	return safe`${clean(durationText(isAsPlanned ? plannedMs : trueMs))} ago`;
}

type Known = {
	readonly figures: NodeFigures;
	readonly values: ReadonlyArray<number | undefined>;
};

/** A rate is there with the second sample only: whether something is measured, not whether there is a value. */
export function emptyText(name: Series, {figures, values}: Known): Safe {
	if (!hasSensor[name](figures)) {
		return safe`no sensor here`;
	}

	return isRate(name) && values.length === 1 ? safe`1 sample to go` : safe`no data yet`;
}

function isShare(name: Series): boolean {
	return name === 'cpu' || name === 'memory' || name === 'gpu';
}

function isRate(name: Series): boolean {
	return name !== 'memory' && name !== 'gpu' && name !== 'temperature';
}

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
