import {failedLines, noClusterLines, staleLines} from '../components/jobs-note-lines.ts';
import {
	partitionsHead,
	type SlurmColumns,
	slurmColumns,
	slurmNodesHead,
} from '../components/slurm-node-columns.ts';
import {headWithRowsOut} from '../components/rows-out.ts';
import {partitionRowLine, slurmNodeRowLine} from '../components/slurm-node-row.ts';
import {textLine} from '../components/detail-head.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {SlurmNode, SlurmPartition} from '../domain/partition.ts';
import type {ClusterState} from '../store/clusters-state.ts';
import {ageOfSlurmNodes, type JobsTold, slurmNodesTold} from '../store/jobs-told.ts';
import {rowsOut, type VisibleRows} from '../store/rows-out.ts';
import {shownCluster} from '../store/shown-cluster.ts';
import {slurmNodeFacts} from '../store/slurm-node-facts.ts';
import {jobsOnNode} from '../store/slurm-node-jobs.ts';
import {
	type SlurmEntry,
	type SlurmRow,
	shownSlurmRows,
	slurmRowUnder,
} from '../store/slurm-node-rows.ts';
import type {State} from '../store/state.ts';
import {durationText} from '../theme/duration-text.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {
	partitionHealth,
	slurmReasonParts,
	slurmStatesText,
	toldNoMore,
} from '../theme/slurm-node-text.ts';
import {cutEnd} from '../theme/width.ts';
import {connectingLine, type JobsPicture, silent} from './jobs-table.ts';
import {slurmSummaryLine} from './slurm-summary.ts';

/** Where everything of a row stands. */
export function placesOfSlurmNodes({clusters, ...state}: State, columns: number): SlurmColumns {
	const cluster = shownCluster({clusters, ...state});
	const partitions = (cluster && loadedValue(cluster.nodes)?.partitions) ?? [];
	return slurmColumns(
		columns,
		partitions.some(({gpus}) => (gpus?.total ?? 0) > 0),
	);
}

/** The line of figures, or what is said of a cluster that is silent. */
export function slurmTopLines({state, screen, profile}: JobsPicture): readonly ScreenLine[] {
	const {columns} = screen.size;
	const {glyphs} = profile;
	const cluster = shownCluster(state);
	const told = slurmNodesTold(state);
	if (cluster === undefined || told.kind !== 'told') {
		return [];
	}

	if (told.trouble === undefined) {
		return [slurmSummaryLine(cluster, columns, glyphs)];
	}

	const {atMs, wallMs} = state.clock;
	const ageMs = Math.max(0, atMs - told.atMs);
	const what = silent(cluster, {trouble: told.trouble, what: 'list of nodes'}, state);
	return staleLines(what, {ageMs, wallMs: wallMs - ageMs}, {columns, glyphs});
}

/** The heads, which tell how many rows have no room, and those that have. */
export function slurmListLines(picture: JobsPicture, visible: VisibleRows): readonly ScreenLine[] {
	const {columns} = picture.screen.size;
	const {glyphs} = picture.profile;
	const out = rowsOut(shownSlurmRows(picture.state), visible);
	return slurmTableLines(picture, visible).map((line, index) =>
		index === 0 ? headWithRowsOut(line, out, {columns, glyphs}) : line,
	);
}

/** The head and the rows that are on screen, or why there are none. */
export function slurmTableLines(
	picture: JobsPicture,
	{top, rows}: VisibleRows,
): readonly ScreenLine[] {
	const {state, screen} = picture;
	const columns = placesOfSlurmNodes(state, screen.size.columns);
	const all = shownSlurmRows(state);
	if (all.length === 0) {
		return [partitionsHead(columns), emptyLine(picture)];
	}

	const shown = all.slice(top, top + rows);
	const under = slurmRowUnder(state);
	const cluster = shownCluster(state);
	const {sort} = screen.jobs.nodes;
	const headOf = (row: SlurmRow | undefined): ScreenLine =>
		row?.kind === 'partition'
			? partitionsHead(columns)
			: row?.kind === 'node'
				? slurmNodesHead(columns, sort)
				: {pieces: []};
	return [
		headOf(shown[0]),
		...shown.map(row =>
			row.kind === 'blank'
				? {pieces: []}
				: row.kind === 'heads'
					? slurmNodesHead(columns, sort)
					: rowLine(row, {picture, columns, cluster, isUnderCursor: row === under}),
		),
	];
}

