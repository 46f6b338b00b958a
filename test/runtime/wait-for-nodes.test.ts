import {expect, it} from 'vitest';
import type {RouteNode} from '../../source/domain/routing.ts';
import {areAllHeard, moreNodes, untilNodes} from '../../source/runtime/wait-for-nodes.ts';
import {FakeClock, settlePromises} from '../helpers/fake-clock.ts';
import {aRouteNode} from '../helpers/route-builders.ts';

const dialled = {service: {state: 'unreachable', failure: undefined}} as const;
const down = {
	service: {state: 'unreachable', failure: {kind: 'refused', where: 'b'}},
} as const;

/** Nodes `a`, which answers, and `b`, of which nothing was heard yet. */
function waiting() {
	const clock = new FakeClock();
	const listeners = new Set<() => void>();
	let nodes: readonly RouteNode[] = [aRouteNode('a'), aRouteNode('b', dialled)];
	const stopping = new AbortController();
	return {
		clock,
		stopping,
		listeners,
		world: {
			...{clock, signal: stopping.signal, nodes: () => nodes},
			store: {
				subscribe(listener: () => void) {
					listeners.add(listener);
					return () => listeners.delete(listener);
				},
			},
		},
		async hear(fields: Partial<RouteNode>) {
			nodes = [aRouteNode('a'), aRouteNode('b', fields)];
			for (const listener of [...listeners]) {
				listener();
			}

			await settlePromises();
		},
	};
}

async function isOver(promise: Promise<unknown>): Promise<boolean> {
	await settlePromises();
	return Promise.race([promise.then(() => true), Promise.resolve(false)]);
}

it('a node of which nothing was heard is waited for until it is known what it has, or why it has nothing', async () => {
	for (const heard of [{}, down]) {
		const {world, hear, clock, listeners} = waiting();
		const waited = untilNodes(areAllHeard, 3000, world);
		expect(await isOver(waited)).toBe(false);
		await hear({installed: undefined});
		expect(await isOver(waited)).toBe(false);
		await hear(heard);
		expect(await waited).toBe(true);
		expect([clock.timerCount, listeners.size]).toEqual([0, 0]);
	}
});

it('it is waited for no longer than the time is, or until the question is stopped', async () => {
	const {world, clock} = waiting();
	const waited = untilNodes(areAllHeard, 3000, world);
	await clock.advance(2999);
	expect(await isOver(waited)).toBe(false);
	await clock.advance(1);
	expect(await waited).toBe(false);
	const other = waiting();
	const stopped = untilNodes(areAllHeard, 3000, other.world);
	other.stopping.abort();
	expect(await stopped).toBe(false);
	expect(other.clock.timerCount).toBe(0);
});

it('more is known when one more was heard of; where all were, nothing more comes', async () => {
	const {world, hear} = waiting();
	const more = moreNodes(15_000, world);
	await hear(down);
	expect(await more).toBe(true);
	expect(await moreNodes(15_000, world)).toBe(false);
});
