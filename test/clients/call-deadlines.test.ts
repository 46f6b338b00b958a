import {expect, test} from 'vitest';
import {type DeadlineLimits, openDeadlines} from '../../source/clients/call-deadlines.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

function opened(limits: DeadlineLimits) {
	const clock = new FakeClock();
	const late: number[] = [];
	const deadlines = openDeadlines(limits, clock, afterMs => late.push(afterMs));
	deadlines.start();
	return {clock, late, deadlines};
}

test('what comes first has its own deadline, and each next one what it is given', async () => {
	const {clock, late, deadlines} = opened({firstMs: 30_000});
	await clock.advance(29_000);
	deadlines.heard(20_000);
	await clock.advance(19_000);
	deadlines.heard(60_000);
	await clock.advance(59_999);
	expect(late).toEqual([]);
	await clock.advance(1);
	expect(late).toEqual([60_000]);
	expect(clock.timerCount).toBe(0);
});

test('the first may be waited for longer, until nobody wants to any more', async () => {
	const asked: number[] = [];
	const onFirstLate = async (waitedMs: number) => {
		asked.push(waitedMs);
		return waitedMs < 90_000 ? 30_000 : undefined;
	};
	const {clock, late} = opened({firstMs: 45_000, onFirstLate});
	await clock.advance(104_999);
	expect(late).toEqual([]);
	await clock.advance(1);
	expect(asked).toEqual([45_000, 75_000, 105_000]);
	expect(late).toEqual([105_000]);
});

test.each([
	['came', 'heard'],
	['was given up', 'stop'],
] as const)('what %s while it was asked about is not late', async (_, how) => {
	const answer = Promise.withResolvers<number | undefined>();
	const told: AbortSignal[] = [];
	const onFirstLate = (_waitedMs: number, signal: AbortSignal) => {
		told.push(signal);
		return answer.promise;
	};
	const {clock, late, deadlines} = opened({firstMs: 10, onFirstLate});
	await clock.advance(10);
	expect(told.map(({aborted}) => aborted)).toEqual([false]);
	deadlines[how](1000);
	expect(told.map(({aborted}) => aborted)).toEqual([true]);
	answer.resolve(undefined);
	await clock.advance(0);
	expect(late).toEqual([]);
	expect(clock.timerCount).toBe(how === 'heard' ? 1 : 0);
});

test('all together has a deadline too, however steadily something comes', async () => {
	const {clock, late, deadlines} = opened({firstMs: 30_000, wholeMs: 60_000});
	for (let round = 0; round < 59; round += 1) {
		await clock.advance(1000);
		deadlines.heard(20_000);
	}

	expect(late).toEqual([]);
	await clock.advance(1000);
	expect(late).toEqual([60_000]);
	expect(clock.timerCount).toBe(0);
});
