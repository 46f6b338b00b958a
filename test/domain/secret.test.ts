import {format, inspect} from 'node:util';
import {serialize} from 'node:v8';
import {assert, expect, test} from 'vitest';
import {Secret} from '../../source/domain/secret.ts';

const text = 'correct-horse-battery';
const secret = new Secret(text);
const holder = {password: secret, list: [secret], map: new Map([['key', secret]])};

test('its text is had by revealing it', () => {
	expect(secret.reveal()).toBe(text);
});

test.each<[string, () => string]>([
	['JSON', () => JSON.stringify(holder)],
	['a template', () => `${secret}`],
	['String', () => String(secret)],
	['addition', () => `x${secret}`.concat(String(secret))],
	['a joined list', () => [secret, secret].join()],
	['the inspector', () => inspect(holder, {depth: 9, showHidden: true, getters: true})],
	[
		'the inspector without the hook',
		() => inspect(holder, {depth: 9, showHidden: true, customInspect: false}),
	],
	['console formats', () => format('%s %o %O %j %d', ...Array.from({length: 5}, () => secret))],
	['an error', () => inspect(new Error(`failed with ${secret}`, {cause: holder}))],
	['its keys', () => Object.keys(secret).concat(Object.getOwnPropertyNames(secret)).join()],
	['its entries', () => JSON.stringify(Object.entries({...secret}))],
	['a structured clone', () => JSON.stringify(structuredClone(secret))],
	['serialised bytes', () => serialize(secret).toString('latin1')],
	['a stack', () => new Error(String(secret)).stack ?? ''],
	['a sorted list', () => [secret, secret].toSorted().toString()],
	['a number', () => `${Number(secret)}`],
])('%s does not show it', (_name, show) => {
	expect(show()).not.toContain(text);
});

test('console.log does not show it, and says that it is a secret', () => {
	expect(format(secret)).toBe('[secret]');
	expect(JSON.stringify({secret})).toBe('{"secret":"[secret]"}');
});

test('a failed assertion does not show it', () => {
	const messages: string[] = [];
	try {
		assert.deepEqual<unknown>(holder, {});
	} catch (error) {
		messages.push(inspect(error, {depth: 9}));
	}

	expect(messages).toEqual([expect.stringContaining('[secret]')]);
	expect(messages.join()).not.toContain(text);
});
