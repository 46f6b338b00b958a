import {historyColumns} from '../components/node-columns.ts';
import type {NodeRow, NodeRowContent, NodeRowValues} from '../components/node-row.ts';
import type {NodeFigures} from '../domain/node-figures.ts';
import {lastSeenAtMs, oldMs} from '../store/age.ts';
import {questionFor} from '../store/asked.ts';
import {historySlices} from '../store/history-slices.ts';
import {nodeSubject} from '../store/node-subject.ts';
import {heldReading, type NodeState, type State} from '../store/state.ts';
import {sumOf} from '../store/sum-of.ts';
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
