/** What can be typed after `:`, as data: command-line.ts reads a line by it, and completion lists it. */
import type {ThemeName} from '../domain/config.ts';
import type {JobChange} from '../domain/job-change.ts';
import type {GridMetric, JobSort, ModelSort, NodeSort, SlurmNodeSort} from '../domain/screen.ts';
import type {ActionName} from './keys/binding.ts';

/** What a line asks for. */
export type Command =
	/** What a key does: where one is, or, `onNode`, to the node under the cursor; in the tab of jobs what its key does there. */
	| {readonly kind: 'press'; readonly action: ActionName}
	| {readonly kind: 'onNode'; readonly action: ActionName}
	/** The same in the tab of jobs, to those that are marked or under the cursor. */
	| {readonly kind: 'onJob'; readonly action: ActionName}
	/** By its id, as typed. */
	| {readonly kind: 'openJob'; readonly id: string}
	| {readonly kind: 'showCluster'; readonly name: string}
	| {readonly kind: 'showAllJobs'; readonly hasAll: boolean}
	| {readonly kind: 'showView'; readonly view: 'table' | 'grid'}
	/** As typed. */
	| {readonly kind: 'openNode'; readonly name: string}
	| {readonly kind: 'addNodes'}
	/** Of the list that is shown, or of the one that has such a column. */
	| {readonly kind: 'sort'; readonly sort: NodeSort | JobSort | SlurmNodeSort | ModelSort}
	/** As typed; empty shows all. */
	| {readonly kind: 'filter'; readonly text: string}
	| {readonly kind: 'showMetric'; readonly metric: GridMetric}
	| {readonly kind: 'setTheme'; readonly theme: ThemeName}
	/** Undefined: as each node is configured. */
	| {readonly kind: 'setInterval'; readonly intervalMs: number | undefined}
	| {readonly kind: 'setMouse'; readonly isOn: boolean}
	| {readonly kind: 'setBell'; readonly isOn: boolean}
	/** To the jobs that are marked, or the one under the cursor. */
	| {readonly kind: 'changeJobs'; readonly change: JobChange}
	/** The chat tab; `new`, or words of a title. */
	| {readonly kind: 'chat'; readonly words: string}
	/** Of the conversation that is shown: `qwen3:4b`, `qwen3:4b@gpu-02`. */
	| {readonly kind: 'chatModel'; readonly model: string}
	/** The tab of models asks for nodes; empty: for the name too. */
	| {readonly kind: 'pullModel'; readonly model: string}
	/** By a Modelfile: of this path here, or one that is written now. Empty: it is asked for a name. */
	| {readonly kind: 'createModel'; readonly model: string; readonly file: string | undefined}
	/** Whether models fit is told for it. */
	| {readonly kind: 'fitContext'; readonly contextTokens: number}
	| {readonly kind: 'showTransfers'}
	/** `isPruning`: copies that are too many go. */
	| {readonly kind: 'syncModels'; readonly isPruning: boolean}
	/** On the login node, as typed; empty: one is chosen. */
	| {readonly kind: 'submit'; readonly path: string};

export type ArgumentKind =
	| 'job'
	| 'cluster'
	| 'node'
	| 'column'
	| 'metric'
	| 'theme'
	| 'filter'
	| 'setting'
	| 'timeLimit'
	| 'nice'
	| 'jobName'
	| 'jobComment'
	| 'script'
	| 'chat'
	| 'chatModel'
	| 'pullModel'
	| 'createModel'
	| 'context'
	| 'sync';

export type CommandWord = {
	readonly name: string;
	readonly alias?: string;
	/** What completion says beside it. */
	readonly words: string;
	/** Where a word is of jobs too: what is said beside it in their tab, where it acts on them. */
	readonly wordsOfJobs?: string;
	/** What it does, or what it needs after it. */
	readonly does: Command | ArgumentKind;
};

