import {expect, it} from 'vitest';
import {isEndState, jobStates} from '../../source/domain/job-state.ts';

it('a job has ended in the states that sacct calls so, and in no other', () => {
	const ends = Object.keys(jobStates).filter(isEndState);
	expect(ends.toSorted()).toEqual([
		...['BOOT_FAIL', 'CANCELLED', 'COMPLETED', 'DEADLINE', 'FAILED', 'NODE_FAIL'],
		...['OUT_OF_MEMORY', 'PREEMPTED', 'REVOKED', 'TIMEOUT'],
	]);
});

it.each(['', 'RUNNING', 'COMPLETING', 'NEWLY_INVENTED', 'toString', '__proto__', 'completed'])(
	'%j is no end',
	state => {
		expect(isEndState(state)).toBe(false);
	},
);
