import {expect, it} from 'vitest';
import type {OpenProbe} from '../../source/domain/node-probe.ts';
import {failed, succeeded} from '../../source/domain/result.ts';
import {screenParts} from '../../source/runtime/screen-parts.ts';
import {startRuntime} from '../../source/runtime/start-runtime.ts';
import {oldMs} from '../../source/store/age.ts';
import type {NodeState} from '../../source/store/state.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {aConfig, aNodeConfig, aSample} from '../helpers/node-builders.ts';
import {scriptedDials} from '../helpers/scripted-dials.ts';
import {ScriptedProbe} from '../helpers/scripted-probe.ts';
import {opens} from '../helpers/surroundings.ts';

const sample = (second: number) => succeeded(aSample({uptimeSeconds: second}));
const unreachable = failed({kind: 'unreachable', where: 'pi-1', reason: 'no route to host'});
const denied = failed({kind: 'authFailed', where: 'pi-1', user: 'pi'});

const usual = {commitIntervalMs: 0, spreadMs: 2000, connectTimeoutMs: 10_000, dialsAtOnce: 8};

function started(probe: ScriptedProbe | OpenProbe) {
	const clock = new FakeClock();
	const runtime = startRuntime({
		clock,
		chance: () => 0.5,
		openProbe: typeof probe === 'function' ? probe : opens(() => probe),
		...usual,
	});
	runtime.store.dispatch({type: 'config/loaded', config: aConfig(), atMs: 0});
	const node = (): NodeState => runtime.store.getState().nodes[0] ?? expect.unreachable();
	return {clock, runtime, node};
}

it('a node is described, measured and sampled on its beat', async () => {
	const probe = new ScriptedProbe([sample(0), sample(2), sample(4)]);
	const {clock, node} = started(probe);
	await clock.advance(4000);
	expect(node()).toMatchObject({
		facts: {state: 'fresh', value: {hostname: 'pi-1'}},
		filesystems: {state: 'fresh'},
		reading: {state: 'fresh', atMs: 4000},
		history: {length: 3},
	});
});

it('a node whose samples hang is lost with the third beat, and down after 15 s without a good one', async () => {
	const probe = new ScriptedProbe([sample(0), 'never']);
	const failure = {kind: 'timedOut', where: 'pi-1', afterMs: 10_000} as const;
	let opened = 0;
	const {clock, node} = started(async () => {
		opened += 1;
		return opened === 1 ? succeeded(probe) : failed(failure);
	});
	await clock.advance(5000);
	expect(node().connection).toMatchObject({state: 'degraded', failure: {afterMs: 3000}});
	await clock.advance(3000);
	expect(probe.signals).toHaveLength(2);
	expect(probe.signals[1]?.aborted).toBe(true);
	expect(probe.isClosed).toBe(true);
	await clock.advance(22_000);
	expect(node()).toMatchObject({health: 'down', connection: {state: 'backoff', failure}});
});

it('a node that is down is dialled again until it answers', async () => {
	const probe = new ScriptedProbe([sample(40), sample(42), sample(44)]);
	let dials = 0;
	const {clock, node} = started(async () => {
		dials += 1;
		return dials < 5 ? unreachable : succeeded(probe);
	});
	// Half of 1, 2 and 4 s, then of 8.
	await clock.advance(500 + 1000 + 2000);
	expect(node()).toMatchObject({health: 'down', connection: {retryAtMs: 7500}});
	await clock.advance(4000);
	expect(node()).toMatchObject({health: 'ok', connection: {state: 'ready'}});
});

it('a refused key is not tried again', async () => {
	let dials = 0;
	const {clock, node} = started(async () => {
		dials += 1;
		return denied;
	});
	await clock.advance(600_000);
	expect(node().connection.state).toBe('auth-failed');
	expect(dials).toBe(1);
});

it('a node that leaves the configuration is let go', async () => {
	const probe = new ScriptedProbe([sample(0)]);
	const {clock, runtime} = started(probe);
	await clock.advance(100);
	runtime.store.dispatch({type: 'config/loaded', config: aConfig([]), atMs: 100});
	await clock.advance(60_000);
	expect(probe.isClosed).toBe(true);
	expect(runtime.store.getState().nodes).toEqual([]);
});

