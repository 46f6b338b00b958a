/** What begins with a slash: `/node gpu-02`, `/set temperature 0.2`, `/compare 2`. The table is in slash-commands.ts. */
import {assertNever} from '../domain/assert-never.ts';
import type {RoutingName} from '../domain/config.ts';
import type {SlashCommand, SlashName, SlashProblem, ThinkLevel} from '../domain/slash.ts';
import {numberIn, parseSetting} from './chat-settings.ts';
import {meantWord, nearestWord} from './nearest-word.ts';
import {slashNames, slashWord} from './slash-commands.ts';
import {typedPath, typedWords} from './typed-words.ts';

/** What it says, or what is wrong with it. */
export type SlashRead =
	| {readonly kind: 'command'; readonly command: SlashCommand}
	| {readonly kind: 'problem'; readonly problem: SlashProblem};

const mostBack = 10_000;
const mostCompared = 8;

/**
 * Undefined: it is a question. Only a word of letters right behind the first slash makes a command: `/etc/hosts says`
 * and `/usr/bin/env` are questions, and so is what begins with two slashes.
 */
export function parseSlashCommand(text: string): SlashRead | undefined {
	const [, typed, rest = ''] = commandLine.exec(text) ?? [];
	if (typed === undefined) {
		return undefined;
	}

	const name = slashNames.find(known => known === typed.toLowerCase());
	if (name === undefined) {
		const nearest = nearestWord(typed.toLowerCase(), slashNames);
		return {kind: 'problem', problem: {what: 'unknown', typed, nearest}};
	}

	const read = parseArguments(name, rest.trim());
	return 'what' in read ? {kind: 'problem', problem: read} : {kind: 'command', command: read};
}

