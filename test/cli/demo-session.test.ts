import {describe, expect, it, onTestFinished} from 'vitest';
import {openDemoSession} from '../../source/cli/demo-session.ts';
import {startRuntime} from '../../source/runtime/start-runtime.ts';
import type {NodeState} from '../../source/store/state.ts';
import {someSurroundings} from '../helpers/surroundings.ts';

/** The whole program but its screen, on a simulated rack and a virtual clock. */
function started(request: {readonly nodeCount?: number; readonly seed?: number} = {}) {
	const {world, clock} = someSurroundings();
	const {seed = 1, nodeCount} = request;
	const {session, surroundings} = openDemoSession({seed, nodeCount}, world);
	const {openProbe, chance, storeClock, demo} = surroundings;
	const runtime = startRuntime({
		...{openProbe, chance, clock: storeClock},
		...{commitIntervalMs: 250, spreadMs: 2000, connectTimeoutMs: 10_000, dialsAtOnce: 8},
	});
	onTestFinished(() => runtime.stop());
	runtime.store.dispatch({type: 'config/loaded', config: session.config, atMs: 0});
	const {store} = runtime;
	const node = (name: string): NodeState => {
		const found = store.getState().nodes.find(({config}) => config.name === name);
		return found ?? expect.unreachable(`no ${name}`);
	};
	const counts = (): Readonly<Record<string, number>> => {
		const found: Record<string, number> = {};
		for (const {health} of store.getState().nodes) {
			found[health] = (found[health] ?? 0) + 1;
		}

		return found;
	};
	return {
		...{clock, store, node, counts, session, demo: demo ?? expect.unreachable('no demo')},
		/** To that second of the story. */
		at: (second: number) => clock.advance(second * 1000 - clock.monotonicMs()),
	};
}

function readingOf({reading}: NodeState) {
	return reading.state === 'fresh' ? reading.value : expect.unreachable(reading.state);
}

