import {expect, it} from 'vitest';
import type {Chance} from '../../source/domain/chance.ts';
import type {Event} from '../../source/domain/event.ts';
import type {Failure} from '../../source/domain/failure.ts';
import {failed, succeeded} from '../../source/domain/result.ts';
import {keepConnected} from '../../source/runtime/keep-connected.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {aNodeConfig, aSample} from '../helpers/node-builders.ts';
import {broken, type ScriptedDial, scriptedDials} from '../helpers/scripted-dials.ts';

const refused: Failure = {kind: 'refused', where: 'pi-1'};

function kept(script: readonly ScriptedDial[], chance: Chance = () => 1) {
	const clock = new FakeClock();
	const dials = scriptedDials(clock, script);
	const events: Event[] = [];
	const {stop, openShell} = keepConnected({
		node: aNodeConfig('pi-1', {isLocal: false}),
		openProbe: dials.openProbe,
		clock,
		chance,
		dispatch: event => events.push(event),
		connectTimeoutMs: 10_000,
		turns: undefined,
		firstDelayMs: 0,
		phaseMs: undefined,
	});
	/** What was told of the connection itself: `3000 lost`. */
	const story = (): readonly string[] =>
		events.flatMap(event =>
			/dialled|authenticated|connect|lost/.test(event.type)
				? [`${event.atMs} ${event.type.replace('node/', '')}`]
				: [],
		);
	const retries = (): ReadonlyArray<number | undefined> =>
		events.flatMap(event =>
			event.type === 'node/connectFailed' || event.type === 'node/lost' ? [event.retryInMs] : [],
		);
	return {...dials, clock, events, stop, openShell, story, retries};
}

it('a node is dialled, lets us in, and is polled', async () => {
	const {clock, story, events} = kept([{afterMs: 200}]);
	await clock.advance(4200);
	expect(story()).toEqual(['0 dialled', '200 authenticated', '200 connected']);
	const told = events.filter(({type}) => type === 'node/sampled');
	expect(told.map(({atMs}) => atMs)).toEqual([200, 2200, 4200]);
	expect(events.map(({type}) => type)).toContain('node/described');
	expect(events.map(({type}) => type)).toContain('node/filesystemsMeasured');
});

it('a shell where nothing is connected fails with what keeps the node away', async () => {
	const {clock, openShell} = kept([{afterMs: 200, failure: refused}]);
	const {signal} = new AbortController();
	expect(await openShell(signal)).toMatchObject({ok: false, failure: {kind: 'unreachable'}});
	await clock.advance(200);
	expect(await openShell(signal)).toEqual(failed(refused));
});

it('tells what carries the connection and why', async () => {
	const probe = {transport: 'system', transportReason: 'a user certificate'} as const;
	const {clock, events} = kept([{afterMs: 0, probe}]);
	await clock.advance(1);
	expect(events.find(({type}) => type === 'node/connected')).toMatchObject(probe);
});

it('failures in a row are tried again after up to 1, 2, 4 ... 60 s', async () => {
	const {clock, retries} = kept([{afterMs: 0, failure: refused}]);
	await clock.advance(300_000);
	expect(retries().slice(0, 8)).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
});

it('each wait is anything from nothing to its ceiling', async () => {
	const {clock, retries} = kept([{afterMs: 10, failure: refused}], () => 0);
	await clock.advance(100);
	expect(new Set(retries())).toEqual(new Set([0]));
	expect(retries().length).toBe(10);
});

it('a connection that breaks is told at once and made anew within a second', async () => {
	const {clock, story, opened, closed} = kept([
		{afterMs: 100, lostAfterMs: 30_500},
		{afterMs: 100},
	]);
	await clock.advance(60_000);
	expect(story().slice(2)).toEqual([
		'100 connected',
		'30600 lost',
		'31600 dialled',
		'31700 authenticated',
		'31700 connected',
	]);
	expect([opened(), closed()]).toEqual([2, 1]);
});

it('a connection that lasts less than 10 s does not end the back-off', async () => {
	const {clock, retries} = kept([
		{afterMs: 0, lostAfterMs: 9000},
		{afterMs: 0, lostAfterMs: 5000},
		{afterMs: 0, lostAfterMs: 7000},
		{afterMs: 0, lostAfterMs: 12_000},
		{afterMs: 0, lostAfterMs: 11_000},
		{afterMs: 0},
	]);
	await clock.advance(100_000);
	expect(retries()).toEqual([1000, 2000, 4000, 1000, 1000]);
});

it('a node that lets us in and never tells anything is asked less and less often', async () => {
	const probe = {readSample: () => new Promise<never>(() => undefined)};
	const {clock, retries} = kept([{afterMs: 0, probe}]);
	await clock.advance(120_000);
	expect(retries().slice(0, 6)).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000]);
});

