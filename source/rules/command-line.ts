/** The language of the command line: `node pi-main`, `sort cpu`, `set interval 5s`, `filter gpu>90 !role:login`. */
import {parseIntervalMs} from '../domain/duration.ts';
import {
	type ArgumentKind,
	type Command,
	columnNames,
	commandWords,
	metricNames,
	type NonEmpty,
	type SettingName,
	settingNames,
	themeNames,
} from './command-words.ts';
import {meantWord, nearestWord} from './nearest-word.ts';

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

type Read = (argument: string) => Command | CommandProblem;

const parseArgument: Readonly<Record<ArgumentKind, Read>> = {
	node: name => (name === '' ? problem('Which node? tab takes one.') : {kind: 'openNode', name}),
	filter: text => ({kind: 'filter', text}),
	column: choosing('column', columnNames, sort => ({kind: 'sort', sort})),
	metric: choosing('metric', metricNames, metric => ({kind: 'showMetric', metric})),
	theme: choosing('theme', themeNames, theme => ({kind: 'setTheme', theme})),
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

function parseInterval(value: string): Command | CommandProblem {
	const intervalMs = parseIntervalMs(value);
	return value === 'default' || intervalMs !== undefined
		? {kind: 'setInterval', intervalMs}
		: problem('An interval is 500ms to 1h, as 5s, or default.');
}

function problem(text: string): CommandProblem {
	return {kind: 'problem', problem: text};
}
