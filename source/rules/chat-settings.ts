import type {ChatSetting, SettingWish, SlashProblem} from '../domain/slash.ts';
import {nearestWord} from './nearest-word.ts';
import {slashWord} from './slash-commands.ts';
import {type Misread, typedWords} from './typed-words.ts';

type Range = {readonly least: number; readonly most: number; readonly isWhole: boolean};

const mostInteger = 2_147_483_647;

/**
 * What Ollama takes as options of a question, and what of it makes sense: its types are those of `Options`
 * (https://github.com/ollama/ollama/blob/main/api/types.go), and below zero stands what its documentation gives a
 * meaning (https://docs.ollama.com/modelfile). `stop` takes words, up to eight.
 */
const ranges: Readonly<Record<Exclude<ChatSetting, 'stop'>, Range>> = {
	temperature: {least: 0, most: 2, isWhole: false},
	top_p: {least: 0, most: 1, isWhole: false},
	top_k: {least: 0, most: 100_000, isWhole: true},
	min_p: {least: 0, most: 1, isWhole: false},
	seed: {least: 0, most: mostInteger, isWhole: true},
	num_ctx: {least: 256, most: 16_777_216, isWhole: true},
	num_predict: {least: -2, most: mostInteger, isWhole: true},
	repeat_penalty: {least: 0, most: 2, isWhole: false},
	repeat_last_n: {least: -1, most: mostInteger, isWhole: true},
	presence_penalty: {least: -2, most: 2, isWhole: false},
	frequency_penalty: {least: -2, most: 2, isWhole: false},
};

const mostStops = 8;

export const chatSettings: readonly ChatSetting[] = [
	...(['temperature', 'top_p', 'top_k', 'min_p', 'seed', 'num_ctx', 'num_predict'] as const),
	...(['repeat_penalty', 'repeat_last_n', 'presence_penalty', 'frequency_penalty'] as const),
	'stop',
];

/** `temperature 0.2`, `seed default`, `stop "END" "\n\n"`, `temperature`, or nothing. */
export function parseSetting(typed: string): SettingWish | SlashProblem {
	const [, name = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(typed) ?? [];
	if (name === '') {
		return {kind: 'showAll'};
	}

	const setting = chatSettings.find(known => known === name.toLowerCase());
	if (setting === undefined) {
		const nearest = nearestWord(name, chatSettings);
		return {what: 'noChoice', command: 'set', typed: name, choices: chatSettings, nearest};
	}

	if (rest === '' || rest.toLowerCase() === 'default') {
		return {kind: rest === '' ? 'show' : 'default', setting};
	}

	return setting === 'stop' ? parseStops(rest) : parseNumber(setting, rest);
}

/** A number in its range, written with a point; undefined: it is none. */
export function numberIn(typed: string, {least, most, isWhole}: Range): number | undefined {
	const isNumber = /^[+-]?(?:\d{1,10}(?:\.\d{0,10})?|\.\d{1,10})$/.test(typed);
	const value = Number(typed);
	const isMeant = isNumber && value >= least && value <= most;
	return isMeant && (!isWhole || Number.isInteger(value)) ? value : undefined;
}

function parseNumber(
	setting: Exclude<ChatSetting, 'stop'>,
	typed: string,
): SettingWish | SlashProblem {
	const range = ranges[setting];
	const value = numberIn(typed, range);
	return value === undefined
		? {what: 'noNumber', of: setting, typed, ...range}
		: {kind: 'set', setting, value};
}

function parseStops(typed: string): SettingWish | SlashProblem {
	const words: readonly string[] | Misread = typedWords(typed);
	if (words === 'openQuote') {
		return {what: 'openQuote', command: 'set'};
	}

	const value = words
		.map(word => word.replaceAll(/\\([nt\\])/g, (_, letter) => escapes[letter] ?? letter))
		.filter(word => word !== '');
	return value.length === 0 || value.length > mostStops
		? {
				what: value.length === 0 ? 'missing' : 'tooMuch',
				command: 'set',
				shape: slashWord('set')?.shape ?? '',
			}
		: {kind: 'set', setting: 'stop', value};
}

const escapes: Readonly<Record<string, string>> = {n: '\n', t: '\t'};