/** In the order of completion. */
export const commandWords: readonly CommandWord[] = [
	{name: 'node', words: 'open a node', does: 'node'},
	{name: 'why', words: 'why this state', wordsOfJobs: 'why it waits', does: onNode('why')},
	{
		name: 'log',
		words: 'a log of the node',
		wordsOfJobs: 'what the job writes',
		does: onNode('log'),
	},
	{name: 'processes', words: 'top processes', does: onNode('processes')},
	{name: 'shell', words: 'shell on the node', does: onNode('shell')},
	{name: 'copy', words: 'copy ssh command, JSON', wordsOfJobs: 'copy the id', does: onNode('copy')},
	{
		name: 'retry',
		words: 'try the connection now',
		wordsOfJobs: 'ask the cluster now',
		does: onNode('retry'),
	},
	{name: 'accept-key', words: 'show its host key and accept it', does: onNode('acceptKey')},
	{name: 'add', words: 'add nodes from the ssh configuration', does: {kind: 'addNodes'}},
	{name: 'filter', words: 'show what matches', does: 'filter'},
	{name: 'sort', words: 'sort by a column', does: 'column'},
	{name: 'metric', words: 'what the grid shows', does: 'metric'},
	{name: 'freeze', words: 'keep the order, or let it go', does: onNode('freeze')},
	{name: 'table', words: 'nodes in a table', does: {kind: 'showView', view: 'table'}},
	{name: 'grid', words: 'nodes in a grid', does: {kind: 'showView', view: 'grid'}},
	{name: 'jobs', words: 'the tab of jobs', does: {kind: 'press', action: 'showJobs'}},
	{name: 'job', words: 'open a job', does: 'job'},
	{name: 'all', words: "everybody's jobs", does: {kind: 'showAllJobs', hasAll: true}},
	{name: 'mine', words: 'own jobs alone', does: {kind: 'showAllJobs', hasAll: false}},
	{name: 'unfold', words: 'the tasks of an array', does: onJob('unfold')},
	{name: 'columns', words: 'choose columns of jobs', does: onJob('chooseColumns')},
	{name: 'cluster', words: 'another cluster', does: 'cluster'},
	{name: 'cancel', words: 'cancel the job', does: changing('cancel')},
	{name: 'hold', words: 'hold the job', does: changing('hold')},
	{name: 'release', words: 'release the job', does: changing('release')},
	{name: 'requeue', words: 'requeue the job', does: onJob('requeueJob')},
	{name: 'time', words: 'time limit of the job', does: 'timeLimit'},
	{name: 'nice', words: 'nice value of the job', does: 'nice'},
	{name: 'rename', words: 'rename the job', does: 'jobName'},
	{name: 'comment', words: 'comment of the job', does: 'jobComment'},
	{name: 'submit', words: 'submit a script', does: 'script'},
	{name: 'nodes', words: 'the tab of nodes', does: {kind: 'press', action: 'showNodes'}},
	{name: 'chat', words: 'the tab of chats, or one of them', does: 'chat'},
	{name: 'model', words: 'the model that answers in the chat', does: 'chatModel'},
	{name: 'models', words: 'the tab of models', does: {kind: 'press', action: 'showModels'}},
	{name: 'pull', words: 'pull a model onto nodes', does: 'pullModel'},
	{name: 'create', words: 'make a model by a Modelfile', does: 'createModel'},
	{name: 'sync', words: 'models as the configuration wants them', does: 'sync'},
	{name: 'fit', words: 'with which context models should fit', does: 'context'},
	{name: 'transfers', words: 'what is being done with models', does: {kind: 'showTransfers'}},
	{name: 'events', words: 'the tab of events', does: {kind: 'press', action: 'showEvents'}},
	{name: 'pause', words: 'pause, go on', does: {kind: 'press', action: 'pause'}},
	{name: 'set', words: 'interval, mouse or bell', does: 'setting'},
	{name: 'theme', words: 'other colours', does: 'theme'},
	{name: 'help', words: 'all keys', does: {kind: 'press', action: 'help'}},
	{name: 'quit', alias: 'q', words: 'leave', does: {kind: 'press', action: 'quit'}},
];

const argumentsOfJobs: ReadonlySet<CommandWord['does']> = new Set([
	...(['job', 'cluster', 'timeLimit', 'nice', 'jobName', 'jobComment', 'script'] as const),
]);

/** Whether a word is about jobs: in their tab these are completed first. */
export function isAboutJobs({wordsOfJobs, does}: CommandWord): boolean {
	if (typeof does === 'string') {
		return argumentsOfJobs.has(does);
	}

	return wordsOfJobs !== undefined || ['onJob', 'changeJobs', 'showAllJobs'].includes(does.kind);
}

function changing(kind: 'cancel' | 'hold' | 'release'): Command {
	return {kind: 'changeJobs', change: {kind}};
}

function onNode(action: ActionName): Command {
	return {kind: 'onNode', action};
}

export const columnNames: NonEmpty<NodeSort> = [
	...(['cpu', 'memory', 'gpu', 'temperature', 'disk', 'name', 'health'] as const),
];

function onJob(action: ActionName): Command {
	return {kind: 'onJob', action};
}

export const jobSortNames: NonEmpty<JobSort> = [
	...(['mine', 'id', 'name', 'user', 'state', 'time', 'priority', 'submitted'] as const),
];

export const slurmNodeSortNames: NonEmpty<SlurmNodeSort> = [
	...(['health', 'name', 'cpu', 'gpu', 'memory', 'load'] as const),
];

export const modelSortNames: NonEmpty<ModelSort> = ['name', 'size', 'have', 'loaded'];

export const metricNames: NonEmpty<GridMetric> = ['cpu', 'memory', 'gpu', 'temperature'];

export const themeNames: NonEmpty<ThemeName> = [
	...(['dark', 'light', 'colour-blind', 'high-contrast', 'mono', 'auto'] as const),
];

export type NonEmpty<Name> = readonly [Name, ...Name[]];

export const settingNames = ['interval', 'mouse', 'bell'] as const;
export type SettingName = (typeof settingNames)[number];

/** Those that completion proposes. */
export const settingValues: Readonly<Record<SettingName, readonly string[]>> = {
	interval: ['500ms', '1s', '2s', '5s', '10s', '30s', '1m', 'default'],
	mouse: ['on', 'off'],
	bell: ['on', 'off'],
};
