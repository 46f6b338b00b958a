import {detailTitle, textLine} from '../components/detail-head.ts';
import {labelledLines} from '../components/labelled-lines.ts';
import {placePieces} from '../components/place-pieces.ts';
import {countsBar} from '../components/task-bar.ts';
import type {ResourceCounts, SlurmNode, SlurmPartition} from '../domain/partition.ts';
import type {ClusterState} from '../store/clusters-state.ts';
import {closedNodes, slurmNodeFacts} from '../store/slurm-node-facts.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {limitText} from '../theme/job-text.ts';
import {fitParts} from '../theme/node-row-text.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {slurmReasonParts, slurmShape, slurmStatesText} from '../theme/slurm-node-text.ts';
import {cutMiddle, padStart} from '../theme/width.ts';
import type {JobDetailSize, JobDetailWorld} from './job-pane.ts';
import type {PaneContent} from './scrolled-pane.ts';

type Sight = JobDetailWorld & JobDetailSize;

const barWidth = {narrow: 12, wide: 24};

/** What of a partition is in use, and which of its nodes are closed and why. */
export function partitionContent(
	partition: SlurmPartition,
	cluster: ClusterState,
	{state, profile, columns, isAiry}: Sight,
): PaneContent {
	const {glyphs} = profile;
	const {name, timeLimitSeconds: limit, isDefault, nodes, cpus, gpus} = partition;
	const facts = [
		clean(partition.state.toLowerCase(), {maxCharacters: 40}),
		...(limit === undefined
			? []
			: [limit === 'unlimited' ? safe`no time limit` : safe`at most ${limitText(limit)}`]),
		...(isDefault ? [safe`default`] : []),
	];
	const closed = closedNodes(cluster, name);
	const gap: readonly ScreenLine[] = isAiry ? [{pieces: []}] : [];
	const lines = [
		...gap,
		countsLine(safe`nodes`, nodes, {columns, glyphs}),
		countsLine(safe`cpus`, cpus, {columns, glyphs}),
		...(gpus === undefined || gpus.total === 0
			? []
			: [countsLine(safe`gpus`, gpus, {columns, glyphs})]),
		...gap,
		...(closed.length === 0
			? []
			: labelledLines(
					safe`closed`,
					closed.map(node => closedPieces(node, {columns, glyphs, nowWallMs: state.clock.wallMs})),
				)),
	];
	const head = detailTitle({name, facts: facts.map((text, place) => ({text, place}))}, glyphs);
	return {head, lines};
}

type Room = {readonly columns: number; readonly glyphs: Glyphs};

/** `     cpus         ████████▒▒░░   32 in use   16 free   0 closed` */
function countsLine(label: Safe, counts: ResourceCounts, {columns, glyphs}: Room): ScreenLine {
	if (counts.total === 0) {
		return textLine(safe`no ${label}`);
	}

	const width = columns < 100 ? barWidth.narrow : barWidth.wide;
	const words: ReadonlyArray<readonly [count: number, words: Safe]> = [
		[counts.allocated, safe`in use`],
		[counts.idle, safe`free`],
		[counts.other, safe`closed`],
	];
	const pieces: readonly Piece[] = [
		...countsBar(counts, width, glyphs),
		...words.flatMap(([count, word]): readonly Piece[] => [
			{text: padStart(clean(String(count)), 8)},
			{text: safe` ${word}`, tone: 'dim'},
		]),
	];
	const [line] = labelledLines(label, [pieces]);
	return line ?? {pieces: []};
}

const nameWidth = 14;
const valueColumn = 18;

function closedPieces(
	node: SlurmNode,
	{columns, glyphs, nowWallMs}: Room & {readonly nowWallMs: number},
): readonly Piece[] {
	const parts = [slurmStatesText(node), ...slurmReasonParts(node, nowWallMs)];
	const name = cutMiddle(clean(node.name, {maxCharacters: 300}), nameWidth, glyphs);
	const textColumn = 2 + nameWidth + 2;
	return placePieces([
		{column: 0, pieces: [slurmShape(slurmNodeFacts(node).health, glyphs)]},
		{column: 2, pieces: [{text: name}]},
		{
			column: textColumn,
			pieces: [{text: fitParts(parts, columns - 1 - valueColumn - textColumn, glyphs)}],
		},
	]);
}
