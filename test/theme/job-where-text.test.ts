import {describe, expect, it} from 'vitest';
import {taskParts} from '../../source/theme/job-where-text.ts';

const none = {done: 0, runs: 0, waits: 0, failed: 0, stopped: 0, isMore: false};

describe('the tasks of an array', () => {
	it('that were cancelled are not told as failed', () => {
		expect(taskParts({...none, done: 2, failed: 5, stopped: 5})).toEqual([
			'2 of 7 done',
			'5 cancelled',
		]);
		expect(taskParts({...none, done: 2, failed: 5, stopped: 2})).toEqual([
			'2 of 7 done',
			'3 failed',
			'2 cancelled',
		]);
	});

	it('are at least so many where more of them wait than were told', () => {
		expect(taskParts({...none, done: 1, waits: 9, isMore: true})).toEqual(['1 of over 10 done']);
	});
});
