import {expect, it} from 'vitest';
import type {Effect} from '../../source/domain/effect.ts';
import type {Event} from '../../source/domain/event.ts';
import type {NodeName, SlurmName} from '../../source/domain/ids.ts';
import {createStore} from '../../source/store/create-store.ts';
import {reduce} from '../../source/store/reducer.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {aConfig, aNodeConfig, aSample} from '../helpers/node-builders.ts';

const node = 'pi-1' as NodeName;
const loaded: Event = {type: 'config/loaded', config: aConfig(), atMs: 0};

function sampled(second: number, of = node): Event {
	const sample = aSample({uptimeSeconds: second});
	return {type: 'node/sampled', node: of, sample, atMs: second * 1000, tookMs: 1};
}

function aStore(commitIntervalMs: number, runEffect: (effect: Effect) => void = () => undefined) {
	const clock = new FakeClock();
	const store = createStore({clock, reduce, runEffect, commitIntervalMs});
	let commits = 0;
	const unsubscribe = store.subscribe(() => {
		commits += 1;
	});
	return {clock, store, unsubscribe, commits: () => commits};
}

/** A node that has given a sample, and a time at which nothing waits to be told. */
async function aQuietStore(pollIntervalMs: number) {
	const session = aStore(250);
	const config = aConfig([aNodeConfig('pi-1', {pollIntervalMs})]);
	session.store.dispatch({type: 'config/loaded', config, atMs: 0});
	session.store.dispatch(sampled(2));
	await session.clock.advance(60_000);
	return session;
}

it('tells of a configuration at once and of samples together', async () => {
	const {clock, store, commits} = aStore(1000);
	store.dispatch(loaded);
	expect(commits()).toBe(1);
	store.dispatch(sampled(2));
	store.dispatch(sampled(4));
	expect(commits()).toBe(1);
	expect(store.getState().nodes[0]?.reading).toMatchObject({atMs: 4000});
	await clock.advance(1000);
	expect(commits()).toBe(2);
	await clock.advance(5000);
	expect(commits()).toBe(2);
});

it.each([
	[500, 10],
	[1000, 10],
	[2000, 5],
	[60_000, 5],
])(
	'what is sampled and ticks all the time at %i ms is told %i times in ten seconds',
	async (pollIntervalMs, told) => {
		const {clock, store, commits} = await aQuietStore(pollIntervalMs);
		const before = commits();
		for (let tenth = 1; tenth <= 100; tenth += 1) {
			const atMs = 60_000 + tenth * 100;
			store.dispatch(sampled(60 + tenth));
			store.dispatch({type: 'clock/ticked', atMs, wallMs: atMs});
			await clock.advance(100);
		}

		expect(commits() - before).toBe(told);
	},
);

it('after a key the figures wait a whole interval again, and what goes down waits for its like alone', async () => {
	const {clock, store, commits} = await aQuietStore(2000);
	const before = commits();
	const closed: Event = {type: 'config/rejected', problems: [], atMs: 60_000};
	store.dispatch(closed);
	store.dispatch(sampled(62));
	await clock.advance(1900);
	expect(commits() - before).toBe(1);
	await clock.advance(100);
	expect(commits() - before).toBe(2);
	store.dispatch(sampled(64));
	const failure = {kind: 'restrictedShell', where: 'pi-1'} as const;
	store.dispatch({type: 'node/lost', node, failure, atMs: 62_000, retryInMs: 1000});
	await clock.advance(250);
	expect(commits() - before).toBe(3);
	await clock.advance(10_000);
	expect(commits() - before).toBe(3);
});

it('what the Ollamas of a rack say is told together with its samples', async () => {
	const {clock, store, commits} = await aQuietStore(2000);
	const before = commits();
	for (let tenth = 1; tenth <= 100; tenth += 1) {
		const atMs = 60_000 + tenth * 100;
		store.dispatch({type: 'ollama/versionRead', node, version: `0.12.${tenth}`, atMs});
		store.dispatch({type: 'chat/attemptStarted', node, model: 'qwen3:4b', atMs});
		await clock.advance(100);
	}

	expect(commits() - before).toBe(5);
});

it('without an interval tells of each fact at once', () => {
	const {clock, store, commits} = aStore(0);
	store.dispatch(loaded);
	store.dispatch(sampled(2));
	store.dispatch(sampled(4));
	expect(commits()).toBe(3);
	expect(clock.timerCount).toBe(0);
});

