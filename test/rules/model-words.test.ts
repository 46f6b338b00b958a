import {expect, it} from 'vitest';
import {parseContextTokens, parseKeepAlive} from '../../source/rules/model-words.ts';

it.each([
	['8192', 8192],
	['32k', 32_768],
	['1M', 1_048_576],
	[' 4K ', 4096],
	['255', undefined],
	['99M', undefined],
	['-1', undefined],
	['8192 tokens', undefined],
	['', undefined],
])('a context of %j is %j tokens', (typed, tokens) => {
	expect(parseContextTokens(typed)).toBe(tokens);
});

it.each([
	['5m', '5m'],
	['1h30m', '1h30m'],
	['90', '90s'],
	['forever', -1],
	['-1', -1],
	['-1m', -1],
	['1.5h', '1.5h'],
	['250ms', '250ms'],
	['0', undefined],
	['0m', undefined],
	['0.0s', undefined],
	['-0', undefined],
	['999999999h', undefined],
	['5 minutes', undefined],
	['5m; rm', undefined],
	['', undefined],
])('a model that stays for %j is kept for %j', (typed, kept) => {
	expect(parseKeepAlive(typed)).toBe(kept);
});
