import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import type {AskedRack} from '../helpers/children/ask-rack.ts';

const isFull = process.env['FULL'] === '1';
/** Two for each host; two seconds of answer each, in full six. */
const [questions, words] = [8, isFull ? 120 : 40];
const child = new URL('../helpers/children/ask-rack.ts', import.meta.url).pathname;

describe.skipIf(!isIsolated)('four hosts over ssh, with one slot each', () => {
	const state = mkdtempSync(join(tmpdir(), 'clusterdeck-throughput-'));
	let rack: Lab;

	beforeAll(async () => {
		const ollama = {engine: 'scripted', tokensPerSecond: 20, models: ['tiny']} as const;
		rack = await openLab({hosts: 4, ollama});
	});

	afterAll(async () => {
		rmSync(state, {recursive: true, force: true});
		await rack.close();
	});

	test('answer nearly four times as much as one', async () => {
		const hosts = rack.hosts().map(({name}) => name);
		const {status, stdout, stderr} = await rack.exec(
			[process.execPath, child, String(questions), String(words), ...hosts],
			{env: {XDG_STATE_HOME: state}, input: '', timeoutMs: 250_000},
		);
		expect({status, stderr}).toEqual({status: 0, stderr: expect.any(String)});
		const {oneS, allS, answers} = JSON.parse(stdout) as AskedRack;
		process.stdout.write(
			`${questions} answers over ssh: ${oneS.toFixed(2)} s on one host, ${allS.toFixed(2)} s on four\n`,
		);

		expect(answers).toEqual(Object.fromEntries(hosts.map(host => [host, questions / 4])));
		// Where one of them answers a question more than its share it is 2.7; between that and 4 is what a busy machine takes.
		expect(oneS / allS).toBeGreaterThan(3);
	});
});
