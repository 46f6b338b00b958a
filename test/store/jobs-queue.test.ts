import {describe, expect, it} from 'vitest';
import type {SlurmName} from '../../source/domain/ids.ts';
import type {Job} from '../../source/domain/job.ts';
import type {JobRow} from '../../source/store/job-row.ts';
import {rowUnderCursor, shownRows, targetsUnder} from '../../source/store/job-rows.ts';
import {drawnState} from '../../source/store/selectors.ts';
import {aJob} from '../helpers/job-builders.ts';
import {hpc, QueueRack} from '../helpers/queue-rack.ts';

const run = {state: 'RUNNING', reason: 'None'} as const;
const one = aJob('1', {...run, startsAtMs: 10});
const two = aJob('2', {priority: 90});
const three = aJob('3', {priority: 50});
const array = [aJob('7_[3-9]', {priority: 70}), aJob('7_2', {...run, startsAtMs: 20})];
const bobs = aJob('5', {user: 'bob'});

function names(rows: readonly JobRow[]): string {
	return rows
		.map(row => (row.kind === 'blank' ? '|' : `${row.ref.id}${row.isGone ? '!' : ''}`))
		.join(' ');
}

const rowsIn = (rack: QueueRack): readonly JobRow[] => shownRows(drawnState(rack.state));
const rowsOf = (rack: QueueRack): string => names(rowsIn(rack));
const cursorOf = (rack: QueueRack): string | undefined =>
	rowUnderCursor(drawnState(rack.state))?.ref.id;
const targetsOf = (rack: QueueRack): string =>
	targetsUnder(drawnState(rack.state))
		.map(({ref}) => ref.id)
		.join(' ');

const queue = (...jobs: readonly Job[]): QueueRack => new QueueRack().mine(...jobs);

describe('the cursor', () => {
	it('is on the first row, and goes over the blank line between own jobs and others', () => {
		const rack = queue(one, two).all(one, two, bobs).press('a');
		expect(rowsOf(rack)).toBe('1 2 | 5');
		expect(cursorOf(rack.press('j', 'j'))).toBe('5');
		expect(cursorOf(rack.press('k'))).toBe('2');
		expect(cursorOf(rack.press('G'))).toBe('5');
		expect(cursorOf(rack.press('g'))).toBe('1');
	});

	it('stays on its job when the order changes', () => {
		const rack = queue(one, two, three).press('j', 'j').rested();
		expect(cursorOf(rack)).toBe('3');
		rack.mine(one, two, {...three, priority: 99});
		expect(rowsOf(rack)).toBe('1 3 2');
		expect(cursorOf(rack)).toBe('3');
	});

	it('leaves rows where they are for two seconds after a key', () => {
		const rack = queue(one, two, three).press('j');
		rack.mine(one, two, {...three, priority: 99}, aJob('9', {priority: 500}));
		expect(rowsOf(rack)).toBe('1 2 3 9');
		expect(rowsOf(rack.rested())).toBe('1 9 3 2');
	});

	it('loses no row that has the id of another while rows are left where they are', () => {
		const anew = {...two, submittedAtMs: 2000, priority: 40};
		const rack = queue(one, two, anew)
			.press('j')
			.mine(one, {...two}, {...anew});
		expect(rowsOf(rack)).toBe('1 2 2');
		const held = rowsIn(rack.press('j'));
		expect(rowsIn(rack.press('j'))).toBe(held);
	});

	it('keeps the row of a job that vanished until it leaves it', () => {
		const rack = queue(one, two, three).press('j').rested();
		rack.mine(one, three);
		expect(rowsOf(rack)).toBe('1 2! 3');
		expect(cursorOf(rack)).toBe('2');
		expect(targetsOf(rack)).toBe('');
		rack.mine(one, three, aJob('8', {priority: 10}));
		expect(rowsOf(rack)).toBe('1 2! 3 8');
		expect(rowsOf(rack.press('j'))).toBe('1 3 8');
		expect(cursorOf(rack)).toBe('3');
	});

	it('is on no other job that was given the same id', () => {
		const rack = queue(one, two).press('j').rested();
		rack.mine(one, {...two, submittedAtMs: 777});
		expect(rowsOf(rack)).toBe('1 2! 2');
		expect(targetsOf(rack)).toBe('');
	});

	it('is on the nearest job that a filter shows, and back on its own when it goes', () => {
		const rack = queue(one, two, {...three, name: 'blast'})
			.press('j')
			.rested();
		rack.press('/').type('blast');
		expect(rowsOf(rack)).toBe('3');
		expect(cursorOf(rack)).toBe('3');
		expect(cursorOf(rack.press('esc'))).toBe('2');
	});
});

