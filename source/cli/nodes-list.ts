import {loadedValue} from '../domain/loadable.ts';
import {nodeTemperature} from '../rules/node-temperature.ts';
import type {NodeState} from '../store/state.ts';
import {failureText} from '../theme/failure-text.ts';
import {healthReasonText} from '../theme/health-text.ts';
import {shareText, temperatureText} from '../theme/number-text.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';

const gap = safe`  `;
const unknown = '-';

/** The nodes as a table for people; scripts take `--json`. */
export function nodesTable(nodes: readonly NodeState[]): Safe {
	const rows = [['NODE', 'HEALTH', 'CPU', 'MEM', 'TEMP', 'STATE'], ...nodes.map(cellsOf)];
	const widths = [0, 1, 2, 3, 4].map(column =>
		Math.max(...rows.map(row => (row[column] ?? '').length)),
	);
	const lines = rows.map(row =>
		joinSafe(
			row.map((cell, column) =>
				clean(column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)),
			),
			gap,
		),
	);
	return joinSafe(lines, safe`\n`);
}

function cellsOf(node: NodeState): readonly string[] {
	const figures = node.reading.state === 'fresh' ? node.reading.value.figures : undefined;
	const {cpu, memory, temperatures = []} = figures ?? {};
	const used = memory?.usedBytes === undefined ? undefined : memory.usedBytes / memory.totalBytes;
	const temperature = nodeTemperature(temperatures);
	return [
		node.config.name,
		node.health,
		cpu?.loadFraction === undefined ? unknown : shareText(cpu.loadFraction),
		used === undefined ? unknown : shareText(used),
		temperature === undefined ? unknown : temperatureText(temperature.celsius),
		stateText(node),
	];
}

function stateText(node: NodeState): string {
	if ('failure' in node.connection) {
		return failureText(node.connection.failure);
	}

	const silent = (loadedValue(node.filesystems) ?? []).filter(({state}) => state === 'silent');
	return [
		...(node.connection.state === 'ready' ? [] : [node.connection.state]),
		...node.healthReasons.map(healthReasonText),
		...silent.map(({mount}) => `${mount} does not answer`),
	].join(', ');
}