type RowWorld = {
	readonly picture: JobsPicture;
	readonly columns: SlurmColumns;
	readonly cluster: ClusterState | undefined;
	readonly isUnderCursor: boolean;
};

function rowLine(row: SlurmEntry, world: RowWorld): ScreenLine {
	const {picture, columns, cluster, isUnderCursor} = world;
	const {state, profile} = picture;
	const look = {isUnderCursor, isMarked: false, isOld: ageOfSlurmNodes(state)?.isOld === true};
	if (row.kind === 'partition') {
		return partitionRowLine({...partitionFacts(row.partition), ...look}, columns, profile);
	}

	const isMarked = picture.screen.jobs.nodes.marks.includes(row.node.name);
	return row.isGone
		? slurmNodeRowLine({...goneFacts(row.node), ...look, isOld: true}, columns, profile)
		: slurmNodeRowLine(
				{...nodeFacts(row.node, cluster, state.clock.wallMs), ...look, isMarked},
				columns,
				profile,
			);
}

function partitionFacts(partition: SlurmPartition) {
	const {name, state, cpus, gpus, nodes, timeLimitSeconds: limit, isDefault} = partition;
	return {
		...{name, cpus, gpus, nodes, limit},
		health: partitionHealth(partition),
		state: clean(state.toLowerCase(), {maxCharacters: 40}),
		about: [
			...(isDefault ? [safe`default`] : []),
			...(nodes.other === 0 ? [] : [safe`${nodes.other} closed`]),
		],
	};
}

/** Nothing that was known of it is so any more. */
function goneFacts({name}: SlurmNode) {
	const unknown = {cpus: undefined, gpus: undefined, memoryFraction: undefined, load: undefined};
	const about: readonly Safe[] = [toldNoMore];
	return {...unknown, name, health: 'unknown' as const, state: safe`gone`, isClosed: true, about};
}

function nodeFacts(node: SlurmNode, cluster: ClusterState | undefined, nowWallMs: number) {
	const {health, cpus, gpus, memoryFraction} = slurmNodeFacts(node);
	const why = health === 'ok' ? [] : slurmReasonParts(node, nowWallMs);
	const jobs = cluster === undefined ? [] : jobParts(cluster, node);
	const isClosed = why.length > 0 && jobs.length === 0 && (node.cpusAllocated ?? 0) === 0;
	return {
		...{name: node.name, health, state: slurmStatesText(node), load: node.load},
		...{cpus, gpus, memoryFraction},
		...{isClosed, about: [...why, ...jobs]},
	};
}

/** `4711 train-llm`, `alice`; of several how many first. */
function jobParts(cluster: ClusterState, {name}: SlurmNode): readonly Safe[] {
	const there = jobsOnNode(cluster, name);
	const [first] = there;
	if (first === undefined) {
		return [];
	}

	const {job} = first;
	const named = safe`${clean(job.id, {maxCharacters: 40})} ${clean(job.name, {maxCharacters: 100})}`;
	return there.length === 1
		? [named, clean(job.user, {maxCharacters: 40})]
		: [safe`${there.length} jobs`, named];
}

/** Why there is no row. */
function emptyLine({state, screen, profile}: JobsPicture): ScreenLine {
	const {filter} = screen.jobs.nodes;
	if (filter === '') {
		const name = shownCluster(state)?.config.name ?? '';
		return textLine(safe`${clean(name, {maxCharacters: 60})} has no partition and no node.`);
	}

	const typed = clean(filter, {maxCharacters: 40});
	const text = safe`Nothing matches "${typed}". esc clears the filter.`;
	return textLine(cutEnd(text, screen.size.columns - 6, profile.glyphs));
}

/** In place of all, where nothing was ever told. */
export function unknownSlurmLines(
	{state, screen, profile}: JobsPicture,
	told: Exclude<JobsTold, {kind: 'told'}>,
): readonly ScreenLine[] {
	const cluster = shownCluster(state);
	if (cluster === undefined || told.kind === 'noCluster') {
		return noClusterLines;
	}

	if (told.kind === 'failed') {
		const {columns} = screen.size;
		const what = silent(cluster, {trouble: told, what: 'list of nodes'}, state);
		return failedLines(what, {columns, glyphs: profile.glyphs});
	}

	if (told.sinceMs === undefined) {
		return [connectingLine(cluster)];
	}

	const waitMs = Math.max(0, state.clock.atMs - told.sinceMs);
	return [textLine(safe`asking slurmctld, ${clean(durationText(waitMs))}`)];
}
