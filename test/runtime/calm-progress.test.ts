import {expect, test} from 'vitest';
import {calmProgress} from '../../source/runtime/calm-progress.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

test('of sixteen a second four are told, the first and the last at once', async () => {
	const clock = new FakeClock();
	const told: Array<readonly [number, number]> = [];
	const progress = calmProgress<number>(clock, one => told.push([clock.monotonicMs(), one]));
	for (let tick = 0; tick < 16; tick += 1) {
		progress.tell(tick);
		await clock.advance(62);
	}

	expect(told).toHaveLength(4);
	expect(told[0]).toEqual([0, 0]);
	progress.tell(99);
	progress.end();
	expect(told.at(-1)).toEqual([992, 99]);
	expect(clock.timerCount).toBe(0);
});

test('what comes after a pause is told at once', async () => {
	const clock = new FakeClock();
	const told: number[] = [];
	const progress = calmProgress<number>(clock, one => told.push(one));
	progress.tell(1);
	await clock.advance(5000);
	progress.tell(2);
	expect(told).toEqual([1, 2]);
});
