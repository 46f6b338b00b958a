import type {SlashName} from '../domain/slash.ts';
import {chatSettings} from './chat-settings.ts';
import {matchingWords} from './matching-words.ts';
import {routings, thinkLevels} from './slash-command.ts';
import {slashWord, slashWords} from './slash-commands.ts';

/** What can be named, the likeliest first. */
export type SlashWorld = {
	readonly models: readonly SlashNamed[];
	readonly nodes: readonly SlashNamed[];
	/** By their titles. */
	readonly chats: readonly SlashNamed[];
	readonly templates: readonly SlashNamed[];
	/** Paths as a person would type them, of the directory that is being typed. */
	readonly files?: readonly SlashNamed[];
};

/** Raw; the words are told beside it. */
export type SlashNamed = {readonly name: string; readonly words: string};

/** What could stand where the caret is. */
export type SlashCompletion = {
	/** In place of what stands between `start` and the caret. */
	readonly insert: string;
	readonly label: string;
	readonly words: string;
};

export type SlashCompletions = {
	/** UTF-16 units of the text before the word that is completed. */
	readonly start: number;
	readonly completions: readonly SlashCompletion[];
};

const most = 1000;

/** What could be meant by the word before the caret, the best first; inside a word, and in a question, nothing. */
export function completeSlash(text: string, caret: number, world: SlashWorld): SlashCompletions {
	const before = text.slice(0, caret);
	const [, name, typed] = commandSoFar.exec(before) ?? [];
	if (name === undefined || !/^(?:\s|$)/.test(text.slice(caret, caret + 1))) {
		return {start: caret, completions: []};
	}

	return typed === undefined
		? completed(caret - name.length - 1, `/${name}`, commandWords)
		: completedArgument(caret, {name, typed}, world);
}

const commandSoFar = /^\s*\/(\p{L}*)(?:\s+(\S.*|))?$/su;

type Word = {
	/** What is typed of it is compared with this. */
	readonly text: string;
	/** Whether another word belongs after it. */
	readonly hasMore: boolean;
	readonly words: string;
};

const commandWords: readonly Word[] = slashWords.map(({name, shape, words}) => ({
	text: `/${name}`,
	hasMore: shape !== '',
	words,
}));

function completedArgument(
	caret: number,
	{name, typed}: {readonly name: string; readonly typed: string},
	world: SlashWorld,
): SlashCompletions {
	const command = slashWord(name.toLowerCase())?.name;
	if (command === undefined) {
		return {start: caret, completions: []};
	}

	if (isWhole.has(command)) {
		return completed(caret - typed.length, typed, wholeArguments(command, world));
	}

	const [, first = '', last = typed] = /^(.*\s)(\S*)$/s.exec(typed) ?? [];
	const words = argumentWords({command, before: first.trim(), typed: last}, world);
	return completed(caret - last.length, last, words);
}

/** Those whose argument has blanks in it. */
const isWhole: ReadonlySet<SlashName> = new Set(['chats', 'image', 'file']);

function wholeArguments(command: SlashName, {chats, files = []}: SlashWorld): readonly Word[] {
	return command === 'chats'
		? named(chats)
		: named(files).map(word => ({...word, text: word.text.replaceAll('\\', '\\\\')}));
}

type Argument = {
	readonly command: SlashName;
	readonly before: string;
	readonly typed: string;
};

function argumentWords(argument: Argument, world: SlashWorld): readonly Word[] {
	const {command, before, typed} = argument;
	if (command === 'set') {
		return settingWords(before);
	}

	if (command === 'compare') {
		return isQuestion.test(before)
			? []
			: [...named(world.nodes), ...modelWords(typed, world)].map(more);
	}

	return before === '' ? firstWords(argument, world) : [];
}

/** Of `/compare`: behind a count, or behind the names. */
const isQuestion = /^\d|(?:^|\s)--(?:\s|$)/;

/** Of the commands that take one word, or begin with one. */
function firstWords({command, typed}: Argument, world: SlashWorld): readonly Word[] {
	switch (command) {
		case 'model':
		case 'regen':
			return modelWords(typed, world);
		case 'node':
			return [plain('any', 'as the route chooses'), ...named(world.nodes)];
		case 'route':
			return routings.map(name => plain(name));
		case 'think':
			return thinkLevels.map(name => plain(name));
		case 'prompt':
			return named(world.templates).map(more);
		case 'system':
			return [plain('default', 'as configured')];
		case 'export':
			return [plain('md'), plain('json')].map(more);
		case 'help':
			return slashWords.map(({name, words}) => plain(name, words));
		default:
			return [];
	}
}

/** Models, and behind an `@` the nodes. */
function modelWords(typed: string, {models, nodes}: SlashWorld): readonly Word[] {
	const at = typed.lastIndexOf('@');
	const model = typed.slice(0, at + 1);
	return at === -1
		? named(models)
		: named(nodes).map(word => ({...word, text: `${model}${word.text}`}));
}

function settingWords(before: string): readonly Word[] {
	if (before === '') {
		return chatSettings.map(name => more(plain(name)));
	}

	return chatSettings.some(name => name === before)
		? [plain('default', 'as the model has it')]
		: [];
}

function named(all: readonly SlashNamed[]): readonly Word[] {
	return all.slice(0, most).map(({name, words}) => plain(name, words));
}

function plain(text: string, words = ''): Word {
	return {text, hasMore: false, words};
}

function more(word: Word): Word {
	return {...word, hasMore: true};
}

function completed(start: number, typed: string, words: readonly Word[]): SlashCompletions {
	const found = matchingWords(typed.toLowerCase(), words);
	return {
		start,
		completions: found.map(({text, hasMore, words: beside}) => ({
			insert: hasMore ? `${text} ` : text,
			label: text,
			words: beside,
		})),
	};
}
