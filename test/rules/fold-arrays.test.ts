import {describe, expect, it} from 'vitest';
import {arrayTasks} from '../../source/rules/array-tasks.ts';
import {arrayRef, countTasks, foldArrays} from '../../source/rules/fold-arrays.ts';
import {phaseOf} from '../../source/rules/job-phase.ts';
import {compareKeys, sortKey} from '../../source/rules/job-order.ts';
import type {Job} from '../../source/domain/job.ts';
import {aJob} from '../helpers/job-builders.ts';

describe('the tasks of a record', () => {
	it.each([
		['3', {count: 1, first: 3, last: 3, most: undefined, isMore: false}],
		['5-64%2', {count: 60, first: 5, last: 64, most: 2, isMore: false}],
		['0-15:4', {count: 4, first: 0, last: 12, most: undefined, isMore: false}],
		['1-5,11-49,51-59', {count: 53, first: 1, last: 59, most: undefined, isMore: false}],
		['1,3,5...', {count: 2, first: 1, last: 3, most: undefined, isMore: true}],
		['', {count: 0, first: undefined, last: undefined, most: undefined, isMore: false}],
		['9-1', {count: 1, first: 9, last: 9, most: undefined, isMore: false}],
	])('%j', (task, told) => {
		expect(arrayTasks(task)).toEqual(told);
	});
});

const run = {state: 'RUNNING', reason: 'None'} as const;
const records = [
	aJob('12', {...run}),
	aJob('7_[4-64]', {reason: 'JobArrayTaskLimit', submittedAtMs: 500}),
	aJob('7_3', {...run, elapsedSeconds: 10, submittedAtMs: 900}),
	aJob('7_2', {...run, elapsedSeconds: 90, submittedAtMs: 500}),
	aJob('7_1', {state: 'COMPLETED', submittedAtMs: 500}),
	aJob('7_0', {state: 'FAILED', submittedAtMs: 500}),
];

it('an array is one, where its first record stands, and what has run longest speaks for it', () => {
	const folded = foldArrays(records);
	expect(folded.map(({kind, job}) => `${kind} ${job.id}`)).toEqual(['job 12', 'array 7_2']);
	const [, array] = folded;
	const jobs = array?.kind === 'array' ? array.jobs : [];
	const counts = {done: 1, runs: 2, waits: 61, failed: 1, stopped: 0, isMore: false};
	expect(countTasks(jobs)).toEqual(counts);
	expect(arrayRef('7', jobs)).toEqual({id: '7', user: 'alice', submittedAtMs: 500});
});

describe('the rest of an array that was cancelled', () => {
	const rest = aJob('14', {state: 'CANCELLED', submittedAtMs: 500});

	it('which squeue calls by the id of the array alone, is of the array', () => {
		const waiting = aJob('14_[1-100]', {submittedAtMs: 500});
		for (const jobs of [
			[waiting, rest],
			[rest, waiting],
		]) {
			const folded = foldArrays(jobs);
			expect(folded.map(({kind, job}) => `${kind} ${job.id}`)).toEqual(['array 14_[1-100]']);
		}

		const tasks = foldArrays([aJob('14_3', {...run}), rest]);
		expect(tasks).toMatchObject([{kind: 'array', id: '14', jobs: [{id: '14_3'}, {id: '14'}]}]);
	});

	it('alone, or of another user, is a job', () => {
		const other = aJob('14_[1-100]', {user: 'bob'});
		expect(foldArrays([rest]).map(({kind}) => kind)).toEqual(['job']);
		expect(foldArrays([rest, other]).map(({kind}) => kind)).toEqual(['job', 'array']);
	});
});

describe('an array that was cancelled after some of its tasks had begun', () => {
	const stopped = {state: 'CANCELLED by 1001', reason: 'None'} as const;

	it('has no more tasks than it had', () => {
		const jobs = ['7_1', '7_2', '7_[1-3%2]'].map(id => aJob(id, stopped));
		const counts = {done: 0, runs: 0, waits: 0, failed: 3, stopped: 3, isMore: false};
		expect(countTasks(jobs)).toEqual(counts);
		expect(countTasks([...jobs, aJob('7_[3-5]'), aJob('9_3', stopped)])).toMatchObject({
			waits: 3,
			stopped: 4,
		});
	});

	it('counts a task once that is queued anew while its last run still ends', () => {
		const ending = ['7_1', '7_2', '7_9'].map(id => aJob(id, {state: 'COMPLETING', reason: 'None'}));
		const counts = countTasks([...ending, aJob('7_[1-5,8,10-20]')]);
		expect(counts).toMatchObject({runs: 3, waits: 15});
	});

	it('counts those of a range with steps alone', () => {
		const jobs = ['7_0', '7_1', '7_[0-8:4]'].map(id => aJob(id, stopped));
		expect(countTasks(jobs).stopped).toBe(4);
	});
});

describe('a job', () => {
	it.each([
		['RUNNING', 'None', 'runs'],
		['COMPLETING', 'None', 'runs'],
		['PENDING', 'Resources', 'waits'],
		['PENDING', 'JobHeldUser', 'held'],
		['PENDING', 'JobArrayTaskLimit,JobHeldUser', 'held'],
		['PENDING', 'job requeued in held state', 'held'],
		['PENDING', 'PartitionTimeLimit', 'never'],
		['PENDING', 'DependencyNeverSatisfied', 'never'],
		['PENDING', 'SomethingNew', 'waits'],
		['COMPLETED', undefined, 'done'],
		['CANCELLED by 1001', undefined, 'stopped'],
		['OUT_OF_MEMORY', undefined, 'failed'],
		['LEVITATING', undefined, 'unknown'],
		['constructor', undefined, 'unknown'],
	])('that is %s for %s %s', (state, reason, phase) => {
		expect(phaseOf(aJob('1', {state, reason}))).toBe(phase);
	});
});

it('what runs is first, then what waits by its priority, then what ended, the last first', () => {
	const jobs: readonly Job[] = [
		aJob('1', {state: 'COMPLETED', endsAtMs: 10}),
		aJob('2', {state: 'FAILED', endsAtMs: 20}),
		aJob('3', {reason: 'BadConstraints', priority: 900}),
		aJob('4', {reason: 'Resources', priority: 10}),
		aJob('10', {reason: 'Resources', priority: 10}),
		aJob('5', {reason: 'JobHeldUser', priority: 0}),
		aJob('6', {reason: 'Priority', priority: 30}),
		aJob('7', {...run, startsAtMs: 200}),
		aJob('8', {...run, startsAtMs: 100}),
		aJob('9', {...run, startsAtMs: undefined}),
	];
	const order = jobs
		.toSorted((one, other) => compareKeys(sortKey(one, 'mine'), sortKey(other, 'mine')))
		.map(({id}) => id);
	expect(order.join(' ')).toBe('8 7 9 6 4 10 5 3 2 1');
});
