import {describe, expect, it} from 'vitest';
import type {ClusterEvent} from '../../source/domain/event.ts';
import type {Job} from '../../source/domain/job.ts';
import {doAll} from '../../source/rules/steps.ts';
import {clusterNamed, reduceCluster} from '../../source/store/clusters.ts';
import {indexed, sortInSections} from '../../source/store/job-sections.ts';
import {allCounts} from '../../source/store/jobs-told.ts';
import {rowUnderCursor, shownRows} from '../../source/store/job-rows.ts';
import {makeReady} from '../../source/store/ready-jobs.ts';
import {aJob} from '../helpers/job-builders.ts';
import {hpc, QueueRack} from '../helpers/queue-rack.ts';

const own = aJob('1');

/** Jobs of bob that count reads of their state, as of who sorts, folds or counts them, and of their name, as of a filter. */
function countedJobs(reads: {count: number}, from = 10): readonly Job[] {
	return Array.from({length: 3000}, (_, index) =>
		Object.defineProperties(aJob(`${index + from}`, {user: 'bob'}), {
			state: counted('PENDING', reads),
			name: counted('train', reads),
		}),
	);
}

function counted(text: string, reads: {count: number}): PropertyDescriptor {
	return {
		get() {
			reads.count += 1;
			return text;
		},
	};
}

function listed(jobs: readonly Job[], scope: 'all' | 'mine' | 'finished' = 'all'): ClusterEvent {
	const told = {tookMs: 1, intervalMs: 60_000, atMs: 0};
	return {type: 'cluster/jobsListed', cluster: hpc, scope, jobs, ...told};
}

function tasksListed(jobs: readonly Job[]): ClusterEvent {
	const told = {tookMs: 1, intervalMs: 60_000, atMs: 0};
	return {type: 'cluster/tasksListed', cluster: hpc, array: '14', jobs, ...told};
}

/** Tasks that count reads of their state, as of who counts them. */
function tasks(reads: {count: number}): readonly Job[] {
	return Array.from({length: 3000}, (_, index) =>
		Object.defineProperty(aJob(`14_${index}`), 'state', counted('PENDING', reads)),
	);
}

/** What is made ready of a list is not made when it is drawn. */
function readied(rack: QueueRack, event: ClusterEvent, reads: {count: number}): void {
	reads.count = 0;
	doAll(makeReady(rack.state, event));
	expect(reads.count).toBeGreaterThanOrEqual(3000);
	reads.count = 0;
	rack.send(event);
	draw(rack);
	expect(shownRows(rack.state).length).toBeGreaterThanOrEqual(3000);
	expect(reads.count).toBeLessThan(50);
}

function draw({state}: QueueRack): void {
	shownRows(state);
	rowUnderCursor(state);
	state.clusters.map(allCounts);
}

const filtered = (rack: QueueRack): QueueRack => rack.press('/').type('train').press('enter');
/** Of the jobs that come later the first is not there, so that the order that is held is another. */
const shifted = (rack: QueueRack): QueueRack =>
	rack.all(own, ...countedJobs({count: 0}, 11)).rested();

describe('a list that was made ready', () => {
	it.each([
		['as it comes first', (rack: QueueRack) => rack],
		['again', (rack: QueueRack) => rack.all(own, ...countedJobs({count: 0})).rested()],
		[
			'right after a key',
			(rack: QueueRack) => rack.all(own, ...countedJobs({count: 0})).press('j'),
		],
		['sorted by its names', (rack: QueueRack) => rack.press('s', 's')],
		['to a filter right after a key', (rack: QueueRack) => shifted(filtered(rack)).press('j')],
		['to a filter', filtered],
	])('needs only what is drawn of it: %s', (_, given) => {
		const reads = {count: 0};
		const rack = given(new QueueRack().mine(own).press('a'));
		const event = listed([own, ...countedJobs(reads)]);
		doAll(makeReady(rack.state, event));
		expect(reads.count).toBeGreaterThan(3000);
		draw(rack);
		reads.count = 0;
		rack.send(event);
		draw(rack);
		expect(shownRows(rack.state).length).toBeGreaterThan(3000);
		expect(reads.count).toBeLessThan(50);
	});

	it('needs only what is drawn of it: of jobs that ended', () => {
		const reads = {count: 0};
		const rack = new QueueRack().mine(own);
		readied(rack, listed(countedJobs(reads), 'finished'), reads);
	});

	it('needs only what is drawn of it: of the tasks of an array that is unfolded', () => {
		const reads = {count: 0};
		const rack = new QueueRack().mine(aJob('14_[0-2999]')).press('z');
		readied(rack, tasksListed(tasks(reads)), reads);
	});

	it('needs only what is drawn of it: beside an array that is unfolded', () => {
		const reads = {count: 0};
		const rack = new QueueRack()
			.mine(aJob('14_[0-2999]'))
			.press('z')
			.send(tasksListed(tasks(reads)));
		readied(rack, listed([aJob('14_[0-2999]')], 'mine'), reads);
	});

	it('needs only what is drawn of it: of tasks, to a filter', () => {
		const reads = {count: 0};
		const rack = filtered(new QueueRack().mine(aJob('14_[0-2999]', {name: 'train'})).press('z'));
		const named = Array.from({length: 3000}, (_, index) =>
			Object.defineProperty(aJob(`14_${index}`), 'name', counted('train', reads)),
		);
		readied(rack, tasksListed(named), reads);
	});

	it.each(['mine', 'all'] as const)('is found by its ids: %s', scope => {
		const {state} = new QueueRack().mine(own).press('a');
		const event = listed(countedJobs({count: 0}), scope);
		doAll(makeReady(state, event));
		const cluster = clusterNamed(reduceCluster(state, event), hpc);
		const sections = cluster && doAll(sortInSections(cluster, {sort: 'mine', hasAll: true}));
		const section = scope === 'mine' ? sections?.own : sections?.others;
		expect(section?.length).toBe(3000);
		expect([...indexed(section ?? [])]).toEqual([]);
	});

	it('leaves what is shown meanwhile as it is', () => {
		const rack = new QueueRack().mine(own).press('a');
		const reads = {count: 0};
		rack.all(own, ...countedJobs(reads));
		const before = shownRows(rack.state);
		reads.count = 0;
		for (const _step of makeReady(rack.state, listed([own, ...countedJobs({count: 0}, 20)]))) {
			expect(shownRows(rack.state)).toBe(before);
		}

		expect(reads.count).toBe(0);
	});

	it('can be left many times', () => {
		const rack = new QueueRack().mine(own).press('a');
		expect([...makeReady(rack.state, listed(countedJobs({count: 0})))].length).toBeGreaterThan(20);
	});
});
