import {describe, expect, it} from 'vitest';
import type {LabelName} from '../../source/domain/label.ts';
import type {NodeFigures} from '../../source/domain/node-figures.ts';
import {advanceLabel, type LabelTrack, unknownLabel} from '../../source/rules/label.ts';
import {aGpu, figuresOf} from '../helpers/node-builders.ts';

/** Advances by samples two seconds apart and returns the track after each. */
function play(start: LabelTrack, samples: readonly NodeFigures[], fromMs = 0): LabelTrack[] {
	let track = start;
	return samples.map((figures, index) => {
		track = advanceLabel(track, figures, fromMs + index * 2000);
		return track;
	});
}

function repeat(figures: NodeFigures, count: number): readonly NodeFigures[] {
	return Array.from({length: count}, () => figures);
}

function labelAfter(figures: NodeFigures, count = 3): LabelTrack['label'] {
	const last = play(unknownLabel(0), repeat(figures, count)).at(-1);
	return last?.label ?? unknownLabel(0).label;
}

const fullGpu = aGpu({utilizationFraction: 0.98, powerWatts: 414, powerLimitWatts: 450});
const fullCpu = {loadFraction: 0.9};
const stalledIo = {ioSomeFraction: 0.4, ioFullFraction: 0.2};
const busyDisk = {
	device: 'sda',
	readBytesPerSecond: 1e6,
	writeBytesPerSecond: 0,
	readsPerSecond: 100,
	writesPerSecond: 0,
	busyFraction: 0.97,
	awaitMs: 80,
	queueLength: 9,
};
const noPressure = {
	cpuSomeFraction: undefined,
	ioSomeFraction: undefined,
	ioFullFraction: undefined,
	memorySomeFraction: undefined,
	memoryFullFraction: undefined,
};

describe('three samples give a label', () => {
	it.each<readonly [LabelName, NodeFigures]>([
		['idle', figuresOf()],
		['underutilized', figuresOf({cpu: {loadFraction: 0.3}})],
		['underutilized', figuresOf({gpus: [aGpu({utilizationFraction: 0.42})]})],
		['balanced', figuresOf({cpu: {loadFraction: 0.7}})],
		['balanced', figuresOf({gpus: [aGpu({utilizationFraction: 0.6})]})],
		['gpu-bound', figuresOf({gpus: [fullGpu]})],
		['gpu-bound', figuresOf({gpus: [aGpu({utilizationFraction: 0.9})]})],
		['cpu-bound', figuresOf({cpu: fullCpu})],
		['cpu-bound', figuresOf({cpu: {loadFraction: 0.65}, pressure: {cpuSomeFraction: 0.3}})],
		['io-bound', figuresOf({pressure: stalledIo})],
		['io-bound', figuresOf({cpu: {iowaitFraction: 0.2}, pressure: noPressure})],
		['io-bound', figuresOf({disks: [busyDisk], pressure: noPressure})],
		['mixed-gpu-cpu', figuresOf({gpus: [fullGpu], cpu: fullCpu})],
		['mixed-gpu-io', figuresOf({gpus: [fullGpu], pressure: stalledIo})],
		['mixed-cpu-io', figuresOf({cpu: fullCpu, pressure: stalledIo})],
		['mixed-gpu-cpu-io', figuresOf({gpus: [fullGpu], cpu: fullCpu, pressure: stalledIo})],
		['memory-pressure', figuresOf({memory: {availableBytes: 5}})],
		['memory-pressure', figuresOf({pressure: {memorySomeFraction: 0.2}})],
		['memory-pressure', figuresOf({memory: {availableBytes: 15, swapBytesPerSecond: 2e6}})],
		['memory-pressure', figuresOf({cpu: fullCpu, memory: {availableBytes: 5}})],
	])('%s', (name, figures) => {
		expect(labelAfter(figures).name).toBe(name);
		expect(labelAfter(figures, 2).name).toBe('unknown');
	});
});

it('one full core beside a half-fed gpu is cpu-bound and says so', () => {
	const label = labelAfter(
		figuresOf({
			cpu: {loadFraction: 0.2, perCore: [0.99, 0.1, 0.1]},
			gpus: [aGpu({utilizationFraction: 0.4})],
		}),
	);
	expect(label.name).toBe('cpu-bound');
	expect(label.evidence).toContainEqual({
		kind: 'singleCore',
		fraction: 0.99,
		gpuFraction: 0.4,
	});
});

it('a gpu that is busy at a fraction of its power is not gpu-bound', () => {
	const spinning = aGpu({utilizationFraction: 0.99, powerWatts: 80, powerLimitWatts: 450});
	expect(labelAfter(figuresOf({gpus: [spinning]})).name).toBe('balanced');
});

