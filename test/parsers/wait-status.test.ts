import {expect, it} from 'vitest';
import {parseWaitStatus} from '../../source/parsers/wait-status.ts';

it.each([
	['768', {code: 3, signal: 0}],
	['9', {code: 0, signal: 9}],
	['0', {code: 0, signal: 0}],
	['3:0', {code: 3, signal: 0}],
	['0:9', {code: 0, signal: 9}],
	['', undefined],
	['N/A', undefined],
	['-1', undefined],
	[undefined, undefined],
])('a job that ended with %j ended with %j, whatever the version', (field, exit) => {
	expect(parseWaitStatus(field)).toEqual(exit);
	expect(parseWaitStatus(field)).toBe(parseWaitStatus(field));
});
