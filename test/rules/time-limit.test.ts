import {describe, expect, it} from 'vitest';
import {parseTimeLimit} from '../../source/rules/time-limit.ts';

describe('a time limit as people and Slurm write it', () => {
	it.each([
		['90', 5400],
		['90:30', 5430],
		['1:30:00', 5400],
		['2-0', 172_800],
		['1-12:30', 131_400],
		['1-12:30:15', 131_415],
		['30m', 1800],
		['2h30m', 9000],
		['1D', 86_400],
		['  45s ', 45],
	])('%s is so many seconds', (text, seconds) => {
		expect(parseTimeLimit(text)).toEqual({kind: 'set', seconds});
	});

	it.each([
		['+30m', 1800],
		['+ 1:00:00', 3600],
		['-90', -5400],
	])('%s moves the limit that is there', (text, seconds) => {
		expect(parseTimeLimit(text)).toEqual({kind: 'add', seconds});
	});

	it.each(['', 'soon', '1:2:3:4', '1-', '--5', '1e3', '5 6', '0', '99999d', '1h1h', '½'])(
		'%j is none',
		text => {
			expect(parseTimeLimit(text)).toMatchObject({kind: 'problem'});
		},
	);
});
