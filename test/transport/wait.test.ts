import {getEventListeners} from 'node:events';
import {expect, it} from 'vitest';
import {wait} from '../../source/transport/wait.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

it('waits, or ends at once when aborted, and leaves nothing behind', async () => {
	const clock = new FakeClock();
	const stopping = new AbortController();
	const whole = wait(1000, clock, stopping.signal);
	await clock.advance(1000);
	expect(await whole).toBe(true);
	expect(getEventListeners(stopping.signal, 'abort')).toEqual([]);
	const cut = wait(1000, clock, stopping.signal);
	stopping.abort();
	expect(await cut).toBe(false);
	expect(await wait(1000, clock, stopping.signal)).toBe(false);
	expect(clock.timerCount).toBe(0);
});