it('who subscribes while others are told hears of the next commit', () => {
	const {store} = aStore(0);
	let heard = 0;
	const unsubscribe = store.subscribe(() => {
		unsubscribe();
		store.subscribe(() => {
			heard += 1;
		});
	});
	store.dispatch(loaded);
	expect(heard).toBe(0);
	store.dispatch(sampled(2));
	expect(heard).toBe(1);
});

it('an urgent fact takes the waiting ones along', async () => {
	const {clock, store, commits} = aStore(1000);
	store.dispatch(loaded);
	store.dispatch(sampled(2));
	store.dispatch({type: 'config/rejected', problems: [], atMs: 1});
	expect(commits()).toBe(2);
	await clock.advance(2000);
	expect(commits()).toBe(2);
});

it('says nothing when nothing changed, and nothing to who left', () => {
	const {store, unsubscribe, commits} = aStore(0);
	store.dispatch(sampled(1, 'stranger' as NodeName));
	expect(commits()).toBe(0);
	unsubscribe();
	store.dispatch(loaded);
	expect(commits()).toBe(0);
});

it('an effect that dispatches is reduced after the event that asked for it', () => {
	const seen: string[] = [];
	const {store} = aStore(0, effect => {
		seen.push(effect.type);
		store.dispatch(sampled(2));
		seen.push(`still ${store.getState().nodes[0]?.history.length}`);
	});
	store.dispatch(loaded);
	expect(seen).toEqual(['startPolling', 'still 0']);
	expect(store.getState().nodes[0]?.history.length).toBe(1);
});

it('keeps the history beside the state, holes included', () => {
	const {store} = aStore(0);
	store.dispatch(loaded);
	store.dispatch(sampled(2));
	const failure = {kind: 'refused', where: 'pi-1'} as const;
	store.dispatch({type: 'node/sampleFailed', node, failure, atMs: 4000, retryInMs: 1});
	expect(store.history(node, 'memory')).toEqual([
		{atMs: 2000, value: 0.25, spacingMs: 2000},
		{atMs: 4000, value: undefined, spacingMs: 2000},
	]);
	store.dispatch({type: 'config/loaded', config: aConfig([]), atMs: 5});
	expect(store.history(node, 'memory')).toEqual([]);
});

it('closed, it leaves no timer behind', () => {
	const {clock, store} = aStore(1000);
	store.dispatch(loaded);
	store.dispatch(sampled(2));
	expect(clock.timerCount).toBe(1);
	store.close();
	expect(clock.timerCount).toBe(0);
});

it('a node whose configuration changed begins a new history', () => {
	const {store} = aStore(0);
	store.dispatch(loaded);
	store.dispatch(sampled(2));
	const moved = aConfig([aNodeConfig('pi-1', {role: 'worker'})]);
	store.dispatch({type: 'config/loaded', config: moved, atMs: 3000});
	expect(store.getState().nodes[0]?.history.length).toBe(0);
	expect(store.history(node, 'memory')).toEqual([]);
});

it('a try that failed and a lost connection are holes in the history', () => {
	const {store} = aStore(0);
	store.dispatch(loaded);
	store.dispatch(sampled(2));
	const failure = {kind: 'refused', where: 'pi-1'} as const;
	store.dispatch({type: 'node/lost', node, failure, atMs: 4000, retryInMs: 1});
	store.dispatch({type: 'node/dialled', node, atMs: 5000});
	store.dispatch({type: 'node/connectFailed', node, failure, atMs: 6000, retryInMs: 1});
	expect(store.history(node, 'memory').map(({atMs}) => atMs)).toEqual([2000, 4000, 6000]);
	expect(store.getState().nodes[0]?.history.length).toBe(3);
});

it('what a cluster answers is told soon while it is looked at, and what was run there with other figures', async () => {
	const {clock, store, commits} = await aQuietStore(2000);
	const hpc = {name: 'hpc' as SlurmName, via: undefined};
	store.dispatch({type: 'config/loaded', config: {...aConfig(), slurm: [hpc]}, atMs: 0});
	await clock.advance(60_000);
	const before = commits();
	const about = {cluster: hpc.name, atMs: 0} as const;
	store.dispatch({type: 'cluster/called', question: 'mine', ...about});
	await clock.advance(250);
	expect(commits()).toBe(before + 1);
	store.dispatch({type: 'cluster/called', question: 'mine', ...about});
	await clock.advance(300);
	expect(commits()).toBe(before + 1);
	const answered = {scope: 'mine', jobs: [], tookMs: 1, intervalMs: 1, ...about} as const;
	store.dispatch({type: 'cluster/jobsListed', ...answered});
	expect(commits()).toBe(before + 1);
	await clock.advance(250);
	expect(commits()).toBe(before + 2);
});
