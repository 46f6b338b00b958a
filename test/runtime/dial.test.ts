import {expect, it} from 'vitest';
import type {Event} from '../../source/domain/event.ts';
import {createDial} from '../../source/runtime/dial.ts';
import {createDialTurns} from '../../source/runtime/dial-turns.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {aNodeConfig} from '../helpers/node-builders.ts';
import {broken, type ScriptedDial, scriptedDials} from '../helpers/scripted-dials.ts';

function dialling(script: readonly ScriptedDial[], turnMs = 250) {
	const clock = new FakeClock();
	const dials = scriptedDials(clock, script);
	const events: Event[] = [];
	const turns = createDialTurns({clock, atOnce: 1, turnMs, mostTurnMs: turnMs});
	const dial = createDial({
		...{clock, turns, openProbe: dials.openProbe, connectTimeoutMs: 10_000},
		node: aNodeConfig('pi-1', {isLocal: false}),
		dispatch: event => events.push(event),
	});
	const stopping = new AbortController();
	return {...dials, clock, events, turns, stopping, dial: () => dial(stopping.signal)};
}

const timedOut = {ok: false, failure: {kind: 'timedOut', where: 'pi-1', afterMs: 10_000}};

it('a dial that keeps its own deadline tells its own reason', async () => {
	const {clock, dial} = dialling([{afterMs: 10_000, failure: broken}]);
	const opened = dial();
	await clock.advance(10_000);
	expect(await opened).toEqual({ok: false, failure: broken});
	expect(clock.timerCount).toBe(0);
});

it('a dial that ignores its deadline is given up a tenth later, and aborted', async () => {
	const {clock, dial, inFlight} = dialling([{afterMs: undefined}]);
	let isGivenUp = false;
	const opened = dial().finally(() => {
		isGivenUp = true;
	});
	await clock.advance(10_999);
	expect(isGivenUp).toBe(false);
	await clock.advance(1);
	expect(await opened).toEqual(timedOut);
	expect(inFlight()).toBe(0);
	expect(clock.timerCount).toBe(0);
});

it('a probe that comes after it was given up is closed, and says nothing', async () => {
	const {clock, dial, events, opened, closed} = dialling([{afterMs: 20_000, isDeaf: true}]);
	const given = dial();
	await clock.advance(11_000);
	expect(await given).toEqual(timedOut);
	await clock.advance(10_000);
	expect([opened(), closed()]).toEqual([1, 1]);
	expect(events.map(({type}) => type)).toEqual(['node/dialled']);
});

it('while a dial hangs on, no second one begins beside it', async () => {
	const {clock, dial, mostInFlight, dialledAtMs} = dialling([
		{afterMs: 60_000, isDeaf: true},
		{afterMs: 100},
	]);
	const first = dial();
	await clock.advance(11_000);
	await first;
	expect(await dial()).toEqual(timedOut);
	await clock.advance(49_000);
	const third = dial();
	await clock.advance(100);
	expect(await third).toMatchObject({ok: true});
	expect([dialledAtMs, mostInFlight()]).toEqual([[0, 60_000], 1]);
});

it('is told as dialled when its turn has come, and not before', async () => {
	const {clock, dial, events, turns} = dialling([{afterMs: 10}]);
	await turns.take(new AbortController().signal);
	void dial();
	await clock.advance(249);
	expect(events).toEqual([]);
	await clock.advance(1);
	expect(events).toMatchObject([{type: 'node/dialled', atMs: 250}]);
});

it('aborted while it waits for its turn, it is cancelled and dials nothing', async () => {
	const {dial, turns, stopping, dialledAtMs} = dialling([{afterMs: 10}]);
	await turns.take(new AbortController().signal);
	const opened = dial();
	stopping.abort();
	expect(await opened).toMatchObject({failure: {kind: 'cancelled'}});
	expect(dialledAtMs).toEqual([]);
});

it('ends its turn when it has opened', async () => {
	const {clock, dial, turns} = dialling([{afterMs: 10}]);
	void dial();
	await clock.advance(10);
	let isTaken = false;
	void turns.take(new AbortController().signal).then(() => {
		isTaken = true;
	});
	await clock.advance(0);
	expect(isTaken).toBe(true);
});

it('given up or aborted it keeps neither its turn nor a timer, though it hangs on', async () => {
	for (const stopAtMs of [100, 60_000]) {
		const {clock, dial, stopping} = dialling([{afterMs: undefined, isDeaf: true}], 60_000);
		clock.startTimer(stopAtMs, () => stopping.abort());
		void dial();
		await clock.advance(12_000);
		expect(clock.timerCount).toBe(stopAtMs > 12_000 ? 1 : 0);
	}
});
