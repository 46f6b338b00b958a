import {expect, it} from 'vitest';
import {collect} from '../../source/cli/collect.ts';
import type {NodeProbe, OpenProbe} from '../../source/domain/node-probe.ts';
import {type Result, succeeded} from '../../source/domain/result.ts';
import type {State} from '../../source/store/state.ts';
import {aConfig, aNodeConfig} from '../helpers/node-builders.ts';
import {type ScriptedDial, scriptedDials} from '../helpers/scripted-dials.ts';
import {quietProbe, someSurroundings} from '../helpers/surroundings.ts';

const hangs = <Value>(): Promise<Result<Value>> => new Promise(() => undefined);

/** Collects from nodes that are far, each of which is dialled as told. */
function collecting(scripts: ReadonlyArray<readonly ScriptedDial[]>, timeoutMs = 10_000) {
	const surroundings = someSurroundings();
	const {clock} = surroundings;
	const dials = scripts.map(script => scriptedDials(clock, script));
	const deadlinesMs: number[] = [];
	const openProbe: OpenProbe = (node, opening) => {
		deadlinesMs.push(opening.deadlineMs);
		return dials[Number(node.host)]?.openProbe(node, opening) ?? expect.unreachable();
	};
	const nodes = scripts.map((_, index) => {
		const {host} = aNodeConfig(String(index));
		return aNodeConfig(`pi-${index}`, {isLocal: false, host});
	});
	let doneAtMs: number | undefined;
	const world = {...surroundings.world, openProbe};
	const state: Promise<State> = collect(
		{config: aConfig(nodes), sampleMs: 500, timeoutMs},
		world,
	).then(result => {
		doneAtMs = clock.monotonicMs();
		return result;
	});
	return {...surroundings, state, dials, deadlinesMs, doneAtMs: () => doneAtMs};
}

it('a far node is told of with its second sample, and its connection is closed', async () => {
	const {clock, state, doneAtMs, dials} = collecting([[{afterMs: 200}]]);
	await clock.advance(700);
	expect(doneAtMs()).toBe(700);
	expect((await state).nodes[0]).toMatchObject({
		health: 'ok',
		connection: {state: 'ready', transport: 'ssh2'},
		history: {length: 2},
		facts: {state: 'fresh'},
	});
	expect(dials[0]?.closed()).toBe(1);
	expect(clock.timerCount).toBe(0);
});

it('a dial may take 60 % of the time there is, and never more than 10 s', async () => {
	for (const [timeoutMs, deadlineMs] of [
		[1000, 600],
		[10_000, 6000],
		[60_000, 10_000],
	] as const) {
		const {clock, deadlinesMs} = collecting([[{afterMs: 0}]], timeoutMs);
		await clock.advance(1);
		expect(deadlinesMs).toEqual([deadlineMs]);
	}
});

it('a silent host is told of as one that did not answer, though its dial hangs for ever', async () => {
	for (const timeoutMs of [200, 10_000]) {
		const {clock, state, doneAtMs} = collecting([[{afterMs: undefined, isDeaf: true}]], timeoutMs);
		await clock.advance(timeoutMs);
		expect(doneAtMs()).toBeLessThanOrEqual(timeoutMs * 0.7);
		const [node] = (await state).nodes;
		expect(node).toMatchObject({
			health: 'down',
			connection: {failure: {kind: 'timedOut', afterMs: timeoutMs * 0.6}},
		});
		expect(clock.timerCount).toBe(0);
	}
});

it('a node that failed is not waited for, nor tried again', async () => {
	const failure = {kind: 'refused', where: 'pi-0'} as const;
	const {clock, doneAtMs, dials, state} = collecting([[{afterMs: 50, failure}], [{afterMs: 100}]]);
	await clock.advance(10_000);
	expect(doneAtMs()).toBe(600);
	expect((await state).nodes[0]?.connection).toMatchObject({failure});
	expect(dials[1]?.closed()).toBe(1);
});

it('a connection that breaks between the samples is told of', async () => {
	const {clock, doneAtMs, state} = collecting([[{afterMs: 100, lostAfterMs: 300}]]);
	await clock.advance(400);
	expect(doneAtMs()).toBe(400);
	expect((await state).nodes[0]?.connection).toMatchObject({failure: {kind: 'unreachable'}});
});

it.each<readonly [string, Partial<NodeProbe>]>([
	['facts', {readFacts: hangs}],
	['filesystems', {readFilesystems: hangs}],
	['samples', {readSample: hangs}],
])(
	'%s that hang delay it until the timeout at most, and the connection is closed',
	async (_, probe) => {
		const {clock, doneAtMs, dials} = collecting([[{afterMs: 100, probe}]], 4000);
		await clock.advance(4000);
		expect(doneAtMs()).toBeLessThanOrEqual(4000);
		expect(dials[0]?.closed()).toBe(1);
		expect(clock.timerCount).toBe(0);
	},
);

it('500 far nodes are dialled sixteen at a time and all told of, 100 of them silent', async () => {
	const silent: ScriptedDial = {afterMs: undefined};
	const scripts = Array.from({length: 500}, (_, index) => [
		index % 5 === 0 ? silent : {afterMs: 100},
	]);
	const {clock, state, doneAtMs} = collecting(scripts, 20_000);
	await clock.advance(20_000);
	expect(doneAtMs()).toBeLessThan(20_000);
	const {nodes} = await state;
	const count = (health: string): number => nodes.filter(node => node.health === health).length;
	expect([count('ok'), count('down')]).toEqual([400, 100]);
}, 30_000);

it('stopped while it dials, it ends at once and lets go of all', async () => {
	const {clock, stopping, doneAtMs, dials} = collecting([[{afterMs: 5000}], [{afterMs: 10}]]);
	await clock.advance(300);
	stopping.abort();
	await clock.advance(1);
	expect(doneAtMs()).toBe(300);
	expect([dials[0]?.inFlight(), dials[1]?.closed()]).toEqual([0, 1]);
	expect(clock.timerCount).toBe(0);
});

it('this machine is asked beside others that hang', async () => {
	const {clock, world} = someSurroundings({
		openProbe: async node => (node.isLocal ? succeeded(quietProbe) : hangs()),
	});
	const nodes = [aNodeConfig('here'), aNodeConfig('far', {isLocal: false})];
	const state = collect({config: aConfig(nodes), sampleMs: 500, timeoutMs: 2000}, world);
	await clock.advance(2000);
	expect((await state).nodes.map(({health}) => health)).toEqual(['ok', 'down']);
});
