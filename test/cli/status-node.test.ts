import {expect, it} from 'vitest';
import {nodesDocument, requestedDocument} from '../../source/cli/status-document.ts';
import {statusNode} from '../../source/cli/status-node.ts';
import type {Event} from '../../source/domain/event.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import type {NodeSample} from '../../source/domain/node-sample.ts';
import {reduce} from '../../source/store/reducer.ts';
import {initialState, type State} from '../../source/store/state.ts';
import {aConfig, aSample, ticks} from '../helpers/node-builders.ts';

const node = 'pi-1' as NodeName;
const refused = {kind: 'refused', where: 'pi-1'} as const;
const loaded: Event = {type: 'config/loaded', config: aConfig(), atMs: 0};

function play(events: readonly Event[]): State {
	return [loaded, ...events].reduce((state, event) => reduce(state, event)[0], initialState);
}

function only(state: State) {
	const [first] = state.nodes;
	return first === undefined ? expect.unreachable() : statusNode(first, state);
}

function sampled(second: number, parts: Partial<NodeSample> = {}): Event {
	const sample = aSample({uptimeSeconds: second, ...parts});
	return {type: 'node/sampled', node, sample, atMs: second * 1000, tookMs: 1};
}

function ticked(atMs: number): Event {
	return {type: 'clock/ticked', atMs, wallMs: Date.UTC(2026, 0, 1)};
}

function problemsOf(state: State): readonly string[] {
	return nodesDocument(state, '0.1.0').problems.map(({source, text}) => `${source}: ${text}`);
}

it('what the node is, how long it runs and what is over a limit is told', () => {
	const facts = {
		hostname: 'pi-1',
		os: 'Debian',
		kernel: '6.12',
		architecture: 'aarch64',
		cpuModel: 'Cortex-A76',
		cores: 4,
	};
	const pi = {
		throttledNow: false,
		underVoltageNow: false,
		throttledSinceBoot: true,
		underVoltageSinceBoot: false,
	};
	const disk = {mount: '/', device: 'sda1', type: 'ext4', totalBytes: 9};
	const filesystem = {state: 'measured', ...disk, usedBytes: 3, availableBytes: 5} as const;
	const temperatures = [{sensor: 'cpu_thermal', celsius: 80}];
	const status = only(
		play([
			sampled(2, {temperatures, pi}),
			{type: 'node/described', node, facts, atMs: 1},
			{type: 'node/filesystemsMeasured', node, filesystems: [filesystem], atMs: 1},
		]),
	);
	expect(status).toMatchObject({
		system: {...facts, uptimeSeconds: 2, bootId: 'boot-1'},
		filesystems: [{...disk, usedBytes: 3, availableBytes: 5}],
		healthReasons: [{measure: 'temperature', value: 80, limit: 75}],
		temperatures,
		pi,
	});
	expect(only(play([sampled(2)])).temperatures).toBeUndefined();
});

it('without three samples there is no label', () => {
	expect(only(play([sampled(2), sampled(4)])).label).toBeUndefined();
	const idle = [2, 4, 6, 8].map(second => sampled(second, {cpu: ticks({idle: second})}));
	expect(only(play(idle)).label).toMatchObject({name: 'idle'});
});

it('a core whose load is unknown is null in its place', () => {
	const cores = [{core: 0, ticks: ticks()}];
	expect(only(play([sampled(2, {cores})])).cpu?.perCore).toEqual([null]);
});

it('ages are whole milliseconds and never negative', () => {
	const retry: Event = {type: 'node/sampleFailed', node, failure: refused, atMs: 1, retryInMs: 5};
	expect(only(play([sampled(2), ticked(3000.4)])).connection.ageMs).toBe(1000);
	expect(only(play([sampled(2), ticked(1000)])).connection.ageMs).toBe(0);
	expect(only(play([retry, ticked(2.5)])).connection.retryInMs).toBe(4);
	expect(only(play([retry, ticked(9000)])).connection.retryInMs).toBe(0);
});

it('a lane that failed beside a good connection is a problem, one beside a lost node is not', () => {
	const lanes: readonly Event[] = [
		{type: 'node/filesystemsMeasured', node, filesystems: [], atMs: 1},
		{type: 'node/describeFailed', node, failure: {kind: 'diskFull', where: 'facts'}, atMs: 2},
		{type: 'node/filesystemsFailed', node, failure: {kind: 'missing', where: 'df'}, atMs: 2},
	];
	expect(problemsOf(play([sampled(2), ...lanes]))).toEqual([
		'pi-1: facts: the disk is full, so nothing was changed. Free some space and try again.',
		'pi-1: df: not found. Check the name.',
	]);
	const failedPoll: Event = {
		type: 'node/sampleFailed',
		node,
		failure: refused,
		atMs: 3000,
		retryInMs: 5,
	};
	expect(problemsOf(play([sampled(2), ...lanes, failedPoll]))).toEqual([]);
});