/** What is sent of a question: where two slashes keep it from being a command, one. */
export function questionText(text: string): string {
	const escaped = text.replace(/^(\s*)\/\//, '$1/');
	return escaped === text || parseSlashCommand(escaped) === undefined ? text : escaped;
}

const commandLine = /^\s*\/(\p{L}+)(?:\s+(.*))?$/su;

function parseArguments(name: SlashName, typed: string): SlashCommand | SlashProblem {
	switch (name) {
		case 'model':
		case 'regen':
			return parseModel(name, typed);
		case 'node':
			return parseNode(typed);
		case 'route':
			return chosen({command: name, typed}, routings, routing => ({name, routing}));
		case 'think':
			return chosen({command: name, typed}, thinkLevels, level => ({name, level}));
		case 'help':
			return chosen({command: name, typed: typed.replace(/^\//, '')}, slashNames, about => ({
				name,
				about,
			}));
		case 'chats':
		case 'search':
			return {name, query: typed};
		case 'rename':
			return typed === '' ? misfit('missing', name) : {name, title: typed};
		case 'system':
			return {name, system: textWish(typed)};
		case 'prompt':
			return parsePrompt(typed);
		case 'set':
			return parseSet(typed);
		case 'image':
		case 'file':
			return parsePath(name, typed);
		case 'copy':
		case 'code':
		case 'edit':
		case 'rewind':
		case 'fork':
			return parseCount(name, typed);
		case 'export':
			return parseExport(typed);
		case 'compare':
			return parseCompare(typed);
		case 'new':
		case 'delete':
		case 'undo':
		case 'why':
		case 'stats':
			return typed === '' ? {name} : misfit('tooMuch', name);
		default:
			return assertNever(name);
	}
}

export const routings: readonly RoutingName[] = [
	...(['resource-aware', 'least-loaded', 'round-robin', 'affinity'] as const),
];

export const thinkLevels: ReadonlyArray<ThinkLevel | 'default'> = [
	...(['on', 'off', 'low', 'medium', 'high', 'default'] as const),
];

function misfit(what: 'missing' | 'tooMuch', command: SlashName): SlashProblem {
	return {what, command, shape: slashWord(command)?.shape ?? ''};
}

/** One of a few words, or its beginning; nothing: show what is chosen. */
function chosen<Word extends string>(
	{command, typed}: {readonly command: SlashName; readonly typed: string},
	choices: readonly Word[],
	make: (word: Word | undefined) => SlashCommand,
): SlashCommand | SlashProblem {
	if (typed === '') {
		return make(undefined);
	}

	const word = meantWord(typed, choices);
	return word === undefined
		? {what: 'noChoice', command, typed, choices, nearest: nearestWord(typed, choices)}
		: make(word);
}

/** `qwen3:4b`, `qwen3:4b@gpu-02`, `@gpu-02` */
function parseModel(name: 'model' | 'regen', typed: string): SlashCommand | SlashProblem {
	if (/\s/.test(typed)) {
		return misfit('tooMuch', name);
	}

	const at = typed.lastIndexOf('@');
	const [model, node] = at === -1 ? [typed, ''] : [typed.slice(0, at), typed.slice(at + 1)];
	return at !== -1 && node === ''
		? misfit('missing', name)
		: {name, model: orNone(model), node: orNone(node)};
}

function orNone(text: string): string | undefined {
	return text === '' ? undefined : text;
}

function parseNode(typed: string): SlashCommand | SlashProblem {
	if (/\s/.test(typed)) {
		return misfit('tooMuch', 'node');
	}

	if (typed === '') {
		return {name: 'node', node: {kind: 'show'}};
	}

	const isAny = typed.toLowerCase() === 'any';
	return {name: 'node', node: isAny ? {kind: 'any'} : {kind: 'node', node: typed}};
}

function textWish(typed: string) {
	if (typed === '') {
		return {kind: 'show'} as const;
	}

	return typed.toLowerCase() === 'default'
		? ({kind: 'default'} as const)
		: ({kind: 'text', text: typed} as const);
}

function parsePrompt(typed: string): SlashCommand {
	const [, template = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(typed) ?? [];
	return {name: 'prompt', template: orNone(template), typed: rest};
}

function parseSet(typed: string): SlashCommand | SlashProblem {
	const setting = parseSetting(typed);
	return 'what' in setting ? setting : {name: 'set', setting};
}

function parsePath(name: 'image' | 'file', typed: string): SlashCommand | SlashProblem {
	const path = typedPath(typed);
	if (path === 'openQuote') {
		return {what: 'openQuote', command: name};
	}

	return path === '' ? misfit('missing', name) : {name, path};
}

function parseCount(
	name: 'copy' | 'code' | 'edit' | 'rewind' | 'fork',
	typed: string,
): SlashCommand | SlashProblem {
	if (typed === '') {
		return {name, count: undefined};
	}

	const range = {least: 1, most: mostBack, isWhole: true};
	const count = numberIn(typed, range);
	return count === undefined ? {what: 'noNumber', of: `/${name}`, typed, ...range} : {name, count};
}

/** Without a word for it, the end of the path says what is written. */
function parseExport(typed: string): SlashCommand | SlashProblem {
	const [, word, rest] = /^(md|json)(?:\s+(.*))?$/is.exec(typed) ?? [];
	const path = typedPath(word === undefined ? typed : (rest ?? ''));
	if (path === 'openQuote') {
		return {what: 'openQuote', command: 'export'};
	}

	const isJson = word === undefined ? /\.json$/i.test(path) : word.toLowerCase() === 'json';
	return {name: 'export', format: isJson ? 'json' : 'md', path: orNone(path)};
}

/** `2`, `2 why is it slow?`, `gpu-01 gpu-02`, `qwen3:4b@gpu-01 llama3.2:3b -- why is it slow?` */
function parseCompare(typed: string): SlashCommand | SlashProblem {
	const [, names = '', question] = /^(.*?)(?:(?:^|\s)--(?:\s+(.*))?)?$/s.exec(typed) ?? [];
	const [, number, rest = ''] = /^([+-]?[\d.]+)(?:\s+(.*))?$/s.exec(names) ?? [];
	const range = {least: 2, most: mostCompared, isWhole: true};
	if (number !== undefined) {
		const count = numberIn(number, range);
		const asked = orNone([rest, question ?? ''].join(' ').trim());
		return count === undefined
			? {what: 'noNumber', of: '/compare', typed: number, ...range}
			: {name: 'compare', among: {kind: 'count', count}, question: asked};
	}

	const words = typedWords(names);
	if (words === 'openQuote') {
		return {what: 'openQuote', command: 'compare'};
	}

	const among = [...new Set(words)];
	if (among.length < range.least || among.length > range.most) {
		return misfit(among.length < range.least ? 'missing' : 'tooMuch', 'compare');
	}

	return {
		name: 'compare',
		among: {kind: 'names', names: among},
		question: orNone((question ?? '').trim()),
	};
}
