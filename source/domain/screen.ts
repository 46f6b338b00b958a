import type {NodeName, RemotePath, SlurmName} from './ids.ts';
import type {Job, JobRef} from './job.ts';
import type {JobDetail} from './job-detail.ts';
import type {SlurmRowRef} from './partition.ts';

/** The tabs that work, in the order of their fixed numbers: `1 Nodes`, `2 Jobs`, `3 Chat`, `4 Models`, `6 Events`. */
export type TabName = 'nodes' | 'jobs' | 'chat' | 'models' | 'events';

/** Cells of the terminal. */
export type ScreenSize = {readonly columns: number; readonly rows: number};

/** Below this a sentence says how much is missing (SCREENS 4). */
export const leastSize: ScreenSize = {columns: 80, rows: 24};

/** Only the sentence that says what is missing is shown then. */
export function isTooSmall({columns, rows}: ScreenSize): boolean {
	return columns < leastSize.columns || rows < leastSize.rows;
}

/** Header, tabs and line of speech: what is over and under the body. */
export const frameRows = 3;

/**
 * A key as it is named in the keymap and in help: a printable character is itself (`j`, `G`, `/`, `+`), the others are
 * `up down left right enter esc tab shift-tab space backspace delete pageup pagedown home end`, and with Ctrl or Alt
 * `ctrl-l`, `alt-1`, `alt-enter`, `ctrl-left`.
 */
export type Key = string;

/** By which column the table of nodes is sorted; `health`: worst first, then name. */
export type NodeSort = 'health' | 'name' | 'cpu' | 'memory' | 'gpu' | 'temperature' | 'disk';

/** By which the grid of nodes draws its heights. */
export type GridMetric = 'cpu' | 'memory' | 'gpu' | 'temperature';

/** What stands under the table, or in its place when it is open. */
export type NodePane = 'facts' | 'why' | 'processes';

/** Where a log of a node comes from; `path` is one of the configured ones. */
export type LogSource =
	| {readonly kind: 'journal'}
	| {readonly kind: 'ollama'}
	| {readonly kind: 'file'; readonly path: RemotePath}
	/** What a job writes, read on the login node of its cluster, which is asked where that is. */
	| {
			readonly kind: 'job';
			readonly cluster: SlurmName;
			readonly job: JobRef;
			/** Raw. */
			readonly name: string;
			readonly stream: JobStream;
			/** Of a task: as the queue told of it when its log was chosen. */
			readonly listed?: Pick<Job, 'state' | 'reason' | 'elapsedSeconds'> | undefined;
			/** What was told of it before, for when its cluster has forgotten it. */
			readonly told?: JobDetail | undefined;
	  };

export type JobStream = 'stdout' | 'stderr';

/** By which column the table of jobs is sorted; `mine`: own ones first, those that run, then by submission. */
export type JobSort = 'mine' | 'id' | 'name' | 'user' | 'state' | 'time' | 'priority' | 'submitted';

/** A column of the table of jobs that can be chosen (SCREENS 4). */
export type JobColumn =
	| 'user'
	| 'partition'
	| 'limit'
	| 'cpus'
	| 'gpus'
	| 'account'
	| 'qos'
	| 'priority'
	| 'submitted'
	| 'memory'
	| 'nodes';

/** By which column the nodes of a cluster are sorted; `health`: worst first, then name. */
export type SlurmNodeSort = 'health' | 'name' | 'cpu' | 'gpu' | 'memory' | 'load';

/** What stands under the table of jobs, or in its place when it is open. */
export type JobPane = 'facts' | 'why' | 'script';

/** By which column the models are sorted; `have`: those that most nodes have first, `loaded`: those that are in memory. */
export type ModelSort = 'name' | 'size' | 'have' | 'loaded';

/** What stands under the table of models, or in its place when it is open. */
export type ModelPane = 'facts' | 'transfers';

/** What a click of the mouse fell on. */
export type ClickTarget =
	| {readonly kind: 'tab'; readonly tab: TabName}
	| {readonly kind: 'node'; readonly node: NodeName}
	| {readonly kind: 'head'; readonly sort: NodeSort}
	| {readonly kind: 'entry'; readonly id: number}
	/** A conversation of the list, by its id. */
	| {readonly kind: 'chat'; readonly id: string}
	| {readonly kind: 'job'; readonly job: JobRef}
	| {readonly kind: 'jobHead'; readonly sort: JobSort}
	| {readonly kind: 'slurmNode'; readonly row: SlurmRowRef}
	| {readonly kind: 'slurmNodeHead'; readonly sort: SlurmNodeSort}
	/** A model, by its name; `node` where it was the cell of one. */
	| {readonly kind: 'model'; readonly model: string; readonly node: NodeName | undefined}
	| {readonly kind: 'modelHead'; readonly sort: ModelSort};

