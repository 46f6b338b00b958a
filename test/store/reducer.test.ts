import {describe, expect, it} from 'vitest';
import type {Event} from '../../source/domain/event.ts';
import type {Failure} from '../../source/domain/failure.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import {reduce} from '../../source/store/reducer.ts';
import {initialState, type NodeState, type State} from '../../source/store/state.ts';
import {aConfig, aNodeConfig, aSample, ticks} from '../helpers/node-builders.ts';

const pi = 'pi-1' as NodeName;

function play(events: readonly Event[], start: State = initialState): State {
	return events.reduce((state, event) => reduce(state, event)[0], start);
}

function only(state: State): NodeState {
	const [node] = state.nodes;
	expect(state.nodes).toHaveLength(1);
	return node ?? expect.unreachable();
}

const loaded: Event = {type: 'config/loaded', config: aConfig(), atMs: 0};

function sampled(second: number, parts: Parameters<typeof aSample>[0] = {}): Event {
	return {
		type: 'node/sampled',
		node: pi,
		sample: aSample({
			uptimeSeconds: second,
			cpu: ticks({user: second * 10, idle: second * 90}),
			...parts,
		}),
		atMs: second * 1000,
		tookMs: 1,
	};
}

function sampleFailed(second: number, failure: Failure): Event {
	return {type: 'node/sampleFailed', node: pi, failure, atMs: second * 1000, retryInMs: 2000};
}

function ticked(second: number): Event {
	return {type: 'clock/ticked', atMs: second * 1000, wallMs: 1_000_000 + second * 1000};
}

/** A tick each second, as the runtime gives them. */
function ticksTo(second: number): readonly Event[] {
	return Array.from({length: second}, (_, index) => ticked(index + 1));
}

const unreachable: Failure = {kind: 'unreachable', where: 'pi-1', reason: 'no route to host'};

describe('a configuration', () => {
	it('starts the polling of its enabled nodes', () => {
		const nodes = [aNodeConfig('pi-1'), aNodeConfig('pi-2', {isEnabled: false})];
		const [state, effects] = reduce(initialState, {
			type: 'config/loaded',
			config: aConfig(nodes),
			atMs: 0,
		});
		expect(effects).toEqual([{type: 'startPolling', node: nodes[0]}]);
		expect(state.nodes.map(({connection}) => connection.state)).toEqual(['idle', 'disabled']);
	});

	it('that comes anew keeps what is known of unchanged nodes and starts changed ones again', () => {
		const before = aConfig([aNodeConfig('same'), aNodeConfig('slower'), aNodeConfig('gone')]);
		const slower = aNodeConfig('slower', {pollIntervalMs: 5000});
		const after = aConfig([aNodeConfig('new'), slower, aNodeConfig('same')]);
		const first = play([{type: 'config/loaded', config: before, atMs: 0}]);
		const [second, effects] = reduce(first, {type: 'config/loaded', config: after, atMs: 9});
		expect(second.nodes[2]).toBe(first.nodes[0]);
		expect(effects).toEqual([
			{type: 'stopPolling', node: 'slower'},
			{type: 'stopPolling', node: 'gone'},
			{type: 'startPolling', node: aNodeConfig('new')},
			{type: 'startPolling', node: slower},
		]);
	});

	it('that drops a node which was never polled asks for nothing', () => {
		const nodes = [aNodeConfig('shelved', {isEnabled: false})];
		const before = play([{type: 'config/loaded', config: aConfig(nodes), atMs: 0}]);
		expect(reduce(before, {type: 'config/loaded', config: aConfig([]), atMs: 9})[1]).toEqual([]);
	});

	it('with new limits judges what is known at once', () => {
		const limits = {
			...aConfig(),
			thresholds: {...aConfig().thresholds, memory: {warning: 0.1, critical: 0.2}},
		};
		const before = play([loaded, sampled(2)]);
		expect(only(before).health).toBe('ok');
		const after = only(play([{type: 'config/loaded', config: limits, atMs: 3}], before));
		expect(after.health).toBe('warning');
	});

	it('that is wrong changes nothing but the problems and the events, and a good one clears them', () => {
		const problem = {file: 'c.yaml', line: 1, column: 1, path: 'nodes', message: 'must be a list'};
		const before = play([loaded, sampled(1)]);
		const [rejected, effects] = reduce(before, {
			type: 'config/rejected',
			problems: [problem],
			atMs: 5,
		});
		expect({...rejected, events: before.events}).toEqual({...before, configProblems: [problem]});
		expect(effects).toEqual([]);
		expect(play([loaded], rejected).configProblems).toEqual([]);
	});
});

