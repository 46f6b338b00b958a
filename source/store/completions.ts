import {assertNever} from '../domain/assert-never.ts';
import {
	type ArgumentKind,
	type CommandWord,
	columnNames,
	commandWords,
	metricNames,
	type SettingName,
	settingNames,
	settingValues,
	themeNames,
} from '../rules/command-words.ts';
import {remember} from './remember.ts';
import {nodesByName} from './selectors.ts';
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
export function completions({nodes, positions, screen}: State): Completions {
	const line = screen?.line;
	if (line?.purpose !== 'command') {
		return none;
	}

	const {start, words} = completionsOf(line.text, nodesByName(nodes, positions));
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

const completionsOf = remember((text: string, nodes: readonly NodeState[]) => {
	const start = text.search(/\S*$/);
	const typed = text.slice(start).toLowerCase();
	const before = text
		.slice(0, start)
		.split(/\s+/)
		.filter(word => word !== '');
	return {start, words: matching(typed, wordsAfter(before, nodes))};
});

/** Those that begin with what was typed, or where none does, those that have it inside. */
function matching(typed: string, words: readonly Completion[]): readonly Completion[] {
	const begun = words.filter(({text}) => text.toLowerCase().startsWith(typed));
	const found = begun.length > 0 ? begun : words.filter(({text}) => text.includes(typed));
	const [only] = found;
	return found.length === 1 && only?.text === typed && !only.hasMore ? [] : found;
}

function wordsAfter(before: readonly string[], nodes: readonly NodeState[]): readonly Completion[] {
	const [name, setting, ...more] = before;
	if (name === undefined) {
		return commandWords.map(asCompletion);
	}

	const does = commandWords.find(word => word.name === name)?.does;
	if (typeof does !== 'string' || more.length > 0) {
		return [];
	}

	if (setting === undefined) {
		return argumentWords(does, nodes);
	}

	return does === 'setting' && isSetting(setting)
		? settingValues[setting].map(text => plain(text))
		: [];
}

function asCompletion({name, words, does}: CommandWord): Completion {
	return {text: name, hasMore: typeof does === 'string', beside: words};
}

function argumentWords(kind: ArgumentKind, nodes: readonly NodeState[]): readonly Completion[] {
	switch (kind) {
		case 'node':
			return nodes.map(node => ({text: node.config.name, hasMore: false, beside: node}));
		case 'column':
			return columnNames.map(text => plain(text));
		case 'metric':
			return metricNames.map(text => plain(text));
		case 'theme':
			return themeNames.map(text => plain(text));
		case 'setting':
			return settingNames.map(text => ({...plain(text), hasMore: true}));
		case 'filter':
			return [];
		default:
			return assertNever(kind);
	}
}

function plain(text: string): Completion {
	return {text, hasMore: false, beside: undefined};
}

function isSetting(text: string): text is SettingName {
	return settingNames.some(name => name === text);
}
