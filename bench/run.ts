/**
 * Measures the built program beside its floors, all in one run, prints a table and writes bench/results/latest.json.
 * It reports and never fails by a clock: machines are shared, so compare the columns of one run.
 */
import {mkdir, writeFile} from 'node:fs/promises';
import {cpus} from 'node:os';
import type {Row} from './row.ts';
import {reducingRows} from './rows/reducing.ts';
import {samplingRows} from './rows/sampling.ts';
import {startRows} from './rows/start.ts';

const rows: readonly Row[] = [...startRows(), ...(await samplingRows()), ...(await reducingRows())];

const columns = [
	['what', ...rows.map(({what}) => what)],
	['value', ...rows.map(({value, unit}) => `${figure(value)} ${unit}`)],
	['floor', ...rows.map(({floorValue}) => figure(floorValue))],
	['of', ...rows.map(({floor}) => floor)],
	['ratio', ...rows.map(({value, floorValue}) => `${(value / floorValue).toFixed(2)} x`)],
	['budget', ...rows.map(({budget}) => (budget === undefined ? '' : `<= ${figure(budget)}`))],
	['', ...rows.map(({value, budget}) => verdict(value, budget))],
];
const widths = columns.map(cells => Math.max(...cells.map(cell => cell.length)));
for (let line = 0; line <= rows.length; line += 1) {
	console.log(
		columns
			.map((cells, column) => (cells[line] ?? '').padEnd(widths[column] ?? 0))
			.join('  ')
			.trimEnd(),
	);
}

await mkdir('bench/results', {recursive: true});
const machine = {
	cpu: cpus()[0]?.model,
	cores: cpus().length,
	node: process.version,
};
const results = {at: new Date().toISOString(), machine, rows};
await writeFile('bench/results/latest.json', `${JSON.stringify(results, null, '\t')}\n`);

function figure(value: number): string {
	return value.toPrecision(3);
}

function verdict(value: number, budget: number | undefined): string {
	if (budget === undefined) {
		return '';
	}

	return value <= budget ? 'holds' : 'OVER';
}
