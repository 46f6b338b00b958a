import type {Connection} from '../domain/connection.ts';
import {type Loadable, loadedValue} from '../domain/loadable.ts';
import type {Filesystem} from '../domain/node-facts.ts';
import type {NodeFigures} from '../domain/node-figures.ts';
import type {StatusNode} from '../parsers/status-schema.ts';
import {
	type ClockState,
	heldReading,
	type NodeReading,
	type NodeState,
	type State,
} from '../store/state.ts';
import {toldHealth} from '../store/told-health.ts';
import {evidenceText} from '../theme/evidence-text.ts';
import {failureText} from '../theme/failure-text.ts';
import {statusOllama} from './status-ollama.ts';

/**
 * One node of the document. One that missed a poll keeps its last values, whose age is `connection.ageMs`; one that is
 * down carries when it last answered, and no values.
 */
export function statusNode(
	node: NodeState,
	{clock, ...metrics}: Pick<State, 'clock' | 'metrics' | 'asking'>,
): StatusNode {
	const {config, reading} = node;
	const held = heldReading(node);
	return {
		name: config.name,
		role: config.role,
		tags: [...config.tags],
		health: toldHealth(node),
		healthReasons: node.healthReasons.length > 0 ? [...node.healthReasons] : undefined,
		lastSeenAt:
			reading.state === 'stale' && held === undefined ? isoTime(reading.atMs, clock) : undefined,
		connection: statusConnection(node.connection, reading, clock),
		...(held === undefined
			? {}
			: {...values(node, held, clock), ollama: statusOllama(node, {...metrics, clock})}),
	};
}

/** A monotonic time as the wall clock shows it. */
function isoTime(atMs: number, clock: ClockState): string {
	return new Date(clock.wallMs - (clock.atMs - atMs)).toISOString();
}

function ageMs(atMs: number, clock: ClockState): number {
	return Math.max(0, Math.round(clock.atMs - atMs));
}

function statusConnection(
	connection: Connection,
	reading: Loadable<NodeReading>,
	clock: ClockState,
): StatusNode['connection'] {
	const failure = 'failure' in connection ? connection.failure : undefined;
	return {
		state: connection.state,
		transport: 'transport' in connection ? connection.transport : undefined,
		transportReason: 'transport' in connection ? connection.transportReason : undefined,
		roundTripMs: 'roundTripMs' in connection ? connection.roundTripMs : undefined,
		ageMs:
			reading.state === 'fresh' || reading.state === 'stale'
				? ageMs(reading.atMs, clock)
				: undefined,
		retryInMs:
			'retryAtMs' in connection && connection.retryAtMs !== undefined
				? Math.max(0, Math.round(connection.retryAtMs - clock.atMs))
				: undefined,
		failure: failure && {kind: failure.kind, text: failureText(failure)},
	};
}

function values(
	{facts, filesystems, label: {label}}: NodeState,
	{sample, figures}: NodeReading,
	clock: ClockState,
): Partial<StatusNode> {
	return {
		system: {...loadedValue(facts), uptimeSeconds: sample.uptimeSeconds, bootId: sample.bootId},
		...resources(figures),
		...(filesystems.state === 'fresh' || filesystems.state === 'stale'
			? {
					filesystems: filesystems.value.map(statusFilesystem),
					filesystemsAgeMs: ageMs(filesystems.atMs, clock),
				}
			: {}),
		label:
			label.name === 'unknown'
				? undefined
				: {
						name: label.name,
						evidence: label.evidence.map(evidenceText),
						confidence: label.confidence,
					},
	};
}

function resources(figures: NodeFigures): Partial<StatusNode> {
	const {cpu, memory, pressure, temperatures, disks, network, gpus, pi} = figures;
	return {
		cpu: {...cpu, perCore: cpu.perCore.map(load => load ?? null)},
		memory,
		pressure,
		temperatures: temperatures.length > 0 ? [...temperatures] : undefined,
		disks: [...disks],
		network: [...network],
		gpus: gpus.length > 0 ? gpus.map(gpu => ({...gpu, throttles: [...gpu.throttles]})) : undefined,
		pi,
	};
}

function statusFilesystem(filesystem: Filesystem): NonNullable<StatusNode['filesystems']>[number] {
	const {mount, device, type} = filesystem;
	return filesystem.state === 'silent'
		? {mount, device, type, silentMs: filesystem.waitedMs}
		: {
				mount,
				device,
				type,
				totalBytes: filesystem.totalBytes,
				usedBytes: filesystem.usedBytes,
				availableBytes: filesystem.availableBytes,
			};
}
