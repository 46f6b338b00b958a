import type {NodeConfig} from '../../source/domain/config.ts';
import type {Health, HealthReason} from '../../source/domain/health.ts';
import type {LabelName} from '../../source/domain/label.ts';
import type {NodeFigures} from '../../source/domain/node-figures.ts';
import {newOllama} from '../../source/store/ollama.ts';
import {unknownLabel} from '../../source/rules/label.ts';
import {noLimits} from '../../source/rules/threshold-crossing.ts';
import {initialScreen, type ScreenState} from '../../source/store/screen-state.ts';
import {initialState, type NodeState, type State} from '../../source/store/state.ts';
import {aConfig, aGpu, aNodeConfig, aSample, figuresOf} from './node-builders.ts';

/** Local time, as the screen shows it: 14:02 wherever the tests run. */
const wallMs = new Date(2026, 10, 21, 14, 2, 11).getTime();
export const atMs = 1_000_000;

type Values = {
	readonly cpu: number;
	readonly memory: number;
	readonly gpu?: number;
	readonly celsius: number;
	readonly disk: number;
	readonly rx: number;
	readonly tx: number;
	readonly label: LabelName;
	readonly health?: Health;
	readonly reasons?: readonly HealthReason[];
};

/** A node that answered just now. */
export function aNode(name: string, values: Values, parts: Partial<NodeState> = {}): NodeState {
	const figures = figuresOfValues(values);
	return {
		config: aNodeConfig(name, {isLocal: false, role: 'worker'}),
		connection: {
			state: 'ready',
			roundTripMs: 0.7,
			transport: 'ssh2',
			transportReason: undefined,
		},
		carrier: {transport: 'ssh2', transportReason: undefined},
		connectedAtMs: atMs - 42 * 60_000,
		facts: {
			state: 'fresh',
			atMs,
			value: {...noFacts, os: 'Debian GNU/Linux 13 (trixie)', cores: 4},
		},
		reading: {
			state: 'fresh',
			atMs,
			value: {sample: aSample({uptimeSeconds: 12 * 86_400 + 4 * 3600}), figures},
		},
		filesystems: {state: 'fresh', atMs, value: [filesystem('/', values.disk)]},
		ollama: newOllama(aNodeConfig(name)),
		label: labelOf(values.label),
		health: values.health ?? 'ok',
		healthReasons: values.reasons ?? [],
		limits: noLimits,
		samples: 1262,
		history: {length: 0, version: 0},
		...parts,
	};
}

const noFacts = {
	hostname: undefined,
	os: undefined,
	kernel: undefined,
	architecture: undefined,
	cpuModel: undefined,
	cores: undefined,
};

function labelOf(name: LabelName): NodeState['label'] {
	const track = unknownLabel(atMs);
	return {...track, label: {...track.label, name, sinceMs: atMs - 21 * 60_000}};
}

function figuresOfValues({cpu, memory, gpu, celsius, rx, tx}: Values): NodeFigures {
	return figuresOf({
		cpu: {loadFraction: cpu},
		memory: {totalBytes: 8 * 2 ** 30, usedBytes: memory * 8 * 2 ** 30},
		temperatures: [{sensor: 'cpu', celsius}],
		network: [{interface: 'eth0', rxBytesPerSecond: rx, txBytesPerSecond: tx, faultsPerSecond: 0}],
		gpus: gpu === undefined ? [] : [aGpu({utilizationFraction: gpu})],
	});
}

export function filesystem(mount: string, usedFraction: number) {
	const totalBytes = 1000 * 2 ** 30;
	return {
		state: 'measured' as const,
		mount,
		device: '/dev/sda1',
		type: 'ext4',
		totalBytes,
		usedBytes: usedFraction * totalBytes,
		availableBytes: (1 - usedFraction) * totalBytes,
	};
}

