import {assertNever} from '../domain/assert-never.ts';
import {
	type ArgumentKind,
	type CommandWord,
	columnNames,
	commandWords,
	isAboutJobs,
	jobSortNames,
	metricNames,
	modelSortNames,
	type SettingName,
	settingNames,
	settingValues,
	slurmNodeSortNames,
	themeNames,
} from '../rules/command-words.ts';
import {matchingWords} from '../rules/matching-words.ts';
import type {JobRow} from './job-row.ts';
import {allRows} from './job-rows.ts';
import {chatModels} from './chat-world-names.ts';
import {remember} from './remember.ts';
import {nodesByName} from './selectors.ts';
import {type ShownList, shownList} from './shown-list.ts';
import type {NodeState, State} from './state.ts';

/** A word that could stand where the caret is. */
export type Completion = {
	readonly text: string;
	/** Whether another word belongs after it. */
	readonly hasMore: boolean;
	/** What is told beside it. */
	readonly beside: string | NodeState | undefined;
};

export type Completions = {
	/** Where in the text, in UTF-16 units, the word begins that is completed. */
	readonly start: number;
	readonly words: readonly Completion[];
	/** The one that is proposed. */
	readonly choice: number;
};

/** What could be meant by the last word of the command line; where it can only be what it is, nothing. */
export function completions(state: State): Completions {
	const {clusters, nodes, positions, screen} = state;
	const line = screen?.line;
	if (line?.purpose !== 'command') {
		return none;
	}

	const isAboutJob = /^\s*job\s/.test(line.text);
	const known = namesOf(
		nodesByName(nodes, positions),
		{clusters, list: shownList(screen)},
		isAboutJob ? allRows(state) : noRows,
	);
	const {start, words} = completionsOf(line.text, known);
	return {start, words, choice: Math.min(line.choice ?? 0, Math.max(0, words.length - 1))};
}

const none: Completions = {start: 0, words: [], choice: 0};

/** The text with the proposed word, ready for the next; undefined: there is none. */
export function withCompletion(text: string, {start, words, choice}: Completions) {
	const word = words[choice];
	return word === undefined
		? undefined
		: `${text.slice(0, start)}${word.text}${word.hasMore ? ' ' : ''}`;
}

/** What can be named. */
type Names = {
	readonly nodes: readonly NodeState[];
	readonly jobs: readonly Completion[];
	readonly clusters: readonly string[];
	/** Its columns are meant. */
	readonly list: ShownList;
};

const noRows: readonly JobRow[] = [];
/** Own ones are the first. */
const mostJobs = 1000;

function namesOf(
	nodes: readonly NodeState[],
	{clusters, list}: Pick<State, 'clusters'> & Pick<Names, 'list'>,
	rows: readonly JobRow[],
): Names {
	return known(nodes, clustersIn(clusters), jobsIn(rows), list);
}

const known = remember(
	(...[nodes, clusters, jobs, list]: NameInputs): Names => ({nodes, clusters, jobs, list}),
);

type NameInputs = readonly [Names['nodes'], Names['clusters'], Names['jobs'], ShownList];

const clustersIn = remember((clusters: State['clusters']): readonly string[] =>
	clusters.map(({config}) => config.name),
);

const jobsIn = remember((rows: readonly JobRow[]): readonly Completion[] =>
	rows
		.slice(0, mostJobs)
		.flatMap(row =>
			row.kind === 'blank' ? [] : [{text: row.ref.id, hasMore: false, beside: row.job.name}],
		),
);

const completionsOf = remember((text: string, names: Names) => {
	const start = text.search(/\S*$/);
	const typed = text.slice(start).toLowerCase();
	const before = text
		.slice(0, start)
		.split(/\s+/)
		.filter(word => word !== '');
	return {start, words: matchingWords(typed, wordsAfter(before, names))};
});

function wordsAfter(before: readonly string[], names: Names): readonly Completion[] {
	const [name, setting, ...more] = before;
	if (name === undefined) {
		return names.list === 'jobs' || names.list === 'slurmNodes' ? wordsInJobs : wordsInNodes;
	}

	const does = commandWords.find(word => word.name === name)?.does;
	if (typeof does !== 'string' || more.length > 0) {
		return [];
	}

	if (setting === undefined) {
		return argumentWords(does, names);
	}

	return does === 'setting' && isSetting(setting)
		? settingValues[setting].map(text => plain(text))
		: [];
}

const wordsInNodes = commandWords.map(word => asCompletion(word, word.words));

/** Those of jobs first: what is typed there is mostly about them. */
const wordsInJobs = [
	...commandWords.filter(isAboutJobs),
	...commandWords.filter(word => !isAboutJobs(word)),
].map(word => asCompletion(word, word.wordsOfJobs ?? word.words));

function asCompletion({name, does}: CommandWord, beside: string): Completion {
	return {text: name, hasMore: typeof does === 'string', beside};
}

function argumentWords(
	kind: ArgumentKind,
	{nodes, jobs, clusters, list}: Names,
): readonly Completion[] {
	switch (kind) {
		case 'job':
			return jobs;
		case 'cluster':
			return clusters.map(text => plain(text));
		case 'node':
			return nodes.map(node => ({text: node.config.name, hasMore: false, beside: node}));
		case 'column':
			return columnsOf[list].map(text => plain(text));
		case 'metric':
			return metricNames.map(text => plain(text));
		case 'theme':
			return themeNames.map(text => plain(text));
		case 'setting':
			return settingNames.map(text => ({...plain(text), hasMore: true}));
		case 'chat':
			return [plain('new')];
		case 'sync':
			return [plain('prune')];
		case 'chatModel':
			return chatModels({nodes}).map(({name}) => plain(name));
		case 'filter':
		case 'pullModel':
		case 'createModel':
		case 'context':
		case 'timeLimit':
		case 'nice':
		case 'jobName':
		case 'jobComment':
		case 'script':
			return [];
		default:
			return assertNever(kind);
	}
}

const columnsOf: Readonly<Record<ShownList, readonly string[]>> = {
	nodes: columnNames,
	events: columnNames,
	jobs: jobSortNames,
	slurmNodes: slurmNodeSortNames,
	models: modelSortNames,
};

function plain(text: string): Completion {
	return {text, hasMore: false, beside: undefined};
}

function isSetting(text: string): text is SettingName {
	return settingNames.some(name => name === text);
}
