/** The language of the command line: `node pi-main`, `sort cpu`, `set interval 5s`, `filter gpu>90 !role:login`. */
import {parseIntervalMs} from '../domain/duration.ts';
import type {JobChange} from '../domain/job-change.ts';
import type {JobSort, ModelSort, NodeSort, SlurmNodeSort} from '../domain/screen.ts';
import {
	type ArgumentKind,
	type Command,
	columnNames,
	jobSortNames,
	commandWords,
	metricNames,
	modelSortNames,
	type NonEmpty,
	type SettingName,
	settingNames,
	slurmNodeSortNames,
	themeNames,
} from './command-words.ts';
import {meantWord, nearestWord} from './nearest-word.ts';
import {parseContextTokens} from './model-words.ts';
import {parseTimeLimit} from './time-limit.ts';

/** What was typed is no command: a sentence with what was typed, raw, and what would be right. */
export type CommandProblem = {readonly kind: 'problem'; readonly problem: string};

export function parseCommand(text: string): Command | CommandProblem {
	const [name, argument] = firstWord(text);
	const word = commandWords.find(one => one.name === name || one.alias === name);
	if (word === undefined) {
		return notA('command', name, nearestCommand(name));
	}

	if (typeof word.does === 'string') {
		return parseArgument[word.does](argument);
	}

	return argument === '' ? word.does : problem(`${word.name} takes nothing more: ${argument}`);
}

/** `Not a column: heat. Try health` */
export function notA(what: string, typed: string, right: string): CommandProblem {
	return problem(`Not a ${what}: ${typed}. Try ${right}`);
}

function nearestCommand(name: string): string {
	const names = commandWords.map(one => one.name);
	return nearestWord(name.toLowerCase(), names) ?? 'help';
}

/** The first word, and the rest as it is typed. */
function firstWord(text: string): readonly [string, string] {
	const [, word = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(text.trim()) ?? [];
	return [word, rest];
}

/** Of nodes, of jobs, of nodes of a cluster, and of models. */
const allColumns: NonEmpty<NodeSort | JobSort | SlurmNodeSort | ModelSort> = [
	...columnNames,
	...new Set(
		[...jobSortNames, ...slurmNodeSortNames, ...modelSortNames].filter(name => !isNodeColumn(name)),
	),
];

function isNodeColumn(name: string): boolean {
	return columnNames.some(known => known === name);
}

type Read = (argument: string) => Command | CommandProblem;

const parseArgument: Readonly<Record<ArgumentKind, Read>> = {
	node: name => (name === '' ? problem('Which node? tab takes one.') : {kind: 'openNode', name}),
	job: id => (id === '' ? problem('Which job? tab takes one.') : {kind: 'openJob', id}),
	cluster: name =>
		name === '' ? problem('Which cluster? tab takes one.') : {kind: 'showCluster', name},
	filter: text => ({kind: 'filter', text}),
	column: choosing('column', allColumns, sort => ({kind: 'sort', sort})),
	metric: choosing('metric', metricNames, metric => ({kind: 'showMetric', metric})),
	theme: choosing('theme', themeNames, theme => ({kind: 'setTheme', theme})),
	timeLimit: parseLimit,
	nice: parseNice,
	jobName: name => changing(name, {kind: 'setName', name}, 'Which name?'),
	jobComment: comment => changing(comment, {kind: 'setComment', comment}, 'Which comment?'),
	script: path => ({kind: 'submit', path}),
	chat: words => ({kind: 'chat', words}),
	chatModel: model =>
		model === '' ? problem('Which model? tab takes one.') : {kind: 'chatModel', model},
	pullModel: model => ({kind: 'pullModel', model}),
	createModel(text) {
		const [model, file] = firstWord(text);
		return {kind: 'createModel', model, file: file === '' ? undefined : file};
	},
	context(text) {
		const contextTokens = parseContextTokens(text);
		return contextTokens === undefined
			? problem('Which context? Try 8192, 32k or 1M')
			: {kind: 'fitContext', contextTokens};
	},
	sync: text =>
		text === '' || text === 'prune'
			? {kind: 'syncModels', isPruning: text === 'prune'}
			: problem('sync takes nothing more but prune, which removes what is too much.'),
	setting(text) {
		const [name, value] = firstWord(text);
		const setting = meantWord(name, settingNames);
		return setting === undefined
			? choiceProblem('setting', name, settingNames)
			: parseSetting(setting, value);
	},
};

function choosing<Name extends string>(
	what: string,
	names: NonEmpty<Name>,
	command: (name: Name) => Command,
): Read {
	return typed => {
		const name = meantWord(typed, names);
		return name === undefined ? choiceProblem(what, typed, names) : command(name);
	};
}

function choiceProblem(what: string, typed: string, names: NonEmpty<string>): CommandProblem {
	if (typed === '') {
		return problem(`Which ${what}? Try ${names[0]}`);
	}

	const nearest = nearestWord(typed, names);
	return nearest === undefined ? problem(`Try ${names.join(', ')}`) : notA(what, typed, nearest);
}

function parseSetting(setting: SettingName, value: string): Command | CommandProblem {
	if (setting === 'interval') {
		return parseInterval(value);
	}

	if (value !== 'on' && value !== 'off') {
		return problem(`${setting} is on or off.`);
	}

	const isOn = value === 'on';
	return setting === 'mouse' ? {kind: 'setMouse', isOn} : {kind: 'setBell', isOn};
}

function parseLimit(text: string): Command | CommandProblem {
	if (text === '') {
		return problem('Which time limit? Try 90, 1:30:00, 2-0 or +30m');
	}

	const parsed = parseTimeLimit(text);
	if (parsed.kind === 'problem') {
		return parsed;
	}

	const kind = parsed.kind === 'set' ? 'setTimeLimit' : 'addTime';
	return {kind: 'changeJobs', change: {kind, seconds: parsed.seconds}};
}

/** Slurm takes so much; only operators may go below zero, and the cluster says so itself. */
const mostNice = 2_147_483_645;

function parseNice(text: string): Command | CommandProblem {
	const nice = /^[+-]?\d{1,10}$/.test(text) ? Number(text) : undefined;
	return nice === undefined || Math.abs(nice) > mostNice
		? problem('A nice value is a number, as 100: the higher, the later it starts.')
		: {kind: 'changeJobs', change: {kind: 'setNice', nice}};
}

function changing(text: string, change: JobChange, asked: string): Command | CommandProblem {
	return text === '' ? problem(asked) : {kind: 'changeJobs', change};
}

function parseInterval(value: string): Command | CommandProblem {
	const intervalMs = parseIntervalMs(value);
	return value === 'default' || intervalMs !== undefined
		? {kind: 'setInterval', intervalMs}
		: problem('An interval is 500ms to 1h, as 5s, or default.');
}

function problem(text: string): CommandProblem {
	return {kind: 'problem', problem: text};
}