it('stopped, it leaves no timer behind and lets go of every node', async () => {
	const probe = new ScriptedProbe([sample(0)]);
	const {clock, runtime} = started(probe);
	await clock.advance(100);
	runtime.stop();
	expect(clock.timerCount).toBe(0);
	expect(probe.isClosed).toBe(true);
});

it('the store knows the time from the start, and again each second', async () => {
	const {clock, runtime} = started(new ScriptedProbe(['never']));
	expect(runtime.store.getState().clock).toMatchObject({atMs: 0, wallMs: clock.wallMs()});
	await clock.advance(999);
	expect(runtime.store.getState().clock.atMs).toBe(0);
	await clock.advance(1);
	expect(runtime.store.getState().clock).toMatchObject({atMs: 1000, wallMs: clock.wallMs()});
	await clock.advance(2500);
	expect(runtime.store.getState().clock.atMs).toBe(3000);
	runtime.tick();
	expect(runtime.store.getState().clock.atMs).toBe(3500);
});

it('values are old in the store the moment they turn old, not up to a second later', async () => {
	const {clock, runtime, node} = started(new ScriptedProbe([sample(0), 'never']));
	await clock.advance(4250);
	expect(oldMs(node(), runtime.store.getState().clock)).toBeUndefined();
	await clock.advance(1);
	expect(oldMs(node(), runtime.store.getState().clock)).toBe(4251);
	await clock.advance(500);
	expect(runtime.store.getState().clock.atMs).toBe(4251);
});

it('stopped before listeners were told, it leaves no timer behind', () => {
	const clock = new FakeClock();
	const runtime = startRuntime({
		clock,
		chance: () => 0,
		openProbe: opens(() => new ScriptedProbe([])),
		...usual,
		commitIntervalMs: 250,
	});
	runtime.tick();
	expect(clock.timerCount).toBe(2);
	runtime.stop();
	expect(clock.timerCount).toBe(0);
});

it('stopped while a question hangs, it leaves no timer behind either', async () => {
	const probe = new ScriptedProbe(['never']);
	const {clock, runtime} = started(probe);
	await clock.advance(100);
	runtime.stop();
	await clock.advance(0);
	expect(clock.timerCount).toBe(0);
	expect(probe.signals[0]?.aborted).toBe(true);
});

it('a passing refusal of the system is asked again', async () => {
	const busy = failed({kind: 'rejected', where: '/proc/stat', reason: 'too many open files'});
	const probe = new ScriptedProbe([busy, sample(2), sample(4)]);
	const {clock, node} = started(probe);
	await clock.advance(4000);
	expect(node().health).toBe('ok');
});

it('a node that is asked each hour is first asked within the spread', async () => {
	const clock = new FakeClock();
	const probe = new ScriptedProbe([sample(0)]);
	const {store} = startRuntime({
		clock,
		chance: () => 0,
		openProbe: opens(() => probe),
		...usual,
	});
	const slow = aNodeConfig('pi-7', {isLocal: false, pollIntervalMs: 3_600_000});
	store.dispatch({type: 'config/loaded', config: aConfig([slow]), atMs: 0});
	await clock.advance(2000);
	expect(store.getState().nodes[0]?.reading.state).toBe('fresh');
});

it('remote nodes are spread over the interval, the same way each time', async () => {
	const nodes = Array.from({length: 20}, (_, index) =>
		aNodeConfig(`pi-${index}`, {isLocal: false}),
	);
	const startsMs = async (): Promise<readonly number[]> => {
		const clock = new FakeClock();
		const times: number[] = [];
		const openProbe = opens(() => {
			const probe = new ScriptedProbe([sample(0)]);
			const {readSample} = probe;
			return {
				...probe,
				readSample: (signal: AbortSignal) => {
					times.push(clock.monotonicMs());
					return readSample(signal);
				},
			};
		});
		const {store} = startRuntime({
			clock,
			chance: () => 0,
			openProbe,
			...usual,
		});
		store.dispatch({type: 'config/loaded', config: aConfig(nodes), atMs: 0});
		await clock.advance(1999);
		return times;
	};
	const first = await startsMs();
	expect(first).toHaveLength(20);
	expect(new Set(first).size).toBeGreaterThan(15);
	expect(await startsMs()).toEqual(first);
});