it('a configuration that was rejected is a problem of its file', () => {
	const problem = {file: 'c.yaml', line: 2, column: 1, path: 'nodes', message: 'must be a list'};
	const rejected: Event = {type: 'config/rejected', problems: [problem], atMs: 1};
	expect(problemsOf(play([rejected]))).toEqual(['c.yaml: c.yaml:2:1: nodes must be a list']);
});

it('the summary is left out where only the nodes were asked for', () => {
	const state = play([sampled(2)]);
	expect(requestedDocument(state, {only: undefined}, '1')).toHaveProperty('summary.nodes.ok', 1);
	expect(requestedDocument(state, {only: ['nodes']}, '1')).not.toHaveProperty('summary');
	expect(requestedDocument(state, {only: ['nodes']}, '1')).toHaveProperty('nodes');
});

it('a node that missed a poll keeps its values and tells their age; one that is down keeps none', () => {
	const failed = (second: number): Event => ({
		type: 'node/sampleFailed',
		node,
		failure: refused,
		atMs: second * 1000,
		retryInMs: 2000,
	});
	const missed = play([loaded, sampled(2), failed(4), ticked(5000)]);
	const held = only(missed);
	expect(held).toMatchObject({
		health: 'warning',
		connection: {state: 'degraded', ageMs: 3000, failure: {kind: 'refused'}},
	});
	expect(held.memory?.totalBytes).toBeGreaterThan(0);
	expect(held.lastSeenAt).toBeUndefined();
	const ticks = Array.from({length: 18}, (_, index) => ticked((index + 1) * 1000));
	const lost = play([loaded, sampled(2), failed(4), ...ticks]);
	const down = only(lost);
	expect(down.health).toBe('down');
	expect(down.memory).toBeUndefined();
	expect(down.lastSeenAt).toBeDefined();
});

it('filesystems tell how long ago they were asked', () => {
	const measured: Event = {type: 'node/filesystemsMeasured', node, filesystems: [], atMs: 1000};
	const state = play([loaded, sampled(2), measured, ticked(5000)]);
	expect(only(state)).toMatchObject({
		filesystems: [],
		filesystemsAgeMs: 4000,
	});
});

it('what carries the connection is told while there is one, with the reason where there is one', () => {
	const carriedBy = (transport: 'ssh2' | 'system', transportReason?: string): Event => ({
		...{type: 'node/connected', node, atMs: 1, transport, transportReason},
	});
	const bySystem = carriedBy('system', 'a user certificate');
	expect(only(play([bySystem, sampled(2)])).connection).toMatchObject({
		...{state: 'ready', transport: 'system', transportReason: 'a user certificate'},
	});
	expect(only(play([carriedBy('ssh2'), sampled(2)])).connection).toMatchObject({
		...{transport: 'ssh2', transportReason: undefined},
	});
	expect(only(play([bySystem])).connection.transport).toBeUndefined();
});

it('a node that nobody may log in to says so, and of no other try', () => {
	const denied = {kind: 'authFailed', where: 'pi-1', user: 'pi'} as const;
	const refusal: Event = {
		...{type: 'node/connectFailed', node, failure: denied, atMs: 1, retryInMs: undefined},
	};
	const status = only(play([refusal, ticked(5)]));
	expect(status).toMatchObject({
		health: 'down',
		connection: {state: 'auth-failed', failure: {kind: 'authFailed'}, retryInMs: undefined},
	});
});

it('a node that is tried again says when, and not while it is tried', () => {
	const failedDial: Event = {
		...{type: 'node/connectFailed', node, failure: refused, atMs: 1000, retryInMs: 4000},
	};
	expect(only(play([failedDial, ticked(2000)])).connection).toMatchObject({
		...{state: 'backoff', retryInMs: 3000},
	});
	const dialled: Event = {type: 'node/dialled', node, atMs: 5000};
	const tried = only(play([failedDial, dialled, ticked(5001)]));
	expect(tried).toMatchObject({health: 'down', connection: {state: 'backoff'}});
	expect(tried.connection.retryInMs).toBeUndefined();
});