it('a throttle bit wins at once over everything, with the temperature as evidence', () => {
	const busy = figuresOf({cpu: fullCpu, memory: {availableBytes: 5}});
	const throttled = figuresOf({
		cpu: fullCpu,
		temperatures: [{sensor: 'cpu_thermal', celsius: 84}],
		pi: {
			throttledNow: true,
			underVoltageNow: false,
			throttledSinceBoot: true,
			underVoltageSinceBoot: false,
		},
	});
	const label = play(unknownLabel(0), [...repeat(busy, 4), throttled]).at(-1)?.label;
	expect(label?.name).toBe('throttled');
	expect(label?.evidence.slice(0, 2)).toEqual([
		{kind: 'piThrottled', underVoltage: false},
		{kind: 'highestTemperature', celsius: 84},
	]);
});

it('a power cap alone is no throttling', () => {
	expect(labelAfter(figuresOf({gpus: [{...fullGpu, throttles: ['power-cap']}]})).name).toBe(
		'gpu-bound',
	);
	expect(labelAfter(figuresOf({gpus: [{...fullGpu, throttles: ['thermal']}]})).name).toBe(
		'throttled',
	);
});

it('one spike changes nothing', () => {
	const quiet = figuresOf();
	const spike = figuresOf({cpu: {loadFraction: 1}});
	const tracks = play(unknownLabel(0), [...repeat(quiet, 5), spike, ...repeat(quiet, 5)]);
	expect(new Set(tracks.slice(2).map(({label}) => label.name))).toEqual(new Set(['idle']));
});

it('load enters after three evaluations that agree and leaves after five', () => {
	const settledAt = play(unknownLabel(0), repeat(figuresOf(), 10)).at(-1);
	const busy = play(settledAt ?? unknownLabel(0), repeat(figuresOf({cpu: fullCpu}), 8), 20_000);
	const names = busy.map(({label}) => label.name);
	// The median of five turns at the third busy sample; then two more evaluations must agree.
	expect(names.indexOf('cpu-bound')).toBe(4);

	const quiet = play(busy.at(-1) ?? unknownLabel(0), repeat(figuresOf(), 10), 36_000);
	expect(quiet.map(({label}) => label.name).indexOf('idle')).toBe(6);
});

it('a load between the two limits keeps the label that stands', () => {
	const between = figuresOf({cpu: {loadFraction: 0.78}});
	const busy = play(unknownLabel(0), repeat(figuresOf({cpu: fullCpu}), 10));
	const later = play(busy.at(-1) ?? unknownLabel(0), repeat(between, 10), 20_000);
	expect(later.at(-1)?.label.name).toBe('cpu-bound');
	expect(labelAfter(between, 10).name).toBe('balanced');
});

it('a kill for memory counts for a minute', () => {
	const killed = figuresOf({memory: {oomKills: 1}});
	const tracks = play(unknownLabel(0), [
		...repeat(figuresOf(), 4),
		killed,
		...repeat(figuresOf(), 40),
	]);
	const names = tracks.map(({label}) => label.name);
	expect(names[4]).toBe('memory-pressure');
	expect(tracks[4]?.label.evidence).toContainEqual({kind: 'oomKill', count: 1});
	expect(names[4 + 29]).toBe('memory-pressure');
	// The minute is over at the thirtieth sample after it; then five evaluations must agree.
	expect(names.indexOf('idle', 4)).toBe(4 + 30 + 4);
	expect(names.at(-1)).toBe('idle');
});

it('a label stands for ten seconds, whatever comes, and counts its time from when it came', () => {
	const idle = play(unknownLabel(0), repeat(figuresOf(), 3)).at(-1) ?? unknownLabel(0);
	expect(idle.label.sinceMs).toBe(4000);
	const fast = (index: number) => 4500 + index * 500;
	let track = idle;
	const names = Array.from({length: 24}, (_, index) => {
		track = advanceLabel(track, figuresOf({cpu: fullCpu}), fast(index));
		return track.label.name;
	});
	expect(fast(names.indexOf('cpu-bound'))).toBe(14_000);
	expect(track.label.sinceMs).toBe(14_000);
});

it('without pressure figures the confidence is low', () => {
	expect(labelAfter(figuresOf({pressure: noPressure})).confidence).toBe('low');
	expect(labelAfter(figuresOf()).confidence).toBe('high');
});

it('a gpu whose memory is held while it idles is named', () => {
	const held = aGpu({utilizationFraction: 0, memoryUsedBytes: 20, memoryTotalBytes: 24});
	expect(labelAfter(figuresOf({gpus: [held]})).evidence).toContainEqual({
		kind: 'gpuAllocatedButIdle',
		index: 0,
		memoryFraction: 20 / 24,
	});
});

