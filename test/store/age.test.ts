import {expect, it} from 'vitest';
import {oldMs, untilAgedMs} from '../../source/store/age.ts';
import {isSilent} from '../../source/store/node-health.ts';
import type {NodeState} from '../../source/store/state.ts';
import {aNode, lostNode, quiet} from '../helpers/home-rack.ts';

const seenAtMs = 50_000;

const fresh = aNode('pi-1', quiet);
const node: NodeState =
	fresh.reading.state === 'fresh'
		? {...fresh, reading: {...fresh.reading, atMs: seenAtMs}}
		: expect.unreachable();

function clockAt(atMs: number, awakeSinceMs = 0) {
	return {atMs, awakeSinceMs, wallMs: 0};
}

it('values are old when two intervals and a moment have passed since they came', () => {
	expect(oldMs(node, clockAt(seenAtMs + 4250))).toBeUndefined();
	expect(oldMs(node, clockAt(seenAtMs + 4251))).toBe(4251);
});

it('the next moment is when values turn old, then when the node is silent', () => {
	const until = (atMs: number) => untilAgedMs({nodes: [node], clock: clockAt(atMs)}) ?? 0;
	const oldInMs = until(seenAtMs + 1000);
	const oldAtMs = seenAtMs + 1000 + oldInMs;
	expect(oldMs(node, clockAt(oldAtMs - 1))).toBeUndefined();
	expect(oldMs(node, clockAt(oldAtMs))).toBeDefined();
	const silentAtMs = oldAtMs + until(oldAtMs);
	expect(isSilent(node, clockAt(silentAtMs - 1))).toBe(false);
	expect(isSilent(node, clockAt(silentAtMs))).toBe(true);
});

it('of several nodes the next one counts, and none where all have aged or are lost', () => {
	const later = {...node, config: {...node.config, pollIntervalMs: 60_000}};
	const until = (nodes: readonly NodeState[], atMs: number) =>
		untilAgedMs({nodes, clock: clockAt(atMs)});
	expect(until([later, node], seenAtMs)).toBe(4251);
	expect(until([later, node], seenAtMs + 20_000)).toBe(120_251 - 20_000);
	expect(until([lostNode('pi-2')], seenAtMs + 3_600_000)).toBeUndefined();
	expect(until([], seenAtMs)).toBeUndefined();
});

it('the time in which the program slept makes nothing older', () => {
	const clock = clockAt(seenAtMs + 60_000, seenAtMs + 60_000);
	expect(untilAgedMs({nodes: [node], clock})).toBe(4251);
});
