import {expect, it} from 'vitest';
import {createListQueue} from '../../source/clients/list-queue.ts';
import type {Job} from '../../source/domain/job.ts';
import {failed, type Result, succeeded} from '../../source/domain/result.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {aJob} from '../helpers/job-builders.ts';

const {signal} = new AbortController();

/** A controller that takes so long for each list. */
function aQueue(tookMs: number, answer: Result<readonly Job[]> = succeeded([aJob('1')])) {
	const clock = new FakeClock();
	const asked: string[] = [];
	const listQueue = createListQueue({
		clock,
		listJobsWith: ([partition = ''], given) =>
			new Promise(resolve => {
				asked.push(`${partition} at ${clock.monotonicMs()}`);
				clock.startTimer(tookMs, () => resolve(answer));
				const end = () => resolve(failed({kind: 'cancelled', where: 'squeue'}));
				given.addEventListener('abort', end, {once: true});
			}),
	});
	/** The answer, and what came of time until then. */
	const list = async (partition: string, withinMs = 10_000) => {
		const told = listQueue([partition], signal);
		await clock.advance(withinMs);
		return told;
	};
	/** Each call is given up for a newer one, until none comes any more. */
	const hurry = async (partition: string, {eachMs, forMs}: {eachMs: number; forMs: number}) => {
		let newest = new AbortController();
		for (let atMs = 0; atMs < forMs; atMs += eachMs) {
			newest.abort();
			newest = new AbortController();
			void listQueue([partition], newest.signal);
			await clock.advance(eachMs);
		}

		newest.abort();
		await clock.advance(0);
	};
	return {clock, asked, list, listQueue, hurry};
}

it('the queue of a partition is asked for once for all jobs that wait in it, for ten seconds', async () => {
	const {asked, list} = aQueue(100);
	await list('gpu', 100);
	await list('gpu', 9900);
	expect(asked).toEqual(['--partition=gpu at 0']);
	await list('gpu', 100);
	expect(asked).toHaveLength(1);
	await list('gpu', 100);
	expect(asked).toEqual(['--partition=gpu at 0', '--partition=gpu at 10100']);
});

it('of a slow controller it is kept for ten times what it took', async () => {
	const {asked, list} = aQueue(4000);
	await list('gpu', 39_000);
	await list('gpu', 1000);
	expect(asked).toHaveLength(1);
	await list('gpu', 4000);
	expect(asked).toHaveLength(2);
});

it('of another partition it is asked for after ten times what the last one took', async () => {
	const {asked, list} = aQueue(400);
	await list('gpu', 400);
	expect(await list('cpu', 4000)).toMatchObject({ok: true});
	expect(asked).toEqual(['--partition=gpu at 0', '--partition=cpu at 4000']);
});

it('and is left out where that would take longer than anybody waits', async () => {
	const {asked, list} = aQueue(2000);
	await list('gpu', 2000);
	expect(await list('cpu', 0)).toMatchObject({failure: {kind: 'rejected'}});
	expect(asked).toHaveLength(1);
});

it('what failed is not told again, but asked for', async () => {
	const failure = {kind: 'exited', where: 'squeue', exitCode: 1, signal: undefined, stderr: ''};
	const {asked, list} = aQueue(100, failed({...failure, kind: 'exited'}));
	await list('gpu', 100);
	await list('gpu', 2000);
	expect(asked).toHaveLength(2);
});

it('who asks for one job after the other before any is told does not ask the controller each time', async () => {
	const {asked, hurry, clock} = aQueue(900);
	await hurry('gpu', {eachMs: 300, forMs: 5700});
	expect(asked).toEqual(['--partition=gpu at 0', '--partition=gpu at 3000']);
	await clock.advance(10_000);
	expect(asked).toHaveLength(2);
});

it('a call that was given up counts as one that took as long as the one before', async () => {
	const {asked, list, listQueue, hurry, clock} = aQueue(500);
	await list('gpu', 10_000);
	await hurry('cpu', {eachMs: 100, forMs: 100});
	void listQueue(['cpu'], signal);
	await clock.advance(4800);
	expect(asked).toEqual(['--partition=gpu at 0', '--partition=cpu at 10000']);
	await clock.advance(100);
	expect(asked.at(-1)).toBe('--partition=cpu at 15000');
});

it('and the list that was told before it is told still', async () => {
	const {asked, list, hurry} = aQueue(500);
	const first = await list('gpu', 5000);
	await hurry('cpu', {eachMs: 100, forMs: 100});
	expect(await list('gpu', 0)).toBe(first);
	expect(asked).toHaveLength(2);
});
