import {expect, it} from 'vitest';
import {checkVerdict} from '../../source/cli/check-command.ts';
import {statusDocument} from '../../source/cli/status-document.ts';
import type {Event} from '../../source/domain/event.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import type {Filesystem} from '../../source/domain/node-facts.ts';
import {reduce} from '../../source/store/reducer.ts';
import {initialState, type State} from '../../source/store/state.ts';
import {jsonText} from '../../source/theme/json-text.ts';
import {
	aConfig,
	aDisk,
	aGpu,
	aNodeConfig,
	anInterface,
	aSample,
	ticks,
} from '../helpers/node-builders.ts';
import {schemaErrors} from '../helpers/validate-document.ts';

const good = 'gpu-01' as NodeName;
const lost = 'pi-storage' as NodeName;
const config = aConfig([
	aNodeConfig('gpu-01', {role: 'worker', tags: ['big']}),
	aNodeConfig('pi-storage', {isLocal: false}),
	aNodeConfig('shelved', {isEnabled: false}),
]);

function sampled(node: NodeName, second: number): Event {
	const count = second * 100;
	const sample = aSample({
		uptimeSeconds: second,
		cpu: ticks({user: count, idle: count * 2}),
		cores: [{core: 0, ticks: ticks({user: count, idle: count * 2})}],
		disks: [aDisk({sectorsRead: count})],
		interfaces: [anInterface({rxBytes: count})],
		temperatures: [{sensor: 'cpu_thermal', celsius: 71}],
		gpus: [aGpu({utilizationFraction: 0.98, memoryUsedBytes: 21, memoryTotalBytes: 24})],
		problems: [{source: '/proc/stat', line: 'cpu \u001b[2J', reason: 'not a number'}],
	});
	return {type: 'node/sampled', node, sample, atMs: second * 1000, tookMs: 0.7};
}

const silent: Filesystem = {
	state: 'silent',
	mount: '/nfs',
	device: 'a:/b',
	type: 'nfs4',
	waitedMs: 2000,
};
const unreachable = {kind: 'unreachable', where: 'pi-storage', reason: 'no route to host'} as const;

function play(events: readonly Event[]): State {
	return events.reduce((state, event) => reduce(state, event)[0], initialState);
}

const rack = play([
	{type: 'config/loaded', config, atMs: 0},
	sampled(good, 2),
	sampled(good, 4),
	sampled(good, 6),
	{type: 'node/filesystemsMeasured', node: good, filesystems: [silent], atMs: 6000},
	sampled(lost, 2),
	...[4, 8, 18].map(
		(second): Event => ({
			type: 'node/sampleFailed',
			node: lost,
			failure: unreachable,
			atMs: second * 1000,
			retryInMs: 12_000,
		}),
	),
	{type: 'clock/ticked', atMs: 8500, wallMs: Date.UTC(2026, 10, 21, 21, 30)},
]);

it('the document of a rack in trouble is valid and true', () => {
	const text = jsonText(statusDocument(rack, '0.1.0'), 0);
	const document = JSON.parse(text) as ReturnType<typeof statusDocument>;
	expect(schemaErrors(document)).toEqual([]);
	expect(document).toMatchObject({
		schemaVersion: 1,
		generatedAt: '2026-11-21T21:30:00.000Z',
		cluster: 'home-rack',
		summary: {
			nodes: {ok: 0, warning: 1, down: 1, unknown: 0},
			cpuLoadFraction: 0.3333,
			memoryUsedFraction: 0.25,
			gpus: {count: 1, utilizationFraction: 0.98, memoryUsedFraction: 0.875},
		},
	});
	const [gpu, storage, shelved] = document.nodes ?? [];
	expect(gpu).toMatchObject({
		health: 'warning',
		healthReasons: [{measure: 'mount', severity: 'warning', subject: '/nfs'}],
		connection: {state: 'ready', transport: 'local', roundTripMs: 0.7, ageMs: 2500},
		cpu: {loadFraction: 0.3333, perCore: [0.3333]},
		disks: [{device: 'nvme0n1', readBytesPerSecond: 51_200}],
		filesystems: [{mount: '/nfs', silentMs: 2000}],
		label: {name: 'gpu-bound', evidence: ['gpu 0 98%'], confidence: 'low'},
	});
	expect(storage).toEqual({
		name: 'pi-storage',
		tags: [],
		health: 'down',
		lastSeenAt: '2026-11-21T21:29:53.500Z',
		connection: {
			state: 'backoff',
			ageMs: 6500,
			retryInMs: 21_500,
			failure: {
				kind: 'unreachable',
				text: 'pi-storage: no route to host. Is it switched on, and is the network there?',
			},
		},
	});
	expect(shelved).toMatchObject({health: 'unknown', connection: {state: 'disabled'}});
	expect(document.problems.map(({text: problem}) => problem)).toEqual([
		'/nfs (nfs4) does not answer. Is its server there?',
		expect.stringContaining('not a number'),
	]);
});

it('cat of the document is safe', () => {
	expect(jsonText(statusDocument(rack, '0.1.0'), 0)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
	expect(jsonText('a\u009b31m\u202e\u2028\u007f\u{e0041}b', 0)).toBe(
		'"a\\u009b31m\\u202e\\u2028\\u007f\\udb40\\udc41b"',
	);
});

it('a document with a key or a unit that the schema does not know is refused by it', () => {
	const document = JSON.parse(jsonText(statusDocument(rack, '0.1.0'), 0)) as {nodes: object[]};
	expect(schemaErrors({...document, extra: 1})).not.toEqual([]);
	expect(schemaErrors({...document, generatedAt: 'yesterday'})).not.toEqual([]);
	expect(schemaErrors({...document, nodes: [{...document.nodes[0], health: 'fine'}]})).not.toEqual(
		[],
	);
});

it('the document of nothing is valid', () => {
	expect(schemaErrors(JSON.parse(jsonText(statusDocument(initialState, '0.1.0'), 0)))).toEqual([]);
});

it('a node that is down makes the check critical, in one line', () => {
	expect(checkVerdict(rack)).toEqual({
		exitStatus: 2,
		line: 'CRITICAL: down: pi-storage: no route to host. Is it switched on, and is the network there? | ok=0 warning=1 down=1 unknown=0',
	});
});

it.each([
	[0, 'OK: 1 node ok | ok=1 warning=0 down=0 unknown=0', 30],
	[1, 'WARNING: gpu-01: memory 85%, over 80% | ok=0 warning=1 down=0 unknown=0', 15],
	[2, 'CRITICAL: gpu-01: memory 95%, over 92% | ok=0 warning=1 down=0 unknown=0', 5],
])('the check ends with %i', (exitStatus, line, availableBytes) => {
	const memory = {
		totalBytes: 100,
		availableBytes,
		sharedBytes: 1,
		swapTotalBytes: 0,
		swapFreeBytes: 0,
	};
	const state = play([
		{type: 'config/loaded', config: aConfig([aNodeConfig('gpu-01')]), atMs: 0},
		{type: 'node/sampled', node: good, sample: aSample({memory}), atMs: 1, tookMs: 1},
		{type: 'node/filesystemsMeasured', node: good, filesystems: [], atMs: 1},
	]);
	expect(checkVerdict(state)).toEqual({exitStatus, line});
});

it('a node that has not answered yet is unknown to the check', () => {
	const state = play([{type: 'config/loaded', config: aConfig([aNodeConfig('gpu-01')]), atMs: 0}]);
	expect(checkVerdict(state).exitStatus).toBe(3);
});
