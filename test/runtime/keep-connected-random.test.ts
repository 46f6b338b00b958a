import fc from 'fast-check';
import {expect, it} from 'vitest';
import {finalStateOf} from '../../source/domain/connection.ts';
import type {Event} from '../../source/domain/event.ts';
import type {Failure} from '../../source/domain/failure.ts';
import {keepConnected} from '../../source/runtime/keep-connected.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {aNodeConfig} from '../helpers/node-builders.ts';
import {broken, type ScriptedDial, scriptedDials} from '../helpers/scripted-dials.ts';
import {seededChance} from '../helpers/seeded-chance.ts';

const numRuns = process.env['FULL'] === '1' ? 2000 : 150;
const denied: Failure = {kind: 'authFailed', where: 'pi-1', user: 'pi'};

const aDial: fc.Arbitrary<ScriptedDial> = fc.oneof(
	fc.record({
		afterMs: fc.integer({min: 0, max: 15_000}),
		isDeaf: fc.boolean(),
		failure: fc.constantFrom(broken, broken, broken, broken, denied),
	}),
	fc.record({
		afterMs: fc.integer({min: 0, max: 15_000}),
		isDeaf: fc.boolean(),
		lostAfterMs: fc.option(fc.integer({min: 0, max: 30_000}), {nil: undefined}),
	}),
	fc.record({afterMs: fc.constant(undefined), isDeaf: fc.boolean()}),
);

/** What may follow what; a node that stays with its last word is fine. */
const order: Readonly<Record<string, readonly string[]>> = {
	start: ['dialled'],
	dialled: ['authenticated', 'connected', 'connectFailed'],
	authenticated: ['connected', 'connectFailed'],
	connected: ['sampled', 'sampleFailed', 'described', 'filesystemsMeasured', 'lost'],
	connectFailed: ['dialled', 'connectFailed'],
	lost: ['dialled', 'connectFailed'],
	refused: [],
};

function expectOrder(events: readonly Event[]): void {
	let state = 'start';
	for (const event of events) {
		const name = event.type.replace('node/', '');
		expect(`${state}: ${order[state]?.find(next => next === name)}`).toBe(`${state}: ${name}`);
		state = name in order ? name : state;
		if (
			'failure' in event &&
			event.failure !== undefined &&
			finalStateOf(event.failure) !== undefined
		) {
			state = 'refused';
		}
	}
}

it('whatever the dials of a node come to, there is one at a time, and its story makes sense', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(aDial, {minLength: 1, maxLength: 8}),
			fc.integer(),
			fc.integer({min: 1, max: 120_000}),
			async (script, seed, stopAtMs) => {
				const clock = new FakeClock();
				const dials = scriptedDials(clock, script);
				const events: Event[] = [];
				const {stop} = keepConnected({
					node: aNodeConfig('pi-1', {isLocal: false, pollIntervalMs: 10_000}),
					openProbe: dials.openProbe,
					clock,
					chance: seededChance(seed),
					dispatch: event => events.push(event),
					connectTimeoutMs: 10_000,
					...{turns: undefined, firstDelayMs: 0, phaseMs: undefined},
				});
				await clock.advance(stopAtMs);
				const toldBefore = events.length;
				stop();
				await clock.advance(60_000);
				expectOrder(events);
				expect(dials.mostInFlight()).toBeLessThanOrEqual(1);
				expect(dials.closed()).toBe(dials.opened());
				expect(events).toHaveLength(toldBefore);
				expect(clock.timerCount).toBe(0);
			},
		),
		{numRuns},
	);
}, 60_000);