/** Of a list: a second click soon after opens it. */
export type ClickedRow = Extract<ClickTarget, {kind: 'node' | 'entry'}>;

/** What the wheel of the mouse turns over: the detail of a node, or whatever else fills the body. */
export type WheelTarget = 'list' | 'detail';

/** Rows that the table of nodes has at most beside its detail (SCREENS 4): a page of the cursor. */
export function mostNodeRows({rows}: ScreenSize): number {
	if (rows < 30) {
		return 8;
	}

	return rows < 40 ? 9 : rows < 50 ? 12 : 16;
}

/** Rows that the table of jobs has at most beside its detail: its line of figures, and the blank under it, take theirs. */
export function mostJobRows({rows}: Pick<ScreenSize, 'rows'>): number {
	return mostNodeRows({rows, columns: 0}) - (rows < 30 ? 1 : 2);
}

/**
 * Rows that the list of partitions and nodes has at most beside its detail: it is what the place is for, so the detail
 * keeps what it needs to tell what a node has and what of that is in use.
 */
export function mostSlurmNodeRows({rows}: Pick<ScreenSize, 'rows'>): number {
	const [gapRows, detailRows] = rows < 30 ? [0, 7] : rows < 40 ? [3, 9] : [3, 12];
	return rows - frameRows - listFrameRows - gapRows - detailRows;
}

/** Rows that the table of models has at most beside its detail. */
export function mostModelRows({rows}: Pick<ScreenSize, 'rows'>): number {
	return mostNodeRows({rows, columns: 0}) - (rows < 30 ? 2 : 0);
}

/** Where the cells of nodes begin in the table of models, and how wide each is with what is between. */
export const modelCells = {column: 49, width: 12};
const fewestMatrixColumns = 100;

/** Nodes that have room in the table of models; 0: it is a list (SCREENS 4). */
export function shownModelNodes({columns}: Pick<ScreenSize, 'columns'>): number {
	return columns < fewestMatrixColumns
		? 0
		: Math.floor((columns + 1 - modelCells.column) / modelCells.width);
}

/** So many nodes fewer leave room for what else is known of a model: its parameters and its context. */
export const roomOfModelColumns = 2;

export function hasModelColumns(size: Pick<ScreenSize, 'columns'>, nodeCount: number): boolean {
	const most = shownModelNodes(size);
	return most > 0 && nodeCount <= most - roomOfModelColumns;
}

/** The line of figures, the heads, and the blank line over the line of speech. */
const listFrameRows = 3;

/** Rows of the list of events: the body without its edge and its heads, and the blank lines of a tall screen (SCREENS 4). */
export function eventRows({rows}: Pick<ScreenSize, 'rows'>): number {
	return rows - frameRows - 2 - eventGap({rows});
}

/** Blank lines under the tabs. */
export function eventGap({rows}: Pick<ScreenSize, 'rows'>): number {
	return rows < 30 ? 0 : 1;
}

/** Rows of keys that help has at once: the body without its edge, its title, the line under that and the heads. */
export function mostHelpRows({rows}: ScreenSize): number {
	return rows - frameRows - 4;
}

/** What a log shows beside its lines. */
export type LogAdditions = {
	/** Something is looked for, and the line under the log counts where it is. */
	readonly isSearched: boolean;
	/** Nothing more comes, and a line says why. */
	readonly hasEnded: boolean;
};

/** Rows of lines that a log has at once: the body without its edge, the blank ones around and what is said under it. */
export function mostLogRows({rows}: ScreenSize, {isSearched, hasEnded}: LogAdditions): number {
	const blankRows = rows < 30 ? 0 : 2;
	return rows - frameRows - 1 - blankRows - Number(isSearched) - Number(hasEnded);
}

/** Where lines of a log begin, and where where each is told when it came. */
export const logColumns = {text: 5, textAfterTime: 11};

/** Cells of a line of a log. */
export function logTextColumns({columns}: ScreenSize, hasTimes: boolean): number {
	return columns - 1 - (hasTimes ? logColumns.textAfterTime : logColumns.text);
}
