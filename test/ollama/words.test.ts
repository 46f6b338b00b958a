import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {isAllowedHost} from './allowed-host.ts';
import {writeGguf} from './gguf.ts';
import {readGgufMetadata} from './gguf-metadata.ts';
import {readKeepAlive} from './keep-alive.ts';
import {displayName, parseName} from './model-name.ts';
import {makeTinyModel} from './tiny-model.ts';

test.each([
	['qwen3', 'qwen3:latest'],
	['qwen3:4b', 'qwen3:4b'],
	['library/qwen3:4b', 'qwen3:4b'],
	['someone/their.model-1:v2', 'someone/their.model-1:v2'],
	['registry.ollama.ai/library/qwen3', 'qwen3:latest'],
	['127.0.0.1:4711/library/qwen3:4b', '127.0.0.1:4711/library/qwen3:4b'],
	['http://127.0.0.1:4711/library/qwen3:4b', '127.0.0.1:4711/library/qwen3:4b'],
])('the name %s is shown as %s', (text, shown) => {
	const name = parseName(text);

	expect(name && displayName(name)).toBe(shown);
});

test.each(['', ':4b', 'a b', '../../etc/passwd', 'a/b/c/d', 'qwen3:4b:5c', 'a//b', '.hidden'])(
	'%j is no name of a model',
	text => {
		expect(parseName(text)).toBeUndefined();
	},
);

test.each([
	[300, 300_000],
	['5m', 300_000],
	['1h30m', 5_400_000],
	['250ms', 250],
	['0', 0],
	['90', undefined],
	[0, 0],
	[-1, Number.POSITIVE_INFINITY],
	['-1m', Number.POSITIVE_INFINITY],
	['soon', undefined],
	[undefined, undefined],
])('a model is kept for %j: %d ms', (value, ms) => {
	expect(readKeepAlive(value)).toBe(ms);
});

test.each([
	['127.0.0.1:11434', true],
	['[::1]:11434', true],
	['localhost', true],
	['10.1.2.3', true],
	['printer.local:11434', true],
	['mine:11434', true],
	['8.8.8.8', false],
	['ollama.example.com', false],
])('a request for %s is answered: %s', (host, isAllowed) => {
	expect(isAllowedHost(host, 'mine')).toBe(isAllowed);
});

test('the entries of a GGUF are read back, and what comes after damage is left out', () => {
	const path = join(temporaryDirectory(), 'a.gguf');
	const entries = {
		'general.name': {type: 'string', value: 'ä'},
		'a.count': {type: 'uint64', value: 5_131_520},
		'a.list': {type: 'strings', value: ['x', 'y']},
		'a.scale': {type: 'float32', value: 0.5},
		'a.flag': {type: 'bool', value: true},
	} as const;
	const bytes = writeGguf(entries, []);
	writeFileSync(path, bytes);
	const whole = readGgufMetadata(path);
	writeFileSync(path, bytes.subarray(0, 90));
	const damaged = readGgufMetadata(path);
	writeFileSync(path, 'no GGUF');

	expect(whole).toEqual({
		'general.name': 'ä',
		'a.count': 5_131_520,
		'a.list': null,
		'a.scale': 0.5,
		'a.flag': true,
	});
	expect(damaged).toEqual({'general.name': 'ä', 'a.count': 5_131_520});
	expect(readGgufMetadata(path)).toBeUndefined();
});

test('the tiny model is the same bytes each time', () => {
	expect(makeTinyModel().equals(makeTinyModel())).toBe(true);
});
