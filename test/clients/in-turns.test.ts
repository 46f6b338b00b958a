import {expect, it} from 'vitest';
import {inTurns} from '../../source/clients/in-turns.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

it('answers in the order of the items, and works on so many at once', async () => {
	const clock = new FakeClock();
	let now = 0;
	let most = 0;
	const answers = inTurns([30, 10, 20, 5, 1], 2, async ms => {
		now += 1;
		most = Math.max(most, now);
		await new Promise<void>(resolve => {
			clock.startTimer(ms, resolve);
		});
		now -= 1;
		return ms * 2;
	});
	await clock.advance(100);
	expect(await answers).toEqual([60, 20, 40, 10, 2]);
	expect(most).toBe(2);
});

it('of nothing gives nothing', async () => {
	expect(await inTurns([], 8, async () => 1)).toEqual([]);
});