describe('a node', () => {
	it('is fresh and ok after a sample, with rates after the second', () => {
		const first = only(play([loaded, sampled(2)]));
		expect(first).toMatchObject({health: 'ok', connection: {state: 'ready', transport: 'local'}});
		expect(first.reading).toMatchObject({state: 'fresh', atMs: 2000});
		const second = only(play([loaded, sampled(2), sampled(4)]));
		expect(second.reading).toMatchObject({
			value: {figures: {cpu: {loadFraction: 0.1}}},
		});
		expect(second.history).toEqual({length: 2, version: 2});
	});

	it('that misses a poll keeps its last values, marked, and its shape', () => {
		const node = only(play([loaded, sampled(2), sampleFailed(4, unreachable)]));
		expect(node.connection).toMatchObject({state: 'degraded', failure: unreachable});
		expect(node.reading).toMatchObject({state: 'stale', atMs: 2000, failure: unreachable});
		expect(node.health).toBe('ok');
	});

	it('that misses polls for less than 15 s is not lost yet, and keeps its label', () => {
		const known = [loaded, ...[2, 4, 6].map(second => sampled(second))];
		const missed = only(
			play([...known, ...[8, 14, 20].map(one => sampleFailed(one, unreachable))]),
		);
		expect(missed.connection.state).toBe('degraded');
		expect(missed.label.label.name).toBe('underutilized');
	});

	it('that misses them for longer is down and says when it is tried again', () => {
		const node = only(
			play([
				loaded,
				sampled(2),
				sampleFailed(10, unreachable),
				...ticksTo(17),
				sampleFailed(18, unreachable),
			]),
		);
		expect(node.connection).toEqual({state: 'backoff', failure: unreachable, retryAtMs: 20_000});
		expect(node.health).toBe('down');
		expect(node.label.label.name).toBe('unknown');
	});

	it('polled twice a second is not down sooner, and one that is degraded goes down by time alone', () => {
		const fast = aConfig([aNodeConfig('pi-1', {pollIntervalMs: 500})]);
		const missed = play([
			{type: 'config/loaded', config: fast, atMs: 0},
			sampled(2),
			...[3, 4, 5].map(second => sampleFailed(second, unreachable)),
		]);
		expect(only(missed).connection.state).toBe('degraded');
		const lost = only(play(ticksTo(18), missed));
		expect(lost.connection).toEqual({state: 'backoff', failure: unreachable, retryAtMs: 7000});
	});

	it('that never answered is down at the first failure', () => {
		const node = only(play([loaded, sampleFailed(1, unreachable)]));
		expect(node).toMatchObject({health: 'down', reading: {state: 'failed', failure: unreachable}});
	});

	it('that refuses our key waits for a person', () => {
		const refusal: Failure = {kind: 'authFailed', where: 'pi-1', user: 'pi'};
		const node = only(play([loaded, sampleFailed(1, refusal)]));
		expect(node.connection).toEqual({state: 'auth-failed', failure: refusal});
	});

	it('that answers again is fresh and forgets its misses', () => {
		const node = only(
			play([
				loaded,
				sampled(2),
				sampleFailed(4, unreachable),
				sampled(6),
				sampleFailed(8, unreachable),
			]),
		);
		expect(node.reading).toMatchObject({state: 'stale', atMs: 6000});
		expect(node.connection.state).toBe('degraded');
	});

	it('that nobody hears of is down after 15 s, though no failure came', () => {
		const heard = play([loaded, sampled(2), ...ticksTo(17)]);
		expect(only(heard).health).toBe('ok');
		const silent = only(play(ticksTo(18), heard));
		expect(silent.health).toBe('down');
		expect(silent.reading).toMatchObject({state: 'stale', failure: {kind: 'timedOut'}});
	});

	it('that nobody hears of has neither label nor reasons any more', () => {
		const hot = {temperatures: [{sensor: 'cpu_thermal', celsius: 90}]};
		const heard = play([loaded, ...[2, 4, 6].map(second => sampled(second, hot))]);
		expect(only(heard).healthReasons).toHaveLength(1);
		const silent = only(play(ticksTo(30), heard));
		expect(silent.label.label.name).toBe('unknown');
		expect(silent.healthReasons).toEqual([]);
	});

	it('that is far is reached by ssh', () => {
		const far = aConfig([aNodeConfig('pi-1', {isLocal: false})]);
		const state = play([{type: 'config/loaded', config: far, atMs: 0}, sampled(2)]);
		expect(only(state).connection).toEqual({state: 'ready', transport: 'ssh2', roundTripMs: 1});
	});

	it('that was asleep has no rates until the sample after', () => {
		const rates = (state: State) => {
			const {reading} = only(state);
			return reading.state === 'fresh' ? reading.value.figures.cpu.loadFraction : 'old';
		};
		expect(rates(play([loaded, sampled(2), sampled(12)]))).toBe(0.1);
		expect(rates(play([loaded, sampled(2), sampled(13)]))).toBeUndefined();
	});

	it('keeps fifteen minutes of history and goes on counting its versions', () => {
		const slow = aConfig([aNodeConfig('pi-1', {pollIntervalMs: 300_000})]);
		const state = play([
			{type: 'config/loaded', config: slow, atMs: 0},
			...[300, 600, 900, 1200, 1500].map(second => sampled(second)),
		]);
		expect(only(state).history).toEqual({length: 3, version: 5});
	});

	it('is not blamed for the time in which this program was stopped', () => {
		const stopped = play([ticked(62), ticked(63)], play([loaded, sampled(2), ...ticksTo(3)]));
		expect(only(stopped).health).toBe('ok');
		const unheard = play(
			Array.from({length: 20}, (_, index) => ticked(62 + index)),
			stopped,
		);
		expect(only(unheard).health).toBe('down');
	});

	it('is not blamed for it either where its missed poll is told before the tick that is overdue', () => {
		const before = play([loaded, sampled(2), ...ticksTo(3)]);
		const woken = play([sampleFailed(3600, unreachable)], before);
		expect(only(woken)).toMatchObject({health: 'ok', connection: {state: 'degraded'}});
		expect(only(play([ticked(3600), ticked(3601)], woken)).health).toBe('ok');
		expect(only(play([sampleFailed(3616, unreachable)], before)).health).toBe('ok');
		const awake = Array.from({length: 20}, (_, index) => ticked(3600 + index));
		expect(only(play([...awake, sampleFailed(3620, unreachable)], woken)).health).toBe('down');
	});

	it('that misses a poll keeps the reasons that are known of it', () => {
		const memory = {
			totalBytes: 100,
			availableBytes: 5,
			sharedBytes: 1,
			swapTotalBytes: 0,
			swapFreeBytes: 0,
		};
		const node = only(play([loaded, sampled(2, {memory}), sampleFailed(4, unreachable)]));
		expect(node).toMatchObject({health: 'warning', healthReasons: [{measure: 'memory'}]});
	});

	it('polled each 10 s is down after three intervals', () => {
		const slow = aConfig([aNodeConfig('pi-1', {pollIntervalMs: 10_000})]);
		const state = play([
			{type: 'config/loaded', config: slow, atMs: 0},
			sampled(2),
			...ticksTo(31),
		]);
		expect(only(state).health).toBe('ok');
		expect(only(play(ticksTo(33), state)).health).toBe('down');
	});

	it('over a threshold is a warning with the reason', () => {
		const memory = {
			totalBytes: 100,
			availableBytes: 5,
			sharedBytes: 1,
			swapTotalBytes: 0,
			swapFreeBytes: 0,
		};
		const node = only(play([loaded, sampled(2, {memory})]));
		expect(node.health).toBe('warning');
		expect(node.healthReasons).toMatchObject([{measure: 'memory', severity: 'critical'}]);
	});

	it('whose reasons change tells the new ones, though it was a warning before', () => {
		const heat = (celsius: number) => ({temperatures: [{sensor: 'cpu_thermal', celsius}]});
		const node = only(play([loaded, sampled(2, heat(77)), sampled(4, heat(79))]));
		expect(node.healthReasons).toMatchObject([{measure: 'temperature', value: 79}]);
	});

	it('with a full filesystem is a warning', () => {
		const full = {mount: '/data', device: 'sda1', type: 'ext4', totalBytes: 100};
		const filesystem = {state: 'measured', ...full, usedBytes: 99, availableBytes: 1} as const;
		const node = only(
			play([
				loaded,
				sampled(2),
				{type: 'node/filesystemsMeasured', node: pi, filesystems: [filesystem], atMs: 2},
			]),
		);
		expect(node.health).toBe('warning');
		expect(node.healthReasons).toMatchObject([{measure: 'disk', subject: '/data'}]);
	});

	it('stays full while nobody can measure it again', () => {
		const full = {
			state: 'measured',
			mount: '/',
			device: '/dev/sda1',
			type: 'ext4',
			totalBytes: 100,
			usedBytes: 97,
			availableBytes: 3,
		} as const;
		const failure: Failure = {kind: 'timedOut', where: 'pi-1', afterMs: 10_000};
		const measured = play([
			loaded,
			sampled(2),
			{type: 'node/filesystemsMeasured', node: pi, filesystems: [full], atMs: 1},
		]);
		expect(only(measured).healthReasons).toMatchObject([{measure: 'disk', severity: 'critical'}]);
		const failed = play([{type: 'node/filesystemsFailed', node: pi, failure, atMs: 2}], measured);
		expect(only(failed).healthReasons).toEqual(only(measured).healthReasons);
	});

	it('keeps its filesystems, marked, when they cannot be read again', () => {
		const failure: Failure = {kind: 'timedOut', where: 'pi-1', afterMs: 10_000};
		const node = only(
			play([
				loaded,
				{type: 'node/filesystemsMeasured', node: pi, filesystems: [], atMs: 1},
				{type: 'node/filesystemsFailed', node: pi, failure, atMs: 2},
				{type: 'node/describeFailed', node: pi, failure, atMs: 2},
			]),
		);
		expect(node.filesystems).toEqual({state: 'stale', value: [], atMs: 1, failure});
		expect(node.facts).toEqual({state: 'failed', failure});
	});
});