it('so many handshakes run side by side, and this machine waits for none of them', async () => {
	const clock = new FakeClock();
	const dials = scriptedDials(clock, [{afterMs: 200}]);
	let localAtMs = Number.NaN;
	const {store} = startRuntime({
		clock,
		chance: () => 0.5,
		async openProbe(node, opening) {
			localAtMs = node.isLocal ? clock.monotonicMs() : localAtMs;
			return node.isLocal ? failed(unreachable.failure) : dials.openProbe(node, opening);
		},
		...usual,
		...{spreadMs: 0, dialsAtOnce: 4},
	});
	const far = Array.from({length: 20}, (_, index) => aNodeConfig(`pi-${index}`, {isLocal: false}));
	const config = aConfig([...far, aNodeConfig('here')]);
	store.dispatch({type: 'config/loaded', config, atMs: 0});
	await clock.advance(100);
	expect(localAtMs).toBe(0);
	await clock.advance(900);
	expect(dials.opened()).toBe(20);
	expect(dials.mostInFlight()).toBe(4);
});

it('nodes that came back together are asked in their own places again', async () => {
	const clock = new FakeClock();
	const dials = scriptedDials(clock, [{afterMs: 10, lostAfterMs: 30_000}]);
	const {store} = startRuntime({
		...{clock, chance: () => 0.5, openProbe: dials.openProbe},
		...{commitIntervalMs: 0, spreadMs: 1, connectTimeoutMs: 10_000, dialsAtOnce: 100},
	});
	const nodes = Array.from({length: 20}, (_, index) =>
		aNodeConfig(`pi-${index}`, {isLocal: false}),
	);
	store.dispatch({type: 'config/loaded', config: aConfig(nodes), atMs: 0});
	const placesAt = async (durationMs: number): Promise<readonly number[]> => {
		await clock.advance(durationMs);
		return store
			.getState()
			.nodes.map(({reading}) => ('atMs' in reading ? reading.atMs % 2000 : Number.NaN));
	};
	const before = await placesAt(20_000);
	expect(before.every(place => place % 200 === 0)).toBe(true);
	expect(new Set(before).size).toBeGreaterThan(5);
	const after = await placesAt(30_000);
	expect(dials.opened()).toBe(40);
	expect(after).toEqual(before);
});

it('a node that a person has tried again is dialled at once, and answers in its place', async () => {
	const clock = new FakeClock();
	const terminal: string[] = [];
	const denial = {afterMs: 10, failure: denied.failure};
	const dials = scriptedDials(clock, [denial, {afterMs: 10}]);
	const {store} = startRuntime({
		...{clock, chance: () => 0.5, openProbe: dials.openProbe},
		...{...usual, screen: screenParts, onPerson: ({type}) => terminal.push(type)},
	});
	const config = aConfig([aNodeConfig('pi-1', {isLocal: false})]);
	store.dispatch({type: 'config/loaded', config, atMs: 0});
	store.dispatch({type: 'screen/resized', size: {columns: 80, rows: 24}, atMs: 0});
	await clock.advance(600_000);
	expect(store.getState().nodes[0]?.connection.state).toBe('auth-failed');
	const press = (key: string): void =>
		store.dispatch({type: 'key/pressed', key, atMs: clock.monotonicMs()});
	press('r');
	press('ctrl-l');
	await clock.advance(20);
	expect(dials.opened()).toBe(1);
	await clock.advance(2000);
	expect(store.getState().nodes[0]?.health).toBe('ok');
	press('r');
	await clock.advance(2000);
	expect(dials.opened()).toBe(1);
	press('q');
	expect(terminal).toEqual(['repaint', 'quit']);
});
