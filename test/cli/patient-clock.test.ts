import {expect, it} from 'vitest';
import {patientClock} from '../../source/cli/patient-clock.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

function someClock() {
	const fake = new FakeClock();
	const person = {isAsked: false};
	return {fake, person, clock: patientClock(fake, () => person.isAsked)};
}

it('a timer rings when nobody is asked', async () => {
	const {fake, clock} = someClock();
	let rings = 0;
	clock.startTimer(1000, () => {
		rings += 1;
	});
	await fake.advance(999);
	expect(rings).toBe(0);
	await fake.advance(5000);
	expect(rings).toBe(1);
});

it('a deadline begins anew after the question in which it would have ended', async () => {
	const {fake, person, clock} = someClock();
	let rings = 0;
	clock.startTimer(1000, () => {
		rings += 1;
	});
	person.isAsked = true;
	await fake.advance(60_000);
	expect(rings).toBe(0);
	person.isAsked = false;
	await fake.advance(1000);
	expect(rings).toBe(1);
});

it('a timer that is cancelled while it waits never rings', async () => {
	const {fake, person, clock} = someClock();
	let rings = 0;
	const cancel = clock.startTimer(1000, () => {
		rings += 1;
	});
	person.isAsked = true;
	await fake.advance(1500);
	cancel();
	person.isAsked = false;
	await fake.advance(5000);
	expect(rings).toBe(0);
	expect(fake.timerCount).toBe(0);
});
