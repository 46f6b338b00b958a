import {expect, it} from 'vitest';
import type {Event} from '../../source/domain/event.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import {failed} from '../../source/domain/result.ts';
import {createNodeWatches, type WatchEffect} from '../../source/runtime/watch-nodes.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

const node = 'pi-1' as NodeName;
const openLog: WatchEffect = {type: 'openLog', log: 1, node, source: {kind: 'journal'}};

function someWatches(isPolled = true) {
	const clock = new FakeClock();
	const events: Event[] = [];
	let signals: readonly AbortSignal[] = [];
	const watches = createNodeWatches({
		clock,
		polledNode: () =>
			isPolled
				? {
						intervalMs: 5000,
						isConnected: () => true,
						isAwaited: () => false,
						async openShell(signal) {
							signals = [...signals, signal];
							return failed({kind: 'refused', where: node});
						},
					}
				: undefined,
	});
	const run = (effect: WatchEffect): void => watches.run(effect, event => events.push(event));
	const count = (type: Event['type']): number => events.filter(event => event.type === type).length;
	return {clock, count, events, run, watches, areAborted: () => signals.map(one => one.aborted)};
}

it('a log and the processes of a node are read until they are let go', async () => {
	const {clock, count, run, areAborted} = someWatches();
	run(openLog);
	run({type: 'watchProcesses', node});
	await clock.advance(10_000);
	expect(count('log/ended')).toBe(1);
	expect(count('node/processesFailed')).toBe(3);
	run({type: 'closeLog', log: 1});
	run({type: 'unwatchProcesses', node});
	await clock.advance(10_000);
	expect(count('node/processesFailed')).toBe(3);
	expect(areAborted().every(aborted => aborted)).toBe(true);
	expect(clock.timerCount).toBe(0);
});

it('a node that is not polled says so', async () => {
	const {clock, events, run} = someWatches(false);
	run(openLog);
	await clock.advance(0);
	expect(events[0]).toMatchObject({type: 'log/ended', failure: {kind: 'unreachable'}});
});

it('what is asked for twice is read once, and what never was is not let go', async () => {
	const {clock, count, run} = someWatches();
	run({type: 'unwatchProcesses', node});
	run({type: 'watchProcesses', node});
	run({type: 'watchProcesses', node});
	await clock.advance(0);
	expect(count('node/processesFailed')).toBe(1);
});

it('at the end all is let go', async () => {
	const {clock, run, watches, areAborted} = someWatches();
	run(openLog);
	run({type: 'watchProcesses', node});
	await clock.advance(0);
	watches.stopAll();
	watches.stopAll();
	expect(areAborted()).toEqual([true, true]);
	expect(clock.timerCount).toBe(0);
});
