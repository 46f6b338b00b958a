import {expect, it} from 'vitest';
import {chatSettings, parseSetting} from '../../source/rules/chat-settings.ts';

it('a setting is shown, set or given back', () => {
	expect(parseSetting('')).toEqual({kind: 'showAll'});
	expect(parseSetting('top_p')).toEqual({kind: 'show', setting: 'top_p'});
	expect(parseSetting('temperature 0.2')).toEqual({
		...{kind: 'set', setting: 'temperature', value: 0.2},
	});
	expect(parseSetting('Seed DEFAULT')).toEqual({kind: 'default', setting: 'seed'});
	for (const setting of chatSettings) {
		expect(parseSetting(`${setting} 1000`)).toBeDefined();
	}
});

it('a value is a number in its range, below zero where that means something', () => {
	expect(parseSetting('num_predict -1')).toMatchObject({value: -1});
	expect(parseSetting('repeat_last_n -1')).toMatchObject({value: -1});
	expect(parseSetting('num_ctx 32768')).toMatchObject({value: 32_768});
	const wrong = ['temperature 2.1', 'top_p 1,5', 'top_k 1.5', 'seed -1', 'num_ctx 8k', 'min_p NaN'];
	for (const typed of wrong) {
		expect([typed, parseSetting(typed)]).toMatchObject([typed, {what: 'noNumber'}]);
	}

	expect(parseSetting('temperature hot')).toEqual({
		...{what: 'noNumber', of: 'temperature', typed: 'hot', least: 0, most: 2, isWhole: false},
	});
});

it('an unknown setting is told with the nearest one', () => {
	expect(parseSetting('temprature 1')).toMatchObject({
		...{what: 'noChoice', typed: 'temprature', nearest: 'temperature'},
	});
});

it('what stops an answer are words, with quotes and line feeds', () => {
	expect(parseSetting(String.raw`stop END "two words" '"' "\n\n"`)).toEqual({
		...{kind: 'set', setting: 'stop', value: ['END', 'two words', '"', '\n\n']},
	});
	expect(parseSetting('stop ""')).toMatchObject({what: 'missing'});
	expect(parseSetting('stop a b c d e f g h i')).toMatchObject({what: 'tooMuch'});
	expect(parseSetting('stop "a')).toEqual({what: 'openQuote', command: 'set'});
});
