import type {Failure} from '../../source/domain/failure.ts';
import type {HostName, ModelName, NodeName, RemotePath} from '../../source/domain/ids.ts';
import type {Happening, LogEntry} from '../../source/domain/log-entry.ts';
import type {NodeState, State} from '../../source/store/state.ts';
import {atMs, aNode, filesystem, homeRack, quiet, stateOf} from './home-rack.ts';
import {aGpu, figuresOf} from './node-builders.ts';
import {aLoadedModel, anInstalledModel} from './route-builders.ts';

/** The next text from outside. */
export type Tell = () => string;

/** A screen on which everything that comes from outside was told by `tell`. */
export type Scene = (tell: Tell) => State;

/** Each kind of failure, all its words from outside. */
export function hostileFailures(tell: Tell): readonly Failure[] {
	const where = tell();
	const recorded = {file: tell(), line: 3, isRevoked: false, fingerprint: tell()};
	const keys = {keyType: tell(), fingerprint: tell()};
	return [
		{kind: 'unreachable', where, reason: tell()},
		{kind: 'timedOut', where, afterMs: 5000},
		{kind: 'refused', where},
		{kind: 'authFailed', where, user: tell()},
		{kind: 'hostKeyUnknown', where, ...keys},
		{kind: 'hostKeyMismatch', where, ...keys, name: tell(), files: [tell()], recorded},
		{kind: 'needsPassphrase', where, keyFile: tell()},
		{kind: 'restrictedShell', where},
		{kind: 'exited', where, exitCode: 1, signal: undefined, stderr: `${tell()}\n${tell()}`},
		{kind: 'unparseable', where, problem: tell()},
		{kind: 'protocol', where, problem: tell()},
		{kind: 'denied', where, reason: tell()},
		{kind: 'missing', where},
		{kind: 'rejected', where, reason: tell()},
		{kind: 'unsupported', where, reason: tell()},
	];
}

/** A node that answers, with nothing of its own words but numbers. */
/** Names are those of a good parser, which lets fewer through: this one lets all. */
function hostileOllama(tell: Tell, isServing: boolean): NodeState['ollama'] {
	const version = {state: 'fresh', value: tell(), atMs} as const;
	const [failure = {kind: 'refused', where: tell()}] = hostileFailures(tell);
	const silent = {...version, state: 'stale', failure} as const;
	const name = () => tell() as ModelName;
	return {
		version: isServing ? version : silent,
		loaded: {state: 'fresh', value: [aLoadedModel({name: name()})], atMs},
		installed: {state: 'fresh', value: [anInstalledModel({name: name()})], atMs},
		modelFolder: {state: 'fresh', value: tell(), atMs},
	};
}

function hostileNode(tell: Tell, state: 'well' | 'limited' = 'well'): NodeState {
	const node = aNode(tell(), {...quiet, gpu: 0.4});
	const {reading, label} = node;
	const sample = reading.state === 'fresh' ? reading.value.sample : undefined;
	const figures = figuresOf({
		temperatures: [{sensor: tell(), celsius: 91}],
		disks: [
			{
				...{device: tell(), readBytesPerSecond: 1e6, writeBytesPerSecond: 2e6},
				...{readsPerSecond: 1, writesPerSecond: 1, busyFraction: 1, awaitMs: 1, queueLength: 1},
			},
		],
		network: [{interface: tell(), rxBytesPerSecond: 1, txBytesPerSecond: 2, faultsPerSecond: 0}],
		gpus: [aGpu({name: tell(), utilizationFraction: 0.5})],
	});
	const subject = tell();
	const limited: Partial<NodeState> = {
		health: 'warning',
		healthReasons: [
			{measure: 'disk', severity: 'critical', value: 0.99, limit: 0.95, subject},
			{measure: 'temperature', severity: 'warning', value: 91, limit: 75, subject},
			{measure: 'mount', severity: 'warning', subject},
		],
		label: {
			...label,
			label: {
				...label.label,
				name: 'io-bound',
				evidence: [{kind: 'diskSaturated', device: tell(), busyFraction: 1, awaitMs: 9}],
			},
		},
	};
	return {
		...node,
		config: {
			...node.config,
			...{host: tell() as HostName, role: tell(), tags: [tell()], logs: [tell() as RemotePath]},
		},
		connection: {state: 'ready', roundTripMs: 1, transport: 'system', transportReason: tell()},
		ollama: hostileOllama(tell, state === 'well'),
		carrier: {transport: 'system', transportReason: tell()},
		facts: {
			state: 'fresh',
			atMs,
			value: {
				...{hostname: tell(), os: tell(), kernel: tell(), architecture: tell()},
				...{cpuModel: tell(), cores: 4},
			},
		},
		filesystems: {
			state: 'fresh',
			atMs,
			value: [
				{...filesystem(tell(), 0.99), device: tell(), type: tell()},
				{state: 'silent', mount: tell(), device: tell(), type: tell(), waitedMs: 9000},
			],
		},
		...(sample === undefined ? {} : {reading: {state: 'fresh', atMs, value: {sample, figures}}}),
		...(state === 'limited' ? limited : {}),
	};
}

/** It was never heard of, and this is why. */
export function failedNode(tell: Tell, failure: Failure): NodeState {
	const node = hostileNode(tell);
	return {
		...node,
		connection: {state: 'backoff', failure, retryAtMs: atMs + 9000},
		reading: {state: 'failed', failure},
		facts: {state: 'failed', failure},
		filesystems: {state: 'failed', failure},
		health: 'down',
	};
}

/** The first is under the cursor of the table. */
export function hostileState(nodes: readonly NodeState[], tell: Tell): State {
	const state = stateOf(nodes);
	const {config} = state;
	return {
		...state,
		...(config === undefined ? {} : {config: {...config, cluster: tell()}}),
		events: {...state.events, entries: hostileEntries(tell), nextId: 100, sinceWallMs: 0},
	};
}

export function hostileNodes(tell: Tell): readonly NodeState[] {
	return [hostileNode(tell), hostileNode(tell, 'limited'), ...homeRack().slice(0, 3)];
}

export function hostileEntries(tell: Tell): readonly LogEntry[] {
	const [failure] = hostileFailures(tell);
	const crossing = {
		...({kind: 'crossed', severity: 'warning', isOver: true, value: 0.9, limit: 0.8} as const),
		...({lastedMs: undefined, label: 'throttled'} as const),
	};
	const run = {command: tell(), tookMs: 9};
	const whats: readonly Happening[] = [
		{kind: 'wentDown', failure, wasUpMs: 9000},
		{...crossing, measure: 'temperature', subject: tell()},
		{...crossing, measure: 'disk', subject: tell()},
		{
			...{kind: 'labelChanged', before: 'idle', after: 'io-bound'},
			evidence: [{kind: 'diskSaturated', device: tell(), busyFraction: 1, awaitMs: 9}],
		},
		{kind: 'command', run: {...run, result: {kind: 'exited', exitCode: 1}}, count: 3},
		...hostileFailures(tell).map(
			(each): Happening => ({
				kind: 'command',
				run: {command: tell(), tookMs: 2, result: {kind: 'failed', failure: each}},
				count: 1,
			}),
		),
	];
	return whats.map((what, index) => ({
		...{id: index + 1, atMs, wallMs: 0, node: tell() as NodeName, what},
	}));
}
