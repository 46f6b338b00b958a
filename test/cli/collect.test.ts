import {getEventListeners} from 'node:events';
import {expect, it} from 'vitest';
// They are loaded late by who asks a cluster, which no clock waits for.
import '../../source/runtime/slurm-parts.ts';
import '../../source/runtime/watch-clusters.ts';
import {collect} from '../../source/cli/collect.ts';
import type {NodeProbe} from '../../source/domain/node-probe.ts';
import {failed, type Result, succeeded} from '../../source/domain/result.ts';
import type {State} from '../../source/store/state.ts';
import {aSlurmConfig} from '../helpers/clustered-rack.ts';
import {settlePromises} from '../helpers/fake-clock.ts';
import {aConfig, aNodeConfig} from '../helpers/node-builders.ts';
import {opens, quietProbe, someSurroundings} from '../helpers/surroundings.ts';

const hangs = <Value>(): Promise<Result<Value>> => new Promise(() => undefined);
const refused = failed({kind: 'refused', where: 'pi-1'});

/** Collects from nodes of which some behave as told; `doneAtMs` is undefined while it is not done. */
function collecting(
	probes: ReadonlyArray<Partial<NodeProbe>>,
	config = aConfig(),
	timeoutMs = 10_000,
) {
	let nextProbe = 0;
	let closed = 0;
	const surroundings = someSurroundings({
		openProbe: opens(() => {
			const probe = {...quietProbe, close: () => (closed += 1), ...probes[nextProbe]};
			nextProbe += 1;
			return probe;
		}),
	});
	const {clock, world} = surroundings;
	let doneAtMs: number | undefined;
	const state: Promise<State> = collect({config, sampleMs: 500, timeoutMs}, world).then(result => {
		doneAtMs = clock.monotonicMs();
		return result;
	});
	return {...surroundings, state, doneAtMs: () => doneAtMs, closed: () => closed};
}

it('is done with the second sample, and lets go of everything', async () => {
	const {clock, state, doneAtMs, closed} = collecting([{}]);
	await clock.advance(499);
	expect(doneAtMs()).toBeUndefined();
	await clock.advance(1);
	expect(doneAtMs()).toBe(500);
	expect((await state).nodes[0]).toMatchObject({history: {length: 2}, health: 'ok'});
	expect(clock.timerCount).toBe(0);
	expect(closed()).toBe(1);
});

it.each<readonly [string, Partial<NodeProbe>]>([
	['facts', {readFacts: hangs}],
	['filesystems', {readFilesystems: hangs}],
	['samples', {readSample: hangs}],
])('waits for %s until its deadline or the timeout', async (_, probe) => {
	const {clock, state, doneAtMs} = collecting([probe]);
	await clock.advance(2900);
	expect(doneAtMs()).toBeUndefined();
	await clock.advance(7100);
	expect(doneAtMs()).toBeDefined();
	expect((await state).nodes).toHaveLength(1);
	expect(clock.timerCount).toBe(0);
});

it('gives what it has when the timeout comes', async () => {
	const {clock, doneAtMs} = collecting([{readFacts: hangs}], aConfig(), 4000);
	await clock.advance(3999);
	expect(doneAtMs()).toBeUndefined();
	await clock.advance(1);
	expect(doneAtMs()).toBe(4000);
});

it('leaves no listener on the signal', async () => {
	const {clock, state, world} = collecting([{}]);
	await clock.advance(500);
	await state;
	expect(getEventListeners(world.signal, 'abort')).toEqual([]);
});

it('does not wait for a node that failed, at first or after a sample', async () => {
	const never = collecting([{readSample: async () => refused}]);
	await never.clock.advance(1);
	expect(never.doneAtMs()).toBe(0);
	expect((await never.state).nodes[0]?.reading.state).toBe('failed');

	let asked = 0;
	const once = collecting([
		{
			readFacts: hangs,
			readSample: signal => {
				asked += 1;
				return asked === 1 ? quietProbe.readSample(signal) : Promise.resolve(refused);
			},
		},
	]);
	await once.clock.advance(600);
	expect(once.doneAtMs()).toBe(500);
	expect((await once.state).nodes[0]?.reading.state).toBe('stale');
});

it('waits for the slowest node, and never for one that is not enabled', async () => {
	const nodes = [aNodeConfig('a'), aNodeConfig('b'), aNodeConfig('off', {isEnabled: false})];
	const {clock, doneAtMs} = collecting([{}, {readSample: hangs}], aConfig(nodes));
	await clock.advance(2999);
	expect(doneAtMs()).toBeUndefined();
	await clock.advance(1);
	expect(doneAtMs()).toBe(3000);
});

it('waits with a cluster for its login node as long as that is dialled', async () => {
	const after = (delayMs: number) =>
		new Promise<void>(resolve => {
			clock.startTimer(delayMs, resolve);
		});
	const openShell: NodeProbe['openShell'] = async signal => {
		await after(2000);
		return quietProbe.openShell(signal);
	};
	const {clock, world} = someSurroundings({
		async openProbe() {
			await after(4500);
			return succeeded({...quietProbe, openShell});
		},
	});
	const slurm = [aSlurmConfig('pi-1')];
	const config = {...aConfig([aNodeConfig('pi-1', {isLocal: false})]), slurm};
	const state = collect({config, sampleMs: 500, timeoutMs: 10_000}, world);
	await settlePromises();
	await clock.advance(10_000);
	// The answer of the login node, not that it was not there.
	expect((await state).clusters[0]?.link).toMatchObject({failure: {reason: 'no shell here'}});
});

it('of no nodes is done at once', async () => {
	const {state, clock} = collecting([], aConfig([]));
	expect((await state).nodes).toEqual([]);
	expect(clock.timerCount).toBe(0);
});

it('stopped, it ends at once, before or after it began', async () => {
	const {clock, stopping, doneAtMs} = collecting([{readSample: hangs}]);
	await clock.advance(100);
	stopping.abort();
	await settlePromises();
	expect(doneAtMs()).toBe(100);

	const {world, stopping: early} = someSurroundings();
	early.abort();
	await collect({config: aConfig(), sampleMs: 500, timeoutMs: 10_000}, world);
});

it('tells the time at which it ended', async () => {
	const {clock, state} = collecting([{readSample: async () => refused, readFacts: hangs}]);
	await clock.advance(1);
	expect((await state).clock.wallMs).toBe(clock.wallMs() - 1);
	const slow = collecting([{}]);
	await slow.clock.advance(500);
	expect((await slow.state).clock.atMs).toBe(500);
});
