import {expect, test} from 'vitest';
import {contextRoomIn, isPromptCut} from '../../source/rules/context-room.ts';

test.each([
	[
		'request (351 tokens) exceeds the available context size (256 tokens), try increasing it',
		{promptTokens: 351, contextTokens: 256},
	],
	[
		"input length (40000 tokens) exceeds the model's maximum context length (32768 tokens)",
		{promptTokens: 40_000, contextTokens: 32_768},
	],
	[
		'the input length exceeds the context length',
		{promptTokens: undefined, contextTokens: undefined},
	],
	['', {promptTokens: undefined, contextTokens: undefined}],
])('%s', (reason, room) => {
	expect(contextRoomIn(reason)).toEqual(room);
});

test.each([
	['a long conversation of which a part was read', 40_000, 4000, 4096, true],
	['one that was read whole', 40_000, 9800, 8192, false],
	['one that fits, of long words', 10_000, 1200, 4096, false],
	['a short prompt of strange tokens', 4000, 100, undefined, false],
	['a long one, where no context is told', 40_000, 2000, undefined, true],
	['one of which a cache had most, so that few are counted', 40_000, 300, 4096, false],
	['an answer that tells no count', 40_000, undefined, 4096, false],
])('%s', (...[, characters, readTokens, contextTokens, isCut]) => {
	expect(isPromptCut({characters, readTokens, contextTokens})).toBe(isCut);
});
