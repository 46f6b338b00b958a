import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import type {AnswerDocument} from '../../source/parsers/answer-schema.ts';
import {choiceOfAll, onlyAsked} from '../helpers/asked-hosts.ts';
import {programPath} from '../helpers/program.ts';

/** The least patience between two tokens (rules/answer-deadlines.ts), and what a whole answer takes after it. */
const deadlineMs = 20_000 + 15_000;
const words = 'one two three four five six seven eight nine ten'.repeat(4);

describe.skipIf(!isIsolated)('clusterdeck chat on three hosts over ssh', () => {
	let rack: Lab;
	const state = mkdtempSync(join(tmpdir(), 'clusterdeck-chat-'));
	const env = {XDG_STATE_HOME: state};
	const chat = (...args: readonly string[]) =>
		rack.exec([process.execPath, programPath, 'chat', ...args], {
			env,
			input: '',
			timeoutMs: 90_000,
		});
	const documentOf = (stdout: string) => JSON.parse(stdout) as AnswerDocument;

	beforeAll(async () => {
		const ollama = {engine: 'scripted', tokensPerSecond: 10, models: ['tiny']} as const;
		rack = await openLab({hosts: 3, ollama});
	});

	afterEach(() => Promise.all(['h1', 'h2', 'h3'].map(host => rack.heal(host))));
	afterAll(async () => {
		rmSync(state, {recursive: true, force: true});
		await rack.close();
	});

	test('the host that has the model in memory answers', async () => {
		const warm = await chat('--node', 'h2', 'hello');
		expect(warm).toMatchObject({status: 0, stdout: 'You said: hello.\n'});

		const {status, stdout, stderr} = await choiceOfAll(rack, 'h2', () =>
			chat('--explain', 'again'),
		);
		expect({status, stdout}).toEqual({status: 0, stdout: 'You said: again.\n'});
		expect(stderr).toMatch(/→ h2 · warm/);
	});

	test('one that is stopped in mid-answer costs a retry, not the answer', async () => {
		const untilAsked = await onlyAsked(rack, 'h2');
		const asked = chat('--json', words);
		await untilAsked();
		// Some words of four seconds have come by then.
		await sleep(1000);
		await rack.fault('h2', 'ollama-stop');
		const startMs = performance.now();
		const {status, stdout, stderr} = await asked;
		const tookMs = performance.now() - startMs;
		process.stdout.write(`chat beside a stopped host: ${(tookMs / 1000).toFixed(1)} s\n`);

		expect(status).toBe(0);
		expect(stderr).toMatch(/h2: .*no answer after 20 s.*Another node is asked/s);
		const document = documentOf(stdout);
		expect(document.answer?.content).toBe(`You said: ${words}.`);
		const [first, second] = document.attempts;
		expect(first).toMatchObject({node: 'h2', outcome: 'failed', failure: {kind: 'timedOut'}});
		expect(first?.partial?.content).toMatch(/^You said: one/);
		expect(second).toMatchObject({outcome: 'answered'});
		expect(tookMs).toBeLessThan(deadlineMs);
	});

	test('its conversation holds exactly one turn', () => {
		const folder = join(state, 'clusterdeck', 'conversations');
		const last = readdirSync(folder).toSorted().at(-1) ?? '';
		const types = readFileSync(join(folder, last), 'utf8').match(/"type":"\w+"/g);

		expect(types?.filter(type => type === '"type":"turn"')).toHaveLength(1);
		expect(types).not.toContain('"type":"interrupted"');
	});
});
