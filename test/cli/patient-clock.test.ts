import {expect, it} from 'vitest';
import {patientClock} from '../../source/cli/patient-clock.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

function someClock() {
	const fake = new FakeClock();
	const person = {isAsked: false, askedMs: 0};
	const clock = patientClock(fake, {
		isAsking: () => person.isAsked,
		askedMs: () => person.askedMs,
	});
	let rings = 0;
	return {
		fake,
		clock,
		start: (delayMs: number) =>
			clock.startTimer(delayMs, () => {
				rings += 1;
			}),
		rings: () => rings,
		/** A question that is open for so long, in steps of 100 ms. */
		async ask(durationMs: number): Promise<void> {
			person.isAsked = true;
			for (let passedMs = 0; passedMs < durationMs; passedMs += 100) {
				person.askedMs += 100;
				await fake.advance(100);
			}

			person.isAsked = false;
		},
	};
}

it('a timer rings when nobody is asked', async () => {
	const {fake, start, rings} = someClock();
	start(1000);
	await fake.advance(999);
	expect(rings()).toBe(0);
	await fake.advance(5000);
	expect(rings()).toBe(1);
});

it('the time of a question is none: not of a duration', async () => {
	const {fake, clock, ask} = someClock();
	await fake.advance(2000);
	await ask(60_000);
	await fake.advance(300);
	expect(clock.monotonicMs()).toBe(2300);
	expect(clock.wallMs()).toBe(fake.wallMs());
});

it.each([
	['ends before the deadline would', 9000],
	['outlasts the deadline', 60_000],
])('a deadline has all its time beside a question that %s', async (_, askedMs) => {
	const {fake, start, rings, ask} = someClock();
	start(10_000);
	await fake.advance(1000);
	await ask(askedMs);
	await fake.advance(8900);
	expect(rings()).toBe(0);
	await fake.advance(600);
	expect(rings()).toBe(1);
});

it('a deadline has all its time beside two questions', async () => {
	const {fake, start, rings, ask} = someClock();
	start(10_000);
	await ask(30_000);
	await fake.advance(5000);
	await ask(30_000);
	await fake.advance(4900);
	expect(rings()).toBe(0);
	await fake.advance(600);
	expect(rings()).toBe(1);
});

it('a timer that is cancelled while it waits never rings', async () => {
	const {fake, start, rings, ask} = someClock();
	const cancel = start(1000);
	await ask(1500);
	cancel();
	await fake.advance(5000);
	expect(rings()).toBe(0);
	expect(fake.timerCount).toBe(0);
});