it('what is told of a node that is not configured changes nothing', () => {
	const state = play([loaded]);
	const event: Event = {
		type: 'node/filesystemsMeasured',
		node: 'stranger' as NodeName,
		filesystems: [],
		atMs: 1,
	};
	expect(reduce(state, event)[0]).toBe(state);
});

it('a tick that ages nothing keeps the nodes as they are', () => {
	const state = play([loaded, sampled(2)]);
	const later = play(ticksTo(3), state);
	expect(later.nodes).toBe(state.nodes);
	expect(later.clock).toEqual({atMs: 3000, wallMs: 1_003_000, awakeSinceMs: 0});
});

it('a sample of one node leaves the others untouched', () => {
	const nodes = [aNodeConfig('pi-1'), aNodeConfig('pi-2')];
	const before = play([{type: 'config/loaded', config: aConfig(nodes), atMs: 0}]);
	const after = play([sampled(2)], before);
	expect(after.nodes[1]).toBe(before.nodes[1]);
	expect(after.nodes[0]).not.toBe(before.nodes[0]);
});

it('the state survives JSON', () => {
	const state = play([loaded, sampled(2), sampled(4), sampleFailed(6, unreachable), ticked(7)]);
	const copy = JSON.parse(JSON.stringify(state)) as State;
	// JSON drops what is undefined, which is how unknown is written here.
	expect(JSON.parse(JSON.stringify(play([sampled(8)], copy)))).toEqual(
		JSON.parse(JSON.stringify(play([sampled(8)], state))),
	);
});