describe('an array', () => {
	it('is one row until it is unfolded, and the cursor survives both ways', () => {
		const rack = queue(one, two, ...array).press('j');
		expect(rowsOf(rack)).toBe('1 7 2');
		expect(rowsOf(rack.press('z'))).toBe('1 7 7_2 7_[3-9] 2');
		expect(cursorOf(rack)).toBe('7');
		expect(cursorOf(rack.press('j', 'j'))).toBe('7_[3-9]');
		expect(rowsOf(rack.press('z'))).toBe('1 7 2');
		expect(cursorOf(rack)).toBe('7');
	});

	it('shows each task once the cluster told them', () => {
		const rack = queue(one, ...array).press('j', 'z');
		const told = {tookMs: 1, intervalMs: 30_000, atMs: 0} as const;
		const jobs = [aJob('7_3'), aJob('7_2', run), aJob('7_10')];
		rack.send({type: 'cluster/tasksListed', cluster: hpc, array: '7', jobs, ...told});
		expect(rowsOf(rack)).toBe('1 7 7_2 7_3 7_10');
	});

	it('counts a task once that waits where sacct tells of it beside the queue', () => {
		const ended = {state: 'FAILED', reason: 'None'} as const;
		const rack = queue(aJob('14_[5-100]'), aJob('14_4', run))
			.finished(aJob('14_1', ended), aJob('14_5', {submittedAtMs: 4000, reason: 'None'}))
			.press('z');
		const counts = {done: 0, runs: 1, waits: 96, failed: 1, isMore: false};
		expect(rowsIn(rack)[0]).toMatchObject({kind: 'array', counts});
	});

	it('that was cancelled shows its tasks over what is told of the rest', () => {
		const stopped = {state: 'CANCELLED by 1001', reason: 'None'} as const;
		const jobs = ['7_1', '7_2', '7_[1-3%2]'].map(id => aJob(id, stopped));
		const rack = queue(one)
			.finished(...jobs)
			.press('j', 'z');
		expect(rowsOf(rack)).toBe('1 7 7_1 7_2 7_[1-3%2]');
		expect(rowsIn(rack)[1]).toMatchObject({kind: 'array', counts: {failed: 3, stopped: 3}});
	});

	it('shows what sacct tells of a job that the queue does not have', () => {
		const rack = queue(one).finished(
			...[aJob('1', {...run, submittedAtMs: 4000}), aJob('8_5'), aJob('9', {state: 'FAILED'})],
		);
		expect(rowsOf(rack)).toBe('1 8 9');
	});

	it('is found by a filter where one of its tasks is, and shows those tasks alone', () => {
		const rack = queue(one, ...array)
			.press('j', 'z')
			.rested();
		expect(rowsOf(rack.press('/').type('state:pd'))).toBe('7 7_[3-9]');
	});
});

describe('marks', () => {
	it('survive another order and a filter, and go with their job', () => {
		const rack = queue(one, two, three).press('space', 'space').rested();
		expect(targetsOf(rack)).toBe('1 2');
		rack
			.mine(three, {...two, priority: 1}, one)
			.press('/')
			.type('id:3')
			.press('enter');
		expect(targetsOf(rack)).toBe('1 2');
		expect(targetsOf(rack.mine(two, three))).toBe('2');
	});

	it('on an array and on its tasks mean each job once', () => {
		const rack = queue(...array).press('z', 'space', 'space', 'space');
		expect(rack.screen.jobs.marks.map(({id}) => id)).toEqual(['7', '7_2', '7_[3-9]']);
		expect(targetsOf(rack)).toBe('7');
		expect(rack.press('z').screen.jobs.marks.map(({id}) => id)).toEqual(['7']);
	});

	it('on jobs of others go when those are not shown any more', () => {
		const rack = queue(one).all(one, bobs).press('a', 'G', 'space');
		expect(targetsOf(rack)).toBe('5');
		expect(rack.press('a').screen.jobs.marks).toEqual([]);
	});

	it('are let go by esc before a filter is cleared', () => {
		const rack = queue(one, two).press('/').type('id:1').press('enter', 'space');
		expect(rack.press('esc').screen.jobs).toMatchObject({marks: [], filter: 'id:1'});
		expect(rack.press('esc').screen.jobs.filter).toBe('');
	});
});