it('the third sample in a row that did not come closes the connection', async () => {
	let asked = 0;
	const readSample = async () => {
		asked += 1;
		return asked < 3 ? succeeded(aSample()) : failed(refused);
	};
	const {clock, story, events, closed} = kept([{afterMs: 0, probe: {readSample}}, {afterMs: 0}]);
	await clock.advance(9000);
	const missed = events.filter(({type}) => type === 'node/sampleFailed');
	expect(missed.map(({atMs}) => atMs)).toEqual([4000, 6000]);
	expect(story().slice(3, 5)).toEqual(['8000 lost', '9000 dialled']);
	expect(closed()).toBe(1);
});

it.each<Failure>([
	{kind: 'authFailed', where: 'pi-1', user: 'pi'},
	{kind: 'hostKeyUnknown', where: 'pi-1', keyType: 'ssh-ed25519', fingerprint: 'SHA256:x'},
	{
		kind: 'hostKeyMismatch',
		where: 'pi-1',
		keyType: 'ssh-ed25519',
		fingerprint: 'SHA256:x',
		name: 'pi-1',
		files: ['known_hosts'],
		recorded: {file: 'known_hosts', line: 1, isRevoked: false, fingerprint: undefined},
	},
	{kind: 'needsPassphrase', where: 'pi-1', keyFile: 'id'},
	{kind: 'restrictedShell', where: 'pi-1'},
	{kind: 'unsupported', where: 'pi-1', reason: 'no /proc'},
])('after $kind a node is never dialled again by itself', async failure => {
	const {clock, retries, dialledAtMs} = kept([{afterMs: 50, failure}]);
	await clock.advance(3_600_000);
	expect(dialledAtMs).toEqual([0]);
	expect(retries()).toEqual([undefined]);
	expect(clock.timerCount).toBe(0);
});

it('a connection lost for such a reason is not made anew either', async () => {
	const probe = {readSample: async () => failed({kind: 'restrictedShell', where: 'pi-1'} as const)};
	const {clock, retries, dialledAtMs, closed} = kept([{afterMs: 0, probe}]);
	await clock.advance(3_600_000);
	expect([dialledAtMs, retries(), closed()]).toEqual([[0], [undefined], 1]);
});

it('nothing that arrives late of a lost connection is told', async () => {
	const late = async () =>
		new Promise<never>(resolve => {
			clock.startTimer(2000, () => resolve(succeeded(aSample()) as never));
		});
	const probe = {readSample: late, readFacts: late, readFilesystems: late};
	const {clock, events, story} = kept([
		{afterMs: 0, lostAfterMs: 1000, probe},
		{afterMs: undefined},
	]);
	await clock.advance(5000);
	expect(story()).toEqual([
		'0 dialled',
		'0 authenticated',
		'0 connected',
		'1000 lost',
		'2000 dialled',
	]);
	expect(events).toHaveLength(5);
});

it('stopped while connected, it closes the probe and says nothing more', async () => {
	const {clock, stop, events, opened, closed} = kept([{afterMs: 10, lostAfterMs: 5000}]);
	await clock.advance(100);
	const before = events.length;
	stop();
	expect(clock.timerCount).toBe(0);
	await clock.advance(100_000);
	expect([opened(), closed(), events.length]).toEqual([1, 1, before]);
});

it('stopped while it dials, it aborts the dial and closes what comes of it all the same', async () => {
	for (const isDeaf of [true, false]) {
		const {clock, stop, story, opened, closed, inFlight} = kept([{afterMs: 5000, isDeaf}]);
		await clock.advance(100);
		stop();
		await clock.advance(100_000);
		expect(story()).toEqual(['0 dialled']);
		expect(closed()).toBe(opened());
		expect([opened(), inFlight()]).toEqual([isDeaf ? 1 : 0, 0]);
	}
});

it('stopped while it waits, it never dials again', async () => {
	const {clock, stop, dialledAtMs} = kept([{afterMs: 0, failure: broken}]);
	await clock.advance(500);
	stop();
	expect(clock.timerCount).toBe(0);
	await clock.advance(100_000);
	expect(dialledAtMs).toEqual([0]);
});

it('stopped in whatever moment of a dial that opens, it closes what was opened', async () => {
	for (let turns = 0; turns < 12; turns += 1) {
		const {clock, stop, opened, closed} = kept([
			{afterMs: 100, onOpen: () => void afterMicrotasks(turns).then(() => stop())},
		]);
		await clock.advance(200);
		expect([turns, opened(), closed()]).toEqual([turns, 1, 1]);
	}
});

async function afterMicrotasks(count: number): Promise<void> {
	for (let left = count; left > 0; left -= 1) {
		await Promise.resolve();
	}
}
