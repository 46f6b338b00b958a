import {describe, expect, test} from 'vitest';
import {createAttemptLedger} from '../../source/runtime/attempt-ledger.ts';
import {aCandidate} from '../helpers/chat-builders.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

const whole = {charge: undefined, cached: undefined};
const running = () => new AbortController().signal;

function aLedger() {
	const clock = new FakeClock();
	const chosen = aCandidate('pi-01');
	const ledger = createAttemptLedger({clock, chance: () => 0.5});
	return {clock, chosen, ledger, of: () => ledger.of(chosen.node)};
}

describe('our requests on a node', () => {
	test('go on from what programs before this one left', () => {
		const {clock, chosen} = aLedger();
		const left = {
			breaker: {state: 'open', untilMs: 9000, openedTimes: 1},
			...{modelBreakers: new Map(), lastUsedAtMs: -4000},
		} as const;
		const earlier = new Map([[chosen.node as string, left]]);
		const ledger = createAttemptLedger({clock, chance: () => 0.5, earlier});
		expect(ledger.of(chosen.node)).toEqual({...left, inFlight: [], cached: []});
	});

	test('count from the moment that they are routed there, in their slot or before it', async () => {
		const {clock, chosen, ledger, of} = aLedger();
		await clock.advance(1000);
		const first = ledger.enter(chosen);
		expect(of().inFlight).toMatchObject([{sentAtMs: undefined, model: chosen.model}]);

		await first.takeSlot(running());
		await clock.advance(500);
		first.noteToken();
		await clock.advance(500);
		first.noteToken();
		expect(of()).toMatchObject({
			...{inFlight: [{sentAtMs: 1000, firstTokenAtMs: 1500}], lastUsedAtMs: 1000},
		});
	});

	test('wait for one of its slots, first come, first served', async () => {
		const {clock, chosen, ledger} = aLedger();
		const entries = [1, 2, 3].map(() => ledger.enter(chosen));
		const order: number[] = [];
		for (const [index, entry] of entries.entries()) {
			void entry.takeSlot(running()).then(() => order.push(index));
		}

		await clock.advance(0);
		expect(order).toEqual([0]);
		entries[0]?.leave(whole);
		expect(entries.map(entry => entry.isSent())).toEqual([true, true, false]);
		await clock.advance(0);
		expect(order).toEqual([0, 1]);
	});

	test('as many as it has slots are there at once', async () => {
		const {ledger, chosen, of} = aLedger();
		for (let count = 0; count < 5; count += 1) {
			void ledger.enter({...chosen, slots: 3}).takeSlot(running());
		}

		expect(of().inFlight.filter(({sentAtMs}) => sentAtMs !== undefined)).toHaveLength(3);
	});

	test('that are cancelled while they wait leave their place to the next', async () => {
		const {ledger, chosen} = aLedger();
		const [first, second, third] = [1, 2, 3].map(() => ledger.enter(chosen));
		const stopping = new AbortController();
		await first?.takeSlot(running());
		const waiting = second?.takeSlot(stopping.signal);
		const last = third?.takeSlot(running());
		stopping.abort();
		expect(await waiting).toBe(false);

		second?.leave({charge: {of: 'none'}, cached: undefined});
		first?.leave(whole);
		expect(await last).toBe(true);
	});

	test('that wait behind one that shows that the node fell are routed anew', async () => {
		const {clock, ledger, chosen, of} = aLedger();
		const [first, second] = [1, 2].map(() => ledger.enter(chosen));
		await first?.takeSlot(running());
		const waiting = second?.takeSlot(running());
		first?.leave({charge: {of: 'node', weight: 'opens'}, cached: undefined});

		expect(await waiting).toBe(false);
		expect(of().breaker).toMatchObject({state: 'open', untilMs: clock.monotonicMs() + 9000});
	});

	test('one that tries a node again is the only one to do so', async () => {
		const {clock, ledger, chosen, of} = aLedger();
		const first = ledger.enter(chosen);
		await first.takeSlot(running());
		first.leave({charge: {of: 'node', weight: 'opens'}, cached: undefined});
		await clock.advance(60_000);
		const second = ledger.enter(chosen);
		await second.takeSlot(running());
		expect(of().breaker).toMatchObject({state: 'halfOpen', isTrying: true});

		second.leave(whole);
		expect(of().breaker.state).toBe('closed');
	});

	test('a model that did not load is kept away from there, the node is not', async () => {
		const {ledger, chosen, of} = aLedger();
		const entry = ledger.enter(chosen);
		await entry.takeSlot(running());
		entry.leave({charge: {of: 'model', weight: 'unloadable'}, cached: undefined});

		expect(of().breaker.state).toBe('closed');
		expect(of().modelBreakers.get(chosen.model)?.state).toBe('open');
	});

	test('a whole answer leaves its conversation in the cache of the model, one a slot', async () => {
		const {ledger, chosen, of} = aLedger();
		for (const session of ['one', 'two']) {
			const entry = ledger.enter(chosen);
			await entry.takeSlot(running());
			const cached = {session, model: chosen.model, tokens: 40};
			entry.leave({charge: undefined, cached});
		}

		expect(of().cached).toEqual([{session: 'two', model: chosen.model, tokens: 40}]);
	});
});