describe('what is asked of the world', () => {
	it('y copies the ids as a command of Slurm takes them', () => {
		const rack = queue(one, two).press('space', 'space', 'y');
		expect(rack.effects).toContainEqual({type: 'copyText', what: 'jobId', text: '1,2'});
	});

	it('r asks the cluster now', () => {
		expect(queue(one).press('r').effects).toContainEqual({type: 'refreshCluster', cluster: hpc});
	});

	it(':job opens one by its id, :sort and :all are of the tab that is shown', () => {
		const rack = queue(one, two, ...array)
			.press(':')
			.type('job 7')
			.press('enter');
		expect(rack.screen.jobs).toMatchObject({isOpen: true, cursor: {id: '7'}});
		rack.press('esc', ':').type('sort id').press('enter');
		expect(rowsOf(rack)).toBe('7 2 1');
		expect(rack.press(':').type('all').press('enter').screen.jobs.hasAll).toBe(true);
		const {line} = rack.press(':').type('job 9').press('enter').screen;
		expect(line?.problem).toMatch(/^Not a job: 9. Try /);
	});

	it('a click puts the cursor on a job, a second one opens it, one on a head sorts', () => {
		const rack = queue(one, two);
		const target = {kind: 'job', job: {id: '2', user: 'alice', submittedAtMs: 1000}} as const;
		expect(cursorOf(rack.send({type: 'mouse/clicked', target, atMs: 10}))).toBe('2');
		expect(rack.screen.jobs.isOpen).toBe(false);
		expect(rack.send({type: 'mouse/clicked', target, atMs: 200}).screen.jobs.isOpen).toBe(true);
		const head = {kind: 'jobHead', sort: 'id'} as const;
		rack.press('esc').send({type: 'mouse/clicked', target: head, atMs: 5000});
		expect(rack.screen.jobs.sort).toBe('id');
	});
});

describe('columns', () => {
	it('that are chosen stay, and those of the width are no choice', () => {
		const rack = queue(one).press('o', 'space', 'enter');
		expect(rack.screen.jobs.columns).toEqual(['user']);
		expect(rack.press('o', 'space', 'enter').screen.jobs.columns).toBeUndefined();
	});
});

describe('a hundred thousand jobs', () => {
	let reads = 0;
	const counted = Array.from({length: 100_000}, (_, index): Job => {
		const job = aJob(String(index + 100), {user: 'bob', name: `train-${index}`});
		return Object.defineProperty({...job}, 'name', {
			get() {
				reads += 1;
				return job.name;
			},
		});
	});

	it('are looked through once for a filter, and not at all to move', () => {
		const rack = queue(one)
			.all(one, ...counted)
			.press('a');
		shownRows(rack.state);
		reads = 0;
		rack.press('j', 'j', 'j', 'G', 'k', 'pageup');
		shownRows(drawnState(rack.state));
		expect(reads).toBe(0);
		rack.press('/').type('9');
		shownRows(drawnState(rack.state));
		expect(reads).toBeGreaterThan(0);
		expect(reads).toBeLessThanOrEqual(counted.length);
		reads = 0;
		rack.mine(one, two);
		shownRows(drawnState(rack.state));
		expect(reads).toBe(0);
	});

	it('stay in the order that is held for a hand without being put in it anew with each key', () => {
		const jobs = Array.from({length: 1000}, (_, index) => aJob(`${index + 10}`));
		const rack = queue(one, ...jobs).press('j');
		rack.mine(one, ...jobs.map((job, index) => ({...job, priority: index}))).press('j');
		const held = rowsIn(rack);
		expect(rowsIn(rack.press('j'))).toBe(held);
		expect(rowsIn(rack.press('j'))).toBe(held);
	});
});

it('the next cluster has its own cursor, marks and folds', () => {
	const rack = queue(one).press('space', 'c');
	expect(rack.screen.jobs).toMatchObject({cluster: undefined, marks: [{id: '1'}]});
	const [first] = rack.state.clusters;
	const second = first && {...first, config: {...first.config, name: 'two' as SlurmName}};
	rack.state = {...rack.state, clusters: [...rack.state.clusters, ...(second ? [second] : [])]};
	expect(rack.press('c').screen.jobs).toMatchObject({cluster: 'two', marks: [], unfolded: []});
});
