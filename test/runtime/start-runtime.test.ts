import {expect, it} from 'vitest';
import {failed, succeeded} from '../../source/domain/result.ts';
import {startRuntime} from '../../source/runtime/start-runtime.ts';
import type {NodeState} from '../../source/store/state.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {aConfig, aNodeConfig, aSample} from '../helpers/node-builders.ts';
import {ScriptedProbe} from '../helpers/scripted-probe.ts';

const sample = (second: number) => succeeded(aSample({uptimeSeconds: second}));
const unreachable = failed({kind: 'unreachable', where: 'pi-1', reason: 'no route to host'});
const denied = failed({kind: 'authFailed', where: 'pi-1', user: 'pi'});

function started(probe: ScriptedProbe) {
	const clock = new FakeClock();
	const runtime = startRuntime({
		clock,
		chance: () => 0.5,
		probeFor: () => probe,
		commitIntervalMs: 0,
		spreadMs: 2000,
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

it('a hanging sample is timed out after 3 s, aborted, and not asked for again while it hangs', async () => {
	const probe = new ScriptedProbe([sample(0), 'never']);
	const {clock, node} = started(probe);
	await clock.advance(30_000);
	expect(probe.signals).toHaveLength(2);
	expect(probe.signals[1]?.aborted).toBe(true);
	expect(node()).toMatchObject({
		health: 'down',
		connection: {state: 'backoff', failure: {kind: 'timedOut', afterMs: 3000}},
	});
});

it('failures in a row are asked for less and less often, and a good answer ends that', async () => {
	const failures = Array.from({length: 6}, () => unreachable);
	const probe = new ScriptedProbe([...failures, sample(40), sample(42), sample(44)]);
	const {clock, node} = started(probe);
	// 2 s after the first three; then 1, 2, 4 s at half the ceiling, but never under the interval.
	await clock.advance(2000 * 5 + 4000);
	expect(node().health).toBe('ok');
	await clock.advance(4000);
	expect(node().history.length).toBe(9);
});

it('a refused key is not tried again', async () => {
	const probe = new ScriptedProbe([denied]);
	const {clock, node} = started(probe);
	await clock.advance(600_000);
	expect(node().connection.state).toBe('auth-failed');
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

it('stopped before listeners were told, it leaves no timer behind', () => {
	const clock = new FakeClock();
	const runtime = startRuntime({
		clock,
		chance: () => 0,
		probeFor: () => new ScriptedProbe([]),
		commitIntervalMs: 250,
		spreadMs: 0,
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
		probeFor: () => probe,
		commitIntervalMs: 0,
		spreadMs: 2000,
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
		const probeFor = () => {
			const probe = new ScriptedProbe([sample(0)]);
			const {readSample} = probe;
			return {
				...probe,
				readSample: (signal: AbortSignal) => {
					times.push(clock.monotonicMs());
					return readSample(signal);
				},
			};
		};
		const {store} = startRuntime({
			clock,
			chance: () => 0,
			probeFor,
			commitIntervalMs: 0,
			spreadMs: 2000,
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
