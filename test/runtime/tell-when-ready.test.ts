import {describe, expect, it} from 'vitest';
import type {Clock} from '../../source/domain/clock.ts';
import type {ClusterEvent, JobEvent} from '../../source/domain/event.ts';
import type {Steps} from '../../source/rules/steps.ts';
import {doInSlices} from '../../source/runtime/do-in-slices.ts';
import {tellWhenReady} from '../../source/runtime/tell-when-ready.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {hpc} from '../helpers/queue-rack.ts';

/** A millisecond goes by with each look at it. */
function busyClock(): {readonly clock: Clock; readonly fake: FakeClock} {
	const fake = new FakeClock();
	let looks = 0;
	const {wallMs, startTimer} = fake;
	return {fake, clock: {wallMs, startTimer, monotonicMs: () => looks++}};
}

function* steps(count: number, onStep = (): void => undefined): Steps<void> {
	for (let step = 0; step < count; step += 1) {
		onStep();
		yield;
	}
}

describe('long work', () => {
	it('lets others have a turn after some milliseconds', async () => {
		const {clock, fake} = busyClock();
		let done = 0;
		let isOver = false;
		doInSlices(
			clock,
			steps(10, () => (done += 1)),
			() => {
				isOver = true;
			},
		);
		expect([done, isOver]).toEqual([4, false]);
		await fake.advance(0);
		expect([done, isOver, fake.timerCount]).toEqual([10, true, 0]);
	});

	it('is over at once where it is short', () => {
		let isOver = false;
		doInSlices(new FakeClock(), steps(10), () => {
			isOver = true;
		});
		expect(isOver).toBe(true);
	});

	it('is dropped', async () => {
		const {clock, fake} = busyClock();
		let isOver = false;
		const drop = doInSlices(clock, steps(10), () => {
			isOver = true;
		});
		drop();
		await fake.advance(1000);
		expect(isOver).toBe(false);
	});
});

const listed = (atMs: number): ClusterEvent => ({
	...{type: 'cluster/jobsListed', cluster: hpc, scope: 'all', jobs: []},
	...{tookMs: 1, intervalMs: 60_000, atMs},
});
const called: ClusterEvent = {type: 'cluster/connecting', cluster: hpc, atMs: 7};

function teller(makeReady: ((event: ClusterEvent) => Steps<void>) | undefined) {
	const {clock, fake} = busyClock();
	const told: number[] = [];
	const dispatch = ({atMs}: ClusterEvent | JobEvent): void => {
		told.push(atMs);
	};
	const parts = {clock, dispatch, ...(makeReady && {makeReady})};
	return {...tellWhenReady(parts), told, fake};
}

const long = ({type}: ClusterEvent): Steps<void> => steps(type === 'cluster/jobsListed' ? 10 : 0);

describe('the facts of a cluster', () => {
	it('are told in their order, also those that need nothing', async () => {
		const {tell, told, fake} = teller(long);
		tell(listed(1));
		tell(called);
		tell(listed(2));
		expect(told).toEqual([]);
		await fake.advance(0);
		expect(told).toEqual([1, 7, 2]);
		tell(called);
		expect(told).toEqual([1, 7, 2, 7]);
	});

	it('wait for nothing that a person asked for', () => {
		const {tell, told} = teller(long);
		tell(listed(1));
		tell({type: 'jobs/sending', cluster: hpc, argv: [], atMs: 5});
		expect(told).toEqual([5]);
	});

	it('are not told any more once they are stopped', async () => {
		const {tell, told, fake, stop} = teller(long);
		tell(listed(1));
		tell(called);
		stop();
		await fake.advance(1000);
		expect(told).toEqual([]);
	});

	it('are not told any more either where a short one came between two long ones', async () => {
		const {tell, told, fake, stop} = teller(event => steps(event.atMs));
		tell(listed(5));
		tell(listed(1));
		tell(listed(50));
		// The first and the second are told, and the third is begun.
		const later = fake.advance(0);
		await Promise.resolve();
		while (told.length < 2) {
			await new Promise(resolve => setImmediate(resolve));
		}

		stop();
		await later;
		await fake.advance(1000);
		expect(told).toEqual([5, 1]);
	});

	it('are told at once where nothing makes them ready', () => {
		const {tell, told} = teller(undefined);
		tell(listed(1));
		tell(called);
		expect(told).toEqual([1, 7]);
	});
});
