import {historyColumns} from '../components/node-columns.ts';
import type {NodeRow, NodeRowContent, NodeRowValues} from '../components/node-row.ts';
import type {NodeFigures} from '../domain/node-figures.ts';
import {sumOf} from '../rules/sample-window.ts';
import {questionFor} from '../store/asked.ts';
import {historySlices} from '../store/history-slices.ts';
import {nodeSubject} from '../store/node-subject.ts';
import {type ClockState, heldReading, type NodeState, type State} from '../store/state.ts';
import {askedParts} from '../theme/asked-text.ts';
import {connectionParts} from '../theme/node-row-text.ts';
import type {History} from './node-charts.ts';

/** What the table says of a node now. */
export function nodeRow(node: NodeState, rack: Rack, isUnderCursor: boolean): NodeRow {
	return {
		name: node.config.name,
		health: node.health,
		reasons: node.healthReasons,
		isUnderCursor,
		content: contentOf(node, rack),
	};
}

/** `history` is left out where no column shows it: to read it for every row takes its time. */
type Rack = Pick<State, 'clock' | 'asked'> & {readonly history?: History};

function contentOf(node: NodeState, {clock, asked, history}: Rack): NodeRowContent {
	const question = questionFor(asked, node)?.question;
	const parts =
		question === undefined
			? connectionParts(node.connection, clock, lastSeenAtMs(node))
			: askedParts(question, node.connection.state === 'backoff');
	return parts === undefined
		? {
				kind: 'values',
				values: rowValues(node),
				cpuHistory: history === undefined ? [] : recentLoad(node, history),
				label: node.label.label.name,
				oldMs: oldMs(node, clock),
			}
		: {kind: 'sentence', parts};
}

const recentMs = 2 * 60_000;

/** Of the cpu in the last two minutes. */
function recentLoad({config}: NodeState, history: History): ReadonlyArray<number | undefined> {
	const slices = historySlices(history(config.name, 'cpu'), {
		spanMs: recentMs,
		count: historyColumns,
	});
	return slices.map(slice => slice && (slice.low + slice.high) / 2);
}

/** Undefined where the node never answered. */
export function lastSeenAtMs({reading}: NodeState): number | undefined {
	return reading.state === 'fresh' || reading.state === 'stale' ? reading.atMs : undefined;
}

const missedIntervals = 2;

/** How old the values are when two answers in a row are missing (SCREENS 3, freshness); undefined: they are fresh. */
export function oldMs(node: NodeState, clock: ClockState): number | undefined {
	const seenAtMs = lastSeenAtMs(node);
	return seenAtMs === undefined ? undefined : silentMs(seenAtMs, node.config.pollIntervalMs, clock);
}

/** How long ago that was, where two intervals have passed without an answer. */
function silentMs(
	seenAtMs: number,
	intervalMs: number,
	{atMs, awakeSinceMs}: ClockState,
): number | undefined {
	// An answer is there a moment after its interval is over.
	const patienceMs = (missedIntervals + 0.5) * intervalMs;
	return atMs - Math.max(seenAtMs, awakeSinceMs) > patienceMs ? atMs - seenAtMs : undefined;
}

function rowValues(node: NodeState): NodeRowValues {
	const held = heldReading(node);
	const {disks = [], network = [], cpu} = held?.figures ?? nothing;
	const uptimeSeconds = held?.sample.uptimeSeconds;
	return {
		...nodeSubject(node).values,
		rx: sumOf(network.map(one => one.rxBytesPerSecond)),
		tx: sumOf(network.map(one => one.txBytesPerSecond)),
		load: cpu?.load1,
		diskRead: sumOf(disks.map(disk => disk.readBytesPerSecond)),
		diskWrite: sumOf(disks.map(disk => disk.writeBytesPerSecond)),
		uptime: uptimeSeconds === undefined ? undefined : uptimeSeconds * 1000,
	};
}

const nothing: Partial<NodeFigures> = {};
