import {detailTitle, textLine, textWidth} from '../components/detail-head.ts';
import type {HairlineFact} from '../components/hairline.ts';
import {usageRow, usageTable} from '../components/job-usage-lines.ts';
import {labelledLines} from '../components/labelled-lines.ts';
import {wrapWords} from '../components/wrap-words.ts';
import type {SlurmNode} from '../domain/partition.ts';
import type {ClusterState} from '../store/clusters-state.ts';
import {nameInRack, rackIndex, rackNode} from '../store/job-nodes.ts';
import {shownCluster} from '../store/shown-cluster.ts';
import {slurmNodeFacts} from '../store/slurm-node-facts.ts';
import {jobsOnNode} from '../store/slurm-node-jobs.ts';
import type {SlurmEntry} from '../store/slurm-node-rows.ts';
import {loadColumn, sizeColumn} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {slurmReasonParts, slurmStatesText, toldNoMore} from '../theme/slurm-node-text.ts';
import type {JobDetailSize, JobDetailWorld} from './job-pane.ts';
import {placeOf} from './job-places.ts';
import {type PaneContent, type PanePicture, scrolledPane} from './scrolled-pane.ts';
import {jobThereLines} from './slurm-node-jobs.ts';
import {partitionContent} from './slurm-partition-detail.ts';

/** The pane under the list of partitions and nodes, or the whole body. */
export function slurmDetailOf(
	row: SlurmEntry | undefined,
	world: JobDetailWorld,
	size: JobDetailSize,
): PanePicture {
	const {isOpen, focus, detailScroll} = world.screen.jobs.nodes;
	const isWhole = isOpen || focus === 'detail';
	const cluster = shownCluster(world.state);
	if (row === undefined || cluster === undefined) {
		return {lines: [], lastScroll: 0};
	}

	const sight = {...world, ...size, isWhole};
	const content =
		row.kind === 'partition'
			? partitionContent(row.partition, cluster, sight)
			: row.isGone
				? goneContent(row.node, world.profile)
				: nodeContent(row.node, cluster, sight);
	return scrolledPane(content, {...size, isWhole, scroll: detailScroll}, world.profile);
}

type Sight = JobDetailWorld & JobDetailSize & {readonly isWhole: boolean};

function goneContent({name}: SlurmNode, {glyphs}: Profile): PaneContent {
	return {head: detailTitle({name, facts: []}, glyphs), lines: [textLine(toldNoMore)]};
}

function nodeContent(node: SlurmNode, cluster: ClusterState, sight: Sight): PaneContent {
	const {state, profile, columns, isAiry, isWhole} = sight;
	const {glyphs} = profile;
	const gap: readonly ScreenLine[] = isAiry || isWhole ? [{pieces: []}] : [];
	const there = jobsOnNode(cluster, node.name);
	const jobs = jobThereLines(there, {cluster, state, columns, glyphs});
	const lines = [
		...stateLines(node, sight),
		...gap,
		...usageTable(
			{
				heads: [safe`HAS`, safe`IN USE`],
				rows: figureRows(node, columns, glyphs),
				places: rackPlaces(node, sight),
				otherPlaces: 0,
			},
			columns,
			glyphs,
		),
		...gap,
		...(there.length === 0 ? [] : labelledLines(safe`jobs`, jobs)),
		...factLines(node, columns),
	];
	return {head: detailTitle({name: node.name, facts: headFacts(node)}, glyphs), lines};
}

/** `gpu, batch · gpu:a100:2`, the most important first. */
function headFacts(node: SlurmNode): readonly HairlineFact[] {
	const partitions = joinSafe(
		node.partitions.map(name => clean(name, {maxCharacters: 40})),
		safe`, `,
	);
	const gres = node.gres === undefined ? [] : [clean(node.gres, {maxCharacters: 60})];
	return [partitions, ...gres].filter(text => text !== '').map((text, place) => ({text, place}));
}

/** Why it is closed, in full. */
function stateLines(node: SlurmNode, {state, columns, profile}: Sight): readonly ScreenLine[] {
	const {apart} = profile.glyphs;
	const reason = slurmReasonParts(node, state.clock.wallMs);
	const states = slurmStatesText(node);
	const isFine = slurmNodeFacts(node).health === 'ok';
	const text =
		reason.length === 0
			? states
			: safe`${states}${isFine ? safe`, with a reason` : safe``}: ${joinSafe(reason, safe` ${apart} `)}`;
	return wrapWords(text, textWidth(columns)).map(textLine);
}

function figureRows(node: SlurmNode, columns: number, glyphs: Glyphs) {
	const number = (value: number | undefined): Safe =>
		value === undefined ? glyphs.absent : clean(value.toLocaleString('en'));
	const bytes = (value: number | undefined): Safe => clean(sizeColumn(value, glyphs).trim());
	const {cpuFraction, gpuFraction, memoryFraction} = slurmNodeFacts(node);
	const {memoryTotalBytes: total, memoryFreeBytes: free} = node;
	const used = total === undefined || free === undefined ? undefined : total - free;
	const load = clean(loadColumn(node.load, glyphs).trim());
	const rows = [
		{
			label: safe`cpu`,
			figures: [number(node.cpusTotal), number(node.cpusAllocated)] as const,
			fraction: cpuFraction,
		},
		...((node.gpusTotal ?? 0) === 0
			? []
			: [
					{
						label: safe`gpu`,
						figures: [number(node.gpusTotal), number(node.gpusUsed)] as const,
						fraction: gpuFraction,
					},
				]),
		{
			label: safe`memory`,
			figures: [bytes(total), bytes(used)] as const,
			fraction: memoryFraction,
		},
		{label: safe`load`, figures: [safe``, load] as const, fraction: undefined},
	];
	return rows.map(row => usageRow(row, columns, glyphs));
}

/** What the rack measures there now, where it knows the node. */
function rackPlaces({name}: SlurmNode, {state, profile}: Sight) {
	const host = {
		slurmName: name,
		name: nameInRack(rackIndex(state), name),
		node: rackNode(state, name),
	};
	return [placeOf(host, {state, detail: undefined, glyphs: profile.glyphs})];
}

function factLines(node: SlurmNode, columns: number): readonly ScreenLine[] {
	const facts: ReadonlyArray<readonly [Safe, string | undefined]> = [
		[safe`partitions`, node.partitions.join(', ')],
		[safe`features`, node.features.join(', ')],
		[safe`gres`, node.gres],
		[safe`gres in use`, node.gresUsed],
	];
	return facts.flatMap(([label, text]) =>
		text === undefined || text === ''
			? []
			: labelledLines(label, wrapped(clean(text, {maxCharacters: 2000}), columns)),
	);
}

const valueColumn = 18;

function wrapped(text: Safe, columns: number): ReadonlyArray<readonly Piece[]> {
	return wrapWords(text, Math.min(84, columns - 1 - valueColumn)).map(line => [{text: line}]);
}
