/** The built program on a real pseudo-terminal, its screen read back by a terminal emulator. */
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {spawn} from '@lydell/node-pty';
import {describe, expect, it, onTestFinished} from 'vitest';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';
import {programPath, runProgram} from '../helpers/program.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {openTerminalOracle} from '../helpers/terminal-oracle.ts';

type Session = {readonly output: string; readonly status: number};

/** Types `answer` when `prompt` appears. */
function runOnTerminal(
	args: readonly string[],
	{columns = 80, prompt = '', answer = ''} = {},
): Promise<Session> {
	const home = temporaryDirectory();
	const terminal = spawn(process.execPath, [programPath, ...args], {
		cols: columns,
		rows: 24,
		env: {...process.env, HOME: home, TERM: 'xterm-256color', LANG: 'C.UTF-8'},
	});
	let output = '';
	let hasAnswered = false;
	terminal.onData(text => {
		output += text;
		if (prompt !== '' && !hasAnswered && output.includes(prompt)) {
			hasAnswered = true;
			terminal.write(answer);
		}
	});
	return new Promise(resolve => {
		terminal.onExit(({exitCode}) => resolve({output, status: exitCode}));
	});
}

async function eventsOf(output: string): Promise<readonly string[]> {
	const oracle = openTerminalOracle();
	onTestFinished(oracle.close);
	const events: string[] = [];
	for (const line of output.split('\r\n')) {
		events.push(...(await oracle.eventsOf(line)));
	}

	return events;
}

describe.each([80, 120])('at %i columns', columns => {
	it.each([[['--help']], [['doctor']], [['nodes', 'ls']], [['--check']]])(
		'%j acts in no way on the terminal',
		async args => {
			const {output, status} = await runOnTerminal(args, {columns});
			expect(status).toBe(0);
			expect(output.length).toBeGreaterThan(20);
			expect(await eventsOf(output)).toEqual([]);
		},
	);
});

it('a long sentence goes on under itself on a terminal, and stays one line in a pipe', async () => {
	const path = join(temporaryDirectory(), 'config.yaml');
	writeFileSync(path, 'version: 1\nnodes: [{name: pi-9, host: 127.0.0.1, ssh: {port: 1}}]\n');
	const args = ['doctor', 'pi-9', '--config', path];
	const shown = (await runOnTerminal(args)).output.split('\r\n');
	const start = shown.findIndex(line => line.startsWith('FAIL  node.port'));
	const text = shown[start]?.indexOf('pi-9') ?? 0;
	expect(shown[start + 1]?.search(/\S/)).toBe(text);
	expect(shown[start + 2]).toBe(`${' '.repeat(text)}try: systemctl start ssh, on its own keyboard`);
	expect(Math.max(...shown.map(line => line.length))).toBeLessThanOrEqual(80);
	const piped = (await runProgram({args})).stdout;
	expect(piped).toMatch(/^FAIL {2}node\.port .*connection refused\. Is .* running there\?$/m);
});

it('no hostile text in a configuration or on the command line acts on the terminal', async () => {
	const path = join(temporaryDirectory(), 'config.yaml');
	const texts = hostileCorpus.map(({text}) => text).filter(text => text.length < 2000);
	writeFileSync(
		path,
		`version: 1\ncluster: [${texts.map(text => JSON.stringify(text)).join(', ')}]\n`,
	);
	const validate = await runOnTerminal(['config', 'validate', path]);
	expect(validate.status).toBe(2);
	expect(await eventsOf(validate.output)).toEqual([]);
	for (const text of texts.filter((_, index) => index % 20 === 0)) {
		const argument = text.replaceAll('\0', '').toWellFormed();
		const {output} = await runOnTerminal([`--${argument}`]);
		expect(output).toContain('clusterdeck: ');
		expect(await eventsOf(output)).toEqual([]);
	}
});

it.each([
	['y\r', 0, 'is saved'],
	['\r', 1, 'Nothing was changed'],
	['no\r', 1, 'Nothing was changed'],
	['\u0004', 1, 'Nothing was changed'],
	['\u0003', 130, 'Nothing was changed'],
])('nodes rm asks on a terminal, and %j ends with %i', async (answer, status, message) => {
	const path = join(temporaryDirectory(), 'config.yaml');
	writeFileSync(path, 'version: 1\nnodes:\n  - name: here\n    local: true\n  - name: pi-9\n');
	const run = await runOnTerminal(['nodes', 'rm', 'pi-9', '--config', path], {
		prompt: '[y/N] ',
		answer,
	});
	expect(run.output).toMatch(/^Take pi-9 out of the configuration\? A backup is kept\. \[y\/N\] /);
	expect(run.output).toContain(message);
	expect(run.output).not.toMatch(/\n\s+at /);
	expect(run.status).toBe(status);
});