describe('the rack at home', () => {
	it('begins with one warning, one node that is down, and six that are well', async () => {
		const {at, counts, node, store, session} = started();
		expect(session).toMatchObject({path: undefined, text: undefined, config: {cluster: 'demo'}});
		await at(8);
		expect(counts()).toEqual({ok: 6, warning: 1, down: 1});
		expect(node('pi-worker1').label.label.name).toBe('throttled');
		expect(node('pi-storage').connection).toMatchObject({
			state: 'backoff',
			failure: {kind: 'unreachable', reason: 'no route to host'},
		});
		expect(node('gpu-01').label.label.name).toBe('mixed-gpu-cpu');
		expect(node('pi-worker3').label.label.name).toBe('idle');
		expect(store.getState().clock.wallMs).toBe(new Date(2026, 10, 21, 14, 2, 19).getTime());
		for (const {reading, config} of store.getState().nodes) {
			expect(reading.state === 'fresh' ? reading.value.sample.problems : [], config.name).toEqual(
				[],
			);
		}
	});

	it('has a job that begins, fills its card and ends', async () => {
		const {at, node} = started();
		const card = () => readingOf(node('gpu-02')).figures.gpus[0] ?? expect.unreachable('no card');
		await at(40);
		const idle = card();
		await at(140);
		const working = card();
		expect(working.utilizationFraction).toBeGreaterThan(0.95);
		expect(working.memoryUsedBytes).toBeGreaterThan(2 * (idle.memoryUsedBytes ?? 0));
		expect(working.powerWatts).toBeGreaterThan(400);
		expect(working.temperatureCelsius).toBeGreaterThan((idle.temperatureCelsius ?? 0) + 15);
		expect(node('gpu-02').label.label.name).toBe('gpu-bound');
		await at(520);
		expect(card().utilizationFraction).toBeLessThan(0.5);
		expect(card().powerWatts).toBeLessThan(300);
	});

	it('cools down the board that was throttled', async () => {
		const {at, node} = started();
		await at(110);
		expect(readingOf(node('pi-worker1')).figures.pi?.throttledNow).toBe(true);
		await at(240);
		const {figures} = readingOf(node('pi-worker1'));
		expect(figures.pi).toMatchObject({throttledNow: false, throttledSinceBoot: true});
		expect(figures.temperatures[0]?.celsius).toBeLessThan(65);
		expect(node('pi-worker1').health).toBe('ok');
	});

	it('takes a node away, refuses it for a while and brings it back after a boot', async () => {
		const {at, node} = started();
		await at(420);
		const before = readingOf(node('pi-worker2')).sample;
		await at(440);
		expect(node('pi-worker2')).toMatchObject({
			health: 'down',
			connection: {failure: {kind: 'unreachable'}},
		});
		const kinds = new Set<string>();
		for (let second = 441; second < 640; second += 1) {
			await at(second);
			const {connection} = node('pi-worker2');
			kinds.add('failure' in connection ? connection.failure.kind : connection.state);
		}

		expect([...kinds]).toEqual(expect.arrayContaining(['unreachable', 'ready']));
		const after = readingOf(node('pi-worker2')).sample;
		expect(after.bootId).not.toBe(before.bootId);
		expect(after.uptimeSeconds).toBeLessThan(110);
		expect(node('pi-worker2').health).toBe('ok');
	});

	it('fills a disk and a memory', async () => {
		const {at, node} = started();
		await at(385);
		expect(node('pi-main').label.label.name).toBe('memory-pressure');
		expect(node('pi-main').healthReasons).toMatchObject([
			{measure: 'memory', severity: 'critical'},
		]);
		expect(node('login').healthReasons).toMatchObject([{measure: 'disk', severity: 'critical'}]);
		await at(660);
		expect([node('pi-main').health, node('login').health]).toEqual(['ok', 'ok']);
	});

	it('shows a key that nobody knows, until it is accepted', async () => {
		const {at, node, demo, store, clock} = started();
		await at(530);
		const {connection} = node('pi-worker3');
		expect(connection).toMatchObject({
			state: 'hostkey-unknown',
			failure: {fingerprint: expect.stringMatching(/^SHA256:[A-Za-z0-9+/]{43}$/)},
		});
		expect(demo.acceptKey('pi-worker3', 'SHA256:another')).toBe(false);
		const {fingerprint = ''} =
			'failure' in connection && connection.failure.kind === 'hostKeyUnknown'
				? connection.failure
				: {};
		expect(demo.acceptKey('pi-worker3', fingerprint)).toBe(true);
		const atMs = clock.monotonicMs();
		const obstacle = {kind: 'hostKey', where: 'pi-worker3'} as const;
		store.dispatch({type: 'obstacle/removed', obstacle, atMs});
		await at(540);
		expect(node('pi-worker3').connection.state).toBe('ready');
	});

	it('has something happen in nearly every minute of the first ten', async () => {
		const {at, store} = started();
		const seen = new Set<number>();
		let before = '';
		for (let second = 0; second <= 600; second += 4) {
			await at(second);
			const now = store
				.getState()
				.nodes.map(({health, label}) => `${health} ${label.label.name}`)
				.join();
			if (now !== before) {
				seen.add(Math.floor(second / 60));
			}

			before = now;
		}

		expect(seen.size).toBeGreaterThanOrEqual(8);
	});
});

describe('a rack of 200', () => {
	it('begins with the troubles of its cast, and the rest is well', async () => {
		const {at, counts, node} = started({nodeCount: 200});
		await at(25);
		expect(node('gpu-030').connection.state).toBe('hostkey-mismatch');
		expect(node('pi-155').connection.state).toBe('needs-passphrase');
		expect(node('gpu-009').label.label.name).toBe('throttled');
		expect(node('login-5').label.label.name).toBe('memory-pressure');
		expect(node('pi-058').healthReasons).toMatchObject([{measure: 'disk'}]);
		expect(node('pi-140').label.label.name).toBe('mixed-cpu-io');
		expect(counts()['ok']).toBeGreaterThanOrEqual(192);
		expect(counts()['warning']).toBe(4);
	});

	it('is the same rack for a seed', async () => {
		const figures = async (seed: number): Promise<string> => {
			const {at, store} = started({nodeCount: 30, seed});
			await at(90);
			return JSON.stringify(store.getState().nodes);
		};
		const first = await figures(3);
		expect(await figures(3)).toBe(first);
		expect(await figures(4)).not.toBe(first);
	});
});