/** gpu-01 of SCREENS: two cards under load. */
function gpuOne(): NodeState {
	const node = aNode('gpu-01', {
		...{cpu: 0.87, memory: 0.61, gpu: 0.98, celsius: 71, disk: 0.43},
		...{rx: 1.2e6, tx: 240e3, label: 'mixed-gpu-cpu'},
	});
	const gib = 2 ** 30;
	const card = {
		...{utilizationFraction: 0.98, memoryUsedBytes: 21.1 * gib, memoryTotalBytes: 24 * gib},
		...{temperatureCelsius: 71, powerWatts: 412, powerLimitWatts: 450},
	};
	const figures = figuresOf({
		cpu: {
			...{loadFraction: 0.87, load1: 28.1, load5: 27, load15: 25.3},
			...{iowaitFraction: 0.02, stealFraction: 0, perCore: new Array(32).fill(0.87)},
		},
		memory: {totalBytes: 128 * gib, usedBytes: 78.1 * gib, swapTotalBytes: 0, swapUsedBytes: 0},
		pressure: {cpuSomeFraction: 0.12, ioSomeFraction: 0.03, memorySomeFraction: 0},
		temperatures: [{sensor: 'cpu', celsius: 71}],
		disks: [
			{
				...{device: 'nvme0n1', readBytesPerSecond: 12e6, writeBytesPerSecond: 3.1e6},
				...{readsPerSecond: 1, writesPerSecond: 1, busyFraction: 0.1},
				...{awaitMs: 1, queueLength: 1},
			},
		],
		network: [
			{interface: 'eth0', rxBytesPerSecond: 1.2e6, txBytesPerSecond: 240e3, faultsPerSecond: 0},
		],
		gpus: [aGpu(card), aGpu({...card, index: 1, utilizationFraction: 0.97, powerWatts: 398})],
	});
	return {
		...node,
		facts: {
			state: 'fresh',
			atMs,
			value: {...noFacts, os: 'Debian GNU/Linux 13 (trixie)', cores: 32},
		},
		reading: {
			state: 'fresh',
			atMs,
			value: {sample: aSample({uptimeSeconds: 12 * 86_400 + 4 * 3600}), figures},
		},
		filesystems: {state: 'fresh', atMs, value: [filesystem('/', 0.43), filesystem('/data', 0.71)]},
		label: {
			...node.label,
			label: {
				...node.label.label,
				evidence: [
					{kind: 'gpuUtilization', index: 0, fraction: 0.98, powerFraction: 0.92},
					{kind: 'cpuLoad', fraction: 0.87},
				],
			},
		},
	};
}

/** The rack that SCREENS draws: seven nodes answer, one does not. */
export function homeRack(): readonly NodeState[] {
	const under = {label: 'underutilized'} as const;
	return [
		aNode('login', {
			...{cpu: 0.24, memory: 0.38, celsius: 48, disk: 0.55, rx: 310e3, tx: 1.1e6, ...under},
		}),
		lostNode('pi-storage'),
		aNode('pi-worker1', {
			...{cpu: 0.96, memory: 0.88, celsius: 81, disk: 0.71, rx: 4100, tx: 2200},
			...{label: 'throttled', health: 'warning'},
			reasons: [
				{
					...{measure: 'memory', severity: 'warning', value: 0.88, limit: 0.8},
					subject: undefined,
				},
				{measure: 'temperature', severity: 'warning', value: 81, limit: 75, subject: 'cpu'},
			],
		}),
		gpuOne(),
		aNode('gpu-02', {
			...{cpu: 0.18, memory: 0.22, gpu: 0.42, celsius: 61, disk: 0.4, rx: 12e3, tx: 38e3},
			...under,
		}),
		aNode('pi-main', {
			...{cpu: 0.12, memory: 0.41, celsius: 52, disk: 0.38, rx: 22e3, tx: 14e3, ...under},
		}),
		aNode('pi-worker2', {
			...{cpu: 0.71, memory: 0.64, celsius: 62, disk: 0.44, rx: 2.4e6, tx: 96e3},
			label: 'balanced',
		}),
		aNode('pi-worker3', {
			...{cpu: 0.03, memory: 0.22, celsius: 46, disk: 0.36, rx: 900, tx: 600, label: 'idle'},
		}),
	];
}

/** Not heard of since 13:48, tried again in 12 s. */
export function lostNode(name: string, parts: Partial<NodeState> = {}): NodeState {
	const node = aNode(name, quiet);
	const failure = {kind: 'unreachable', where: name, reason: 'no route to host'} as const;
	const {reading} = node;
	const value = reading.state === 'fresh' ? reading.value : undefined;
	return {
		...node,
		connection: {state: 'backoff', failure, retryAtMs: atMs + 12_000},
		reading:
			value === undefined
				? {state: 'failed', failure}
				: {state: 'stale', value, atMs: atMs - 14 * 60_000, failure},
		label: unknownLabel(atMs),
		health: 'down',
		...parts,
	};
}

export const quiet: Values = {
	...{cpu: 0.02, memory: 0.3, celsius: 40, disk: 0.2, rx: 0, tx: 0, label: 'idle'},
};

/** A state as it is after a configuration and some polls. */
export function stateOf(
	nodes: readonly NodeState[],
	screen: Partial<Omit<ScreenState, 'nodes'>> & {
		readonly nodes?: Partial<ScreenState['nodes']>;
	} = {},
): State {
	const configs: readonly NodeConfig[] = nodes.map(({config}) => config);
	return {
		...initialState,
		clock: {atMs, wallMs, awakeSinceMs: 0},
		config: aConfig(configs),
		nodes,
		positions: Object.fromEntries(configs.map(({name}, index) => [name, index])),
		screen: {...initialScreen, ...screen, nodes: {...initialScreen.nodes, ...screen.nodes}},
	};
}
