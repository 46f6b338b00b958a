import {expect, it} from 'vitest';
import type {Event} from '../../source/domain/event.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import type {NodeSample} from '../../source/domain/node-sample.ts';
import {reduce} from '../../source/store/reducer.ts';
import {initialState, type State} from '../../source/store/state.ts';
import {selectSummary} from '../../source/store/summary.ts';
import {aConfig, aGpu, aNodeConfig, aSample, ticks} from '../helpers/node-builders.ts';

const big = 'big' as NodeName;
const small = 'small' as NodeName;

function play(events: readonly Event[]): State {
	return events.reduce((state, event) => reduce(state, event)[0], initialState);
}

const loaded: Event = {
	type: 'config/loaded',
	config: aConfig([aNodeConfig(big), aNodeConfig(small)]),
	atMs: 0,
};

function sampled(node: NodeName, second: number, parts: Partial<NodeSample>): Event {
	const sample = aSample({uptimeSeconds: second, cpu: undefined, memory: undefined, ...parts});
	return {type: 'node/sampled', node, sample, atMs: second * 1000, tookMs: 1};
}

function memory(totalBytes: number, availableBytes: number): NodeSample['memory'] {
	return {
		totalBytes,
		availableBytes,
		sharedBytes: undefined,
		swapTotalBytes: undefined,
		swapFreeBytes: undefined,
	};
}

function busy(user: number, cores: number): Partial<NodeSample> {
	const cpu = ticks({user, idle: 100 - user});
	return {cpu, cores: Array.from({length: cores}, (_, core) => ({core, ticks: cpu}))};
}

it('a node counts by its cores and by its memory', () => {
	const summary = selectSummary(
		play([
			loaded,
			sampled(big, 2, {cpu: ticks()}),
			sampled(small, 2, {cpu: ticks()}),
			sampled(big, 4, {...busy(100, 3), memory: memory(300, 0)}),
			sampled(small, 4, {...busy(20, 1), memory: memory(100, 80)}),
		]),
	);
	expect(summary.cpuLoadFraction).toBeCloseTo((3 * 1 + 0.2) / 4);
	expect(summary.memoryUsedFraction).toBeCloseTo(320 / 400);
	expect(summary.nodes).toEqual({ok: 1, warning: 1, down: 0, unknown: 0});
});

it('a node that lists no cores counts as one', () => {
	const state = play([loaded, sampled(big, 2, {cpu: ticks()}), sampled(big, 4, busy(50, 0))]);
	expect(selectSummary(state).cpuLoadFraction).toBe(0.5);
});

it('what is unknown takes no part, and all unknown is unknown', () => {
	const gpus = [
		aGpu({utilizationFraction: undefined, memoryUsedBytes: 5}),
		aGpu({index: 1, utilizationFraction: 0.5, memoryUsedBytes: 6, memoryTotalBytes: 24}),
		aGpu({index: 2, utilizationFraction: 0.7, memoryUsedBytes: 0, memoryTotalBytes: 0}),
	];
	const summary = selectSummary(play([loaded, sampled(big, 2, {gpus}), sampled(small, 2, {})]));
	expect(summary.gpus).toEqual({count: 3, utilizationFraction: 0.6, memoryUsedFraction: 0.25});
	expect(summary.cpuLoadFraction).toBeUndefined();
	expect(summary.memoryUsedFraction).toBeUndefined();
});

it('figures of a node that does not answer now are left out', () => {
	const failure = {kind: 'refused', where: 'big'} as const;
	const summary = selectSummary(
		play([
			loaded,
			sampled(big, 2, {memory: memory(100, 0), gpus: [aGpu()]}),
			{type: 'node/sampleFailed', node: big, failure, atMs: 20_000, retryInMs: 1},
		]),
	);
	expect(summary.memoryUsedFraction).toBeUndefined();
	expect(summary.gpus?.count ?? 0).toBe(0);
	expect(summary.nodes).toEqual({ok: 0, warning: 0, down: 1, unknown: 1});
});
