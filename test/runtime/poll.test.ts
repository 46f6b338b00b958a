import {expect, it} from 'vitest';
import {startPoll} from '../../source/runtime/poll.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

/** A task whose rounds take as long as told, and that notes when each began. */
function aTask(clock: FakeClock, durationsMs: readonly number[], delayMs = 1000) {
	const startsMs: number[] = [];
	let running = 0;
	let mostAtOnce = 0;
	const task = async (): Promise<number> => {
		const durationMs = durationsMs[startsMs.length] ?? 0;
		startsMs.push(clock.monotonicMs());
		running += 1;
		mostAtOnce = Math.max(mostAtOnce, running);
		await new Promise<void>(resolve => {
			clock.startTimer(durationMs, resolve);
		});
		running -= 1;
		return delayMs;
	};
	return {task, startsMs, mostAtOnce: () => mostAtOnce};
}

it('keeps the beat whatever a round takes', async () => {
	const clock = new FakeClock();
	const {task, startsMs} = aTask(clock, [300, 10, 700]);
	startPoll({clock, firstDelayMs: 50, task});
	await clock.advance(3500);
	expect(startsMs).toEqual([50, 1050, 2050, 3050]);
});

it('never overlaps: a round that takes long skips the beats it missed', async () => {
	const clock = new FakeClock();
	const {task, startsMs, mostAtOnce} = aTask(clock, [2500]);
	startPoll({clock, firstDelayMs: 0, task});
	await clock.advance(4100);
	expect(startsMs).toEqual([0, 3000, 4000]);
	expect(mostAtOnce()).toBe(1);
});

it('stopped, it aborts the round under way and starts no other', async () => {
	const clock = new FakeClock();
	const signals: AbortSignal[] = [];
	const stop = startPoll({
		clock,
		firstDelayMs: 0,
		task: async signal => {
			signals.push(signal);
			await new Promise<void>(resolve => {
				clock.startTimer(100, resolve);
			});
			return 100;
		},
	});
	await clock.advance(50);
	stop();
	await clock.advance(1000);
	expect(signals).toHaveLength(1);
	expect(signals[0]?.aborted).toBe(true);
	expect(clock.timerCount).toBe(0);
});

it('ends by itself when the task says so', async () => {
	const clock = new FakeClock();
	let rounds = 0;
	startPoll({
		clock,
		firstDelayMs: 0,
		async task() {
			rounds += 1;
			return 'end';
		},
	});
	await clock.advance(10_000);
	expect(rounds).toBe(1);
	expect(clock.timerCount).toBe(0);
});