it('a label that stands keeps its time and takes the evidence of now', () => {
	const tracks = play(unknownLabel(0), [
		...repeat(figuresOf({cpu: {loadFraction: 0.9}}), 5),
		...repeat(figuresOf({cpu: {loadFraction: 0.95}, pressure: noPressure}), 5),
	]);
	expect(tracks.at(-1)?.label).toEqual({
		name: 'cpu-bound',
		evidence: [{kind: 'cpuLoad', fraction: 0.95}],
		confidence: 'low',
		sinceMs: 4000,
	});
});

it('one sample with pressure figures in the window is enough for confidence', () => {
	const samples = [...repeat(figuresOf({pressure: noPressure}), 3), figuresOf()];
	expect(play(unknownLabel(0), samples).at(-1)?.label.confidence).toBe('high');
});

it('evaluations that disagree with each other bring no new label', () => {
	const idle = play(unknownLabel(0), repeat(figuresOf(), 3)).at(-1) ?? unknownLabel(0);
	const wishes = [0.3, 0.7].map(loadFraction => figuresOf({cpu: {loadFraction}}));
	let track: LabelTrack = idle;
	for (let second = 20; second < 40; second += 1) {
		const figures = wishes[second % 2] ?? figuresOf();
		track = advanceLabel({...track, window: repeat(figures, 4)}, figures, second * 1000);
		expect(track.label.name).toBe('idle');
	}
});

it('from one calm label to another three evaluations are enough', () => {
	const high = figuresOf({cpu: {loadFraction: 0.7}});
	const balanced = play(unknownLabel(0), repeat(high, 3)).at(-1) ?? unknownLabel(0);
	const names = play(balanced, repeat(figuresOf({cpu: {loadFraction: 0.3}}), 8), 20_000).map(
		({label}) => label.name,
	);
	// The median turns at the third.
	expect(names.indexOf('underutilized')).toBe(4);
});

it('what is bound beside a throttle or a shortage of memory is told too', () => {
	const short = figuresOf({cpu: fullCpu, memory: {availableBytes: 5}});
	const both = [
		{kind: 'memoryAvailable', fraction: 0.05},
		{kind: 'cpuLoad', fraction: 0.9},
	];
	expect(labelAfter(short).evidence).toEqual(both);
	const gpus = [aGpu({throttles: ['thermal']})];
	expect(labelAfter({...short, gpus}).evidence).toEqual([
		{kind: 'gpuThrottled', index: 0},
		...both,
	]);
});

it('little stolen time is not worth a word', () => {
	expect(labelAfter(figuresOf({cpu: {stealFraction: 0.1}})).evidence).toEqual([
		{kind: 'cpuLoad', fraction: 0.02},
	]);
});

it('stolen time is told beside any label', () => {
	expect(labelAfter(figuresOf({cpu: {stealFraction: 0.3}})).evidence).toContainEqual({
		kind: 'cpuSteal',
		fraction: 0.3,
	});
});

it('nothing is claimed of a node whose cpu is unknown', () => {
	expect(labelAfter(figuresOf({cpu: {loadFraction: undefined}}), 9).name).toBe('unknown');
});

it('a cleared throttle bit ends the label at once', () => {
	const bits = {underVoltageNow: false, throttledSinceBoot: true, underVoltageSinceBoot: false};
	const throttled = figuresOf({cpu: fullCpu, pi: {...bits, throttledNow: true}});
	const cleared = figuresOf({cpu: fullCpu, pi: {...bits, throttledNow: false}});
	const names = play(unknownLabel(0), [...repeat(throttled, 4), cleared]).map(
		({label}) => label.name,
	);
	expect(names.slice(2)).toEqual(['throttled', 'throttled', 'cpu-bound']);
});

it('a label that waits to change keeps the evidence that speaks for it', () => {
	const busy = play(unknownLabel(0), repeat(figuresOf({cpu: fullCpu}), 6));
	const later = play(busy.at(-1) ?? unknownLabel(0), repeat(figuresOf(), 4), 12_000).at(-1);
	expect(later?.label.name).toBe('cpu-bound');
	expect(later?.label.evidence).toEqual([{kind: 'cpuLoad', fraction: 0.9}]);
});

it('a node of which nothing is known any more has no label', () => {
	const blind = figuresOf({cpu: {loadFraction: undefined}});
	const known = play(unknownLabel(0), repeat(figuresOf(), 6)).at(-1) ?? unknownLabel(0);
	expect(play(known, repeat(blind, 6), 12_000).at(-1)?.label.name).toBe('unknown');
});

it('a card that does not say how busy it is is not called idle', () => {
	const mute = aGpu({utilizationFraction: undefined});
	expect(labelAfter(figuresOf({gpus: [mute]})).name).toBe('balanced');
});
