import {type LargeChart, largeChartSlots} from '../components/large-chart-lines.ts';
import {chartedSeries, seriesOf} from '../store/charted-series.ts';
import {historySlices} from '../store/history-slices.ts';
import {historyMs} from '../store/rings.ts';
import type {NodesScreen} from '../store/screen-state.ts';
import type {NodeReading, NodeState} from '../store/state.ts';
import {durationText} from '../theme/duration-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {clean, safe} from '../theme/safe.ts';
import {emptyText, type History} from './node-charts.ts';
import {lastTextOf, scaleMarks, scaleOf, scaleTextOf, seriesName} from './series-look.ts';

export type LargeChartWorld = {
	readonly history: History;
	readonly nodes: NodesScreen;
	readonly columns: number;
	readonly glyphs: Glyphs;
};

/** The series that is chosen, over all that the ring holds of it. */
export function largeChart(
	node: NodeState,
	{figures}: NodeReading,
	world: LargeChartWorld,
): LargeChart {
	const {history, nodes, columns, glyphs} = world;
	const all = seriesOf(node);
	const name = chartedSeries(node, nodes);
	const points = history(node.config.name, name);
	const values = points.map(({value}) => value);
	const scale = scaleOf(name, values);
	const {from, to} = scale;
	const slices = historySlices(points, {
		spanMs: historyMs,
		count: largeChartSlots(columns, glyphs),
	});
	const fraction = (value: number): number => (value - from) / (to - from);
	return {
		name: seriesName(name, glyphs),
		scaleText: scaleTextOf(name, scale, glyphs),
		lastText: lastTextOf(name, values.at(-1), glyphs),
		place: {at: all.indexOf(name) + 1, of: all.length},
		marks: scaleMarks(name, scale),
		slots: slices.map(slice => slice && {low: fraction(slice.low), high: fraction(slice.high)}),
		emptyText: emptyText(name, {figures, values}),
		times: [
			...[1, 2 / 3, 1 / 3].map(part => safe`${clean(minutesText(historyMs * part))} ago`),
			safe`now`,
		],
	};
}

/** `10 m`, without the seconds that there are none of. */
function minutesText(ms: number): string {
	return durationText(ms).replace(/ 0 s$/, '');
}
