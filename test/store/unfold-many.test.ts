import {expect, it} from 'vitest';
import type {Job} from '../../source/domain/job.ts';
import {doAll} from '../../source/rules/steps.ts';
import {shownRows} from '../../source/store/job-rows.ts';
import {makeUnfolded} from '../../source/store/ready-jobs.ts';
import {aJob} from '../helpers/job-builders.ts';
import {hpc, QueueRack} from '../helpers/queue-rack.ts';

const ready = {type: 'jobs/unfolded', cluster: hpc, array: '4720', atMs: 0} as const;

/** Tells when the state of a task is read, as of who makes its row. */
function tasks(count: number, onRead: () => void = () => undefined): readonly Job[] {
	return Array.from({length: count}, (_, index) => {
		const job = aJob(`4720_${index}`, {state: 'RUNNING', nodeList: 'n1', reason: undefined});
		return Object.defineProperty({...job}, 'array', {
			enumerable: true,
			get() {
				onRead();
				return job.array;
			},
		});
	});
}

const rowCount = ({state}: QueueRack): number => shownRows(state).length;

it('the tasks of a large array come when their rows are ready, and the list stands meanwhile', () => {
	const rack = new QueueRack().mine(...tasks(3000));
	expect(rowCount(rack)).toBe(1);
	rack.press('z');
	expect(rack.effects).toContainEqual({type: 'unfoldArray', cluster: hpc, array: '4720'});
	expect(rowCount(rack)).toBe(1);
	doAll(makeUnfolded(() => rack.state, '4720'));
	expect(rowCount(rack.send(ready))).toBe(3001);
	expect(rowCount(rack.send(ready))).toBe(3001);
	expect(rowCount(rack.press('z'))).toBe(1);
});

it('a large array that is folded again before its rows are ready stays folded', () => {
	const rack = new QueueRack()
		.mine(...tasks(3000))
		.press('z')
		.press('z');
	expect(rowCount(rack.send(ready))).toBe(1);
	rack.press('z');
	expect(rowCount(rack)).toBe(1);
	expect(rowCount(rack.send(ready))).toBe(3001);
});

it('the cluster is asked for the tasks of a large one as soon as they are shown', () => {
	const rack = new QueueRack()
		.mine(...tasks(3000))
		.press('z')
		.send(ready);
	expect(rack.effects).toContainEqual(
		expect.objectContaining({
			type: 'lookAtCluster',
			look: expect.objectContaining({arrays: ['4720']}),
		}),
	);
});

it('each step is short, and nothing of them is left to do when they are shown', () => {
	let reads = 0;
	const rack = new QueueRack().mine(...tasks(10_000, () => (reads += 1)));
	rack.press('z');
	let most = 0;
	let before = reads;
	for (const _step of makeUnfolded(() => rack.state, '4720')) {
		most = Math.max(most, reads - before);
		before = reads;
	}

	// A step goes through a thousand of them.
	expect(most).toBeLessThan(reads / 3);
	const made = reads;
	expect(rowCount(rack.send(ready))).toBe(10_001);
	expect(reads - made).toBeLessThan(100);
});

it('those of a small one come at once', () => {
	const rack = new QueueRack().mine(...tasks(100)).press('z');
	expect(rowCount(rack)).toBe(101);
	expect(rack.effects.map(({type}) => type)).not.toContain('unfoldArray');
});

it('those of another cluster than the shown one are not unfolded', () => {
	const rack = new QueueRack().mine(...tasks(3000)).press('z');
	rack.send({...ready, cluster: 'other' as typeof hpc});
	expect(rowCount(rack)).toBe(1);
});
