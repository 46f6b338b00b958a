import {nodeTemperature} from '../rules/node-temperature.ts';
import {heldReading, type NodeState} from '../store/state.ts';
import {toldHealth} from '../store/told-health.ts';
import {healthReasonText} from '../theme/health-text.ts';
import {shareText, temperatureText} from '../theme/number-text.ts';
import {clean} from '../theme/safe.ts';
import {hanging} from '../theme/wrap.ts';
import {saidOfFailure, sayOnce} from './said-of-nodes.ts';

const headings = ['NODE', 'HEALTH', 'VIA', 'CPU', 'MEM', 'TEMP', 'STATE'];
const wordColumns: ReadonlySet<number> = new Set([0, 1, 2, 6]);
const unknown = '-';
const gap = '  ';
/** What a name is never cut below. */
const leastName = 16;
/** What a name leaves to the state: enough to break it in. */
const stateRoom = 24;

/**
 * The nodes as a table for people, a line each, and below it what is wrong with a connection and what mends it: such
 * sentences would tear the table. On a terminal of so many columns a name that is too long for it loses its middle, and
 * what is long goes on under itself. Scripts take `--json`.
 */
export function nodesTable(
	nodes: readonly NodeState[],
	columns: number | undefined,
): readonly string[] {
	const failures = nodes.flatMap(({config, connection}) =>
		'failure' in connection ? [saidOfFailure(config.name, connection.failure)] : [],
	);
	const troubles = sayOnce(failures, Number.POSITIVE_INFINITY).flatMap(({text}) =>
		hanging(clean(text), {columns, head: '', indent: 2}),
	);
	return [...tableOf(nodes, columns), ...(troubles.length > 0 ? [''] : []), ...troubles];
}

function tableOf(nodes: readonly NodeState[], columns: number | undefined): readonly string[] {
	const rows = [headings, ...nodes.map(cellsOf)];
	const [, ...others] = widthsOf(rows);
	const figures = others.slice(0, -1).reduce((sum, width) => sum + gap.length + width, 0);
	const nameRoom =
		columns === undefined
			? Number.POSITIVE_INFINITY
			: Math.max(leastName, columns - figures - gap.length - stateRoom);
	const shown = rows.map(([name = '', ...rest]) => [shortened(name, nameRoom), ...rest]);
	const widths = widthsOf(shown);
	return shown.flatMap(row => {
		const state = row.at(-1) ?? '';
		const head = row
			.slice(0, -1)
			.map((cell, column) => padded(cell, column, widths[column] ?? 0) + gap)
			.join('');
		return hanging(clean(state), {columns, head, indent: head.length}).map(line => line.trimEnd());
	});
}

function widthsOf(rows: ReadonlyArray<readonly string[]>): readonly number[] {
	return headings.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
}

/** Nodes of one kind differ at the end of their names: `a-really-lo…-slot-17`. */
function shortened(name: string, room: number): string {
	const kept = room - 1;
	const end = Math.floor(kept / 2);
	return name.length <= room ? name : `${name.slice(0, kept - end)}…${name.slice(-end)}`;
}

/** Words begin at the left, numbers end at the right. */
function padded(cell: string, column: number, width: number): string {
	return wordColumns.has(column) ? cell.padEnd(width) : cell.padStart(width);
}

function cellsOf(node: NodeState): readonly string[] {
	const figures = heldReading(node)?.figures;
	const {cpu, memory, temperatures = []} = figures ?? {};
	const used = memory?.usedBytes === undefined ? undefined : memory.usedBytes / memory.totalBytes;
	const temperature = nodeTemperature(temperatures);
	return [
		node.config.name,
		toldHealth(node),
		'transport' in node.connection ? node.connection.transport : unknown,
		cpu?.loadFraction === undefined ? unknown : shareText(cpu.loadFraction),
		used === undefined ? unknown : shareText(used),
		temperature === undefined ? unknown : temperatureText(temperature.celsius),
		stateText(node),
	];
}

function stateText(node: NodeState): string {
	return [
		...(node.connection.state === 'ready' ? [] : [node.connection.state]),
		...node.healthReasons.map(healthReasonText),
	].join(', ');
}
