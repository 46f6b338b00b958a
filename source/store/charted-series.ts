import type {LabelName} from '../domain/label.ts';
import {loadedValue} from '../domain/loadable.ts';
import {type Series, series} from './rings.ts';
import type {NodesScreen} from './screen-state.ts';
import type {NodeState} from './state.ts';

/** What the large chart of a node can show, in the order in which one goes through it. */
export function seriesOf(node: NodeState): readonly Series[] {
	const hasGpu = (loadedValue(node.reading)?.figures.gpus.length ?? 0) > 0;
	return series.filter(name => name !== 'gpu' || hasGpu);
}

/** What the person chose, where the node has it; else what its label and its health are about. */
export function chartedSeries(node: NodeState, {series: chosen}: NodesScreen): Series {
	const all = seriesOf(node);
	return chosen !== undefined && all.includes(chosen) ? chosen : mostTelling(node, all);
}

/** The next one, or the one before, round in a ring. */
export function seriesBeside(node: NodeState, nodes: NodesScreen, steps: 1 | -1): Series {
	const all = seriesOf(node);
	const at = all.indexOf(chartedSeries(node, nodes));
	return all[(at + steps + all.length) % all.length] ?? 'cpu';
}

function mostTelling({label, healthReasons}: NodeState, all: readonly Series[]): Series {
	const ofLabel = seriesOfLabel[label.label.name];
	const reason = healthReasons.find(
		({measure}) => measure === 'memory' || measure === 'temperature',
	);
	const ofHealth = reason?.measure === 'memory' ? 'memory' : reason && 'temperature';
	return ofLabel ?? ofHealth ?? (all.includes('gpu') ? 'gpu' : 'cpu');
}

const seriesOfLabel: Partial<Readonly<Record<LabelName, Series>>> = {
	'gpu-bound': 'gpu',
	'mixed-gpu-cpu': 'gpu',
	'mixed-gpu-io': 'gpu',
	'mixed-gpu-cpu-io': 'gpu',
	'cpu-bound': 'cpu',
	'mixed-cpu-io': 'cpu',
	'io-bound': 'diskRead',
	'memory-pressure': 'memory',
	throttled: 'temperature',
};
