import {expect, test} from 'vitest';
import {isDeeperThan} from '../../source/parsers/json-depth.ts';

test.each([
	['{"a":[{"b":1}]}', 3, false],
	['{"a":[{"b":[]}]}', 3, true],
	['[[],[],[],[]]', 2, false],
	['{"a":"[[[[[[\\"[[[["}', 1, false],
	['"[[["', 0, false],
	['['.repeat(1e6), 64, true],
	['', 0, false],
])('%s is deeper than %i: %s', (json, most, isDeep) => {
	expect(isDeeperThan(json, most)).toBe(isDeep);
});
