import fc from 'fast-check';
import {expect, it} from 'vitest';
import {delayToBeatMs} from '../../source/rules/poll-beat.ts';

it('a node that is in step stays so, though a timer fires a little early or late', () => {
	const delayAt = (nowMs: number) => delayToBeatMs({nowMs, intervalMs: 2000, phaseMs: 300});
	expect([4300, 4299, 4302].map(delayAt)).toEqual([2000, 2001, 1998]);
});

it('never fires before its beat, since a timer drops fractions of a millisecond', () => {
	expect(delayToBeatMs({nowMs: 4299.3, intervalMs: 2000, phaseMs: 300})).toBe(2001);
});

it('whenever it is asked, the next time is in its place, half to one and a half intervals away', () => {
	fc.assert(
		fc.property(
			fc.integer({min: 0, max: 1e9}),
			fc.integer({min: 200, max: 3_600_000}),
			fc.nat(1e6),
			(nowMs, intervalMs, place) => {
				const phaseMs = place % intervalMs;
				const delayMs = delayToBeatMs({nowMs, intervalMs, phaseMs});
				expect((nowMs + delayMs) % intervalMs).toBe(phaseMs);
				expect(delayMs).toBeGreaterThanOrEqual(intervalMs / 2);
				expect(delayMs).toBeLessThan(intervalMs * 1.5);
			},
		),
	);
});
