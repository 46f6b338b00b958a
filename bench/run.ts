/**
 * Measures the built program beside its floors, all in one run, prints a table and writes bench/results/latest.json.
 * It reports and never fails by a clock: machines are shared, so compare the columns of one run.
 *
 * npm run bench [-- ROWS...]: only those of start, sampling, reducing, routing, jobs, ssh, ollama,
 * screen, chat that are named; then nothing
 * is written.
 */
import {mkdir, writeFile} from 'node:fs/promises';
import {cpus} from 'node:os';
import type {Row} from './row.ts';
import {chatRows} from './rows/chat.ts';
import {jobsRows} from './rows/jobs.ts';
import {jobsScreenRows} from './rows/jobs-screen.ts';
import {modelsScreenRows} from './rows/models-screen.ts';
import {ollamaRows} from './rows/ollama.ts';
import {reducingRows} from './rows/reducing.ts';
import {routingRows} from './rows/routing.ts';
import {samplingRows} from './rows/sampling.ts';
import {screenRows} from './rows/screen.ts';
import {sshRows} from './rows/ssh.ts';
import {startRows} from './rows/start.ts';
import {table} from './table.ts';

const groups: Readonly<Record<string, () => readonly Row[] | Promise<readonly Row[]>>> = {
	start: startRows,
	sampling: samplingRows,
	reducing: reducingRows,
	routing: routingRows,
	jobs: async () => [...(await jobsRows()), ...(await jobsScreenRows())],
	ssh: sshRows,
	ollama: ollamaRows,
	screen: screenRows,
	chat: chatRows,
	models: modelsScreenRows,
};
const wanted = process.argv.slice(2);
const rows: Row[] = [];
for (const [name, measure] of Object.entries(groups)) {
	if (wanted.length === 0 || wanted.includes(name)) {
		rows.push(...(await measure()));
	}
}

console.log(table(rows));
if (wanted.length === 0) {
	await mkdir('bench/results', {recursive: true});
	const machine = {
		cpu: cpus()[0]?.model,
		cores: cpus().length,
		node: process.version,
	};
	const results = {at: new Date().toISOString(), machine, rows};
	await writeFile('bench/results/latest.json', `${JSON.stringify(results, null, '\t')}\n`);
}
