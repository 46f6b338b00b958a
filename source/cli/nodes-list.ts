import {nodeTemperature} from '../rules/node-temperature.ts';
import {heldReading, type NodeState} from '../store/state.ts';
import {failureText} from '../theme/failure-text.ts';
import {healthReasonText} from '../theme/health-text.ts';
import {shareText, temperatureText} from '../theme/number-text.ts';
import {clean, type Safe} from '../theme/safe.ts';

const headings = ['NODE', 'HEALTH', 'VIA', 'CPU', 'MEM', 'TEMP', 'STATE'];
const wordColumns: ReadonlySet<number> = new Set([0, 1, 2, 6]);
const unknown = '-';

/**
 * The nodes as a table for people, a line each, and below it what is wrong with a connection and what mends it: such
 * sentences would tear the table. Scripts take `--json`.
 */
export function nodesTable(nodes: readonly NodeState[]): readonly Safe[] {
	const troubles = nodes.flatMap(({connection}) =>
		'failure' in connection ? [clean(failureText(connection.failure))] : [],
	);
	return [...tableOf(nodes), ...(troubles.length > 0 ? [clean('')] : []), ...troubles];
}

function tableOf(nodes: readonly NodeState[]): readonly Safe[] {
	const rows = [headings, ...nodes.map(cellsOf)];
	const widths = headings.map((_, column) =>
		Math.max(...rows.map(row => row[column]?.length ?? 0)),
	);
	return rows.map(row =>
		clean(
			row
				.map((cell, column) => padded(cell, column, widths[column] ?? 0))
				.join('  ')
				.trimEnd(),
		),
	);
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
		node.health,
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
