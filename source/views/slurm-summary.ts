import {placePieces} from '../components/place-pieces.ts';
import {textColumn} from '../components/detail-head.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {SlurmNode} from '../domain/partition.ts';
import {nodeCpus, nodeGpus} from '../rules/slurm-node-counts.ts';
import {slurmNodeHealth} from '../rules/slurm-node-health.ts';
import type {ClusterState} from '../store/clusters-state.ts';
import {remember} from '../store/remember.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {fitParts} from '../theme/node-row-text.ts';
import {countText} from '../theme/number-text.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {cutMiddle, widthOf} from '../theme/width.ts';

const longestName = 24;

/** `     hpc   8 nodes · 1 down · 2 drained · 40 of 56 cpus · 2 of 3 gpus in use`: each node once, in however many partitions it is. */
export function slurmSummaryLine(
	cluster: ClusterState,
	columns: number,
	glyphs: Glyphs,
): ScreenLine {
	const name = cutMiddle(clean(cluster.config.name, {maxCharacters: 200}), longestName, glyphs);
	const column = textColumn + widthOf(name) + 3;
	const parts = partsOf(loadedValue(cluster.nodes)?.nodes ?? []);
	return {
		pieces: placePieces([
			{column: textColumn, pieces: [{text: name}]},
			{column, pieces: [{text: fitParts(parts, columns - 1 - column, glyphs), tone: 'dim'}]},
		]),
	};
}

const partsOf = remember((nodes: readonly SlurmNode[]): readonly Safe[] => {
	const healths = nodes.map(node => slurmNodeHealth(node));
	const count = (wanted: string): number => healths.filter(health => health === wanted).length;
	const [down, closed] = [count('down'), count('warning')];
	const cpus = sum(nodes.map(nodeCpus));
	const gpus = sum(nodes.map(nodeGpus));
	return [
		clean(countText(nodes.length, 'node')),
		...(down === 0 ? [] : [safe`${down} down`]),
		...(closed === 0 ? [] : [safe`${closed} closed`]),
		safe`${cpus.allocated} of ${cpus.total} cpus in use`,
		...(gpus.total === 0 ? [] : [safe`${gpus.allocated} of ${gpus.total} gpus`]),
	];
});

function sum(counts: ReadonlyArray<{allocated: number; total: number} | undefined>) {
	return counts.reduce<{allocated: number; total: number}>(
		(all, one) => ({
			allocated: all.allocated + (one?.allocated ?? 0),
			total: all.total + (one?.total ?? 0),
		}),
		{allocated: 0, total: 0},
	);
}
