/** What becomes of an answer whose host goes: the whole host, its sshd, its cable. */
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import {type AnswerDocument, answerSchema} from '../../source/parsers/answer-schema.ts';
import {choiceOfAll, onlyAsked, unloadTiny} from '../helpers/asked-hosts.ts';
import {programPath} from '../helpers/program.ts';

/** `one two ... forty` takes ten seconds. */
const tokensPerSecond = 8;
const words = Array.from({length: 80}, (_, index) => `w${index}`).join(' ');
/** What another host takes for the whole answer, its load included. */
const answerMs = (80 / tokensPerSecond) * 1000 + 8000;

describe.skipIf(!isIsolated)('the host of an answer goes in its middle', () => {
	let rack: Lab;
	/** Fresh for each test: who failed lately is avoided. */
	let state = '';
	const chat = (...args: readonly string[]) =>
		rack.exec([process.execPath, programPath, 'chat', ...args], {
			env: {XDG_STATE_HOME: state},
			input: '',
			timeoutMs: 120_000,
		});
	const lastConversation = (): string => {
		const folder = join(state, 'clusterdeck', 'conversations');
		return readFileSync(join(folder, readdirSync(folder).toSorted().at(-1) ?? ''), 'utf8');
	};

	beforeAll(async () => {
		const ollama = {engine: 'scripted', tokensPerSecond, models: ['tiny']} as const;
		rack = await openLab({hosts: 3, ollama});
	});

	beforeEach(() => {
		state = mkdtempSync(join(tmpdir(), 'clusterdeck-chat-'));
	});

	afterEach(async () => {
		rmSync(state, {recursive: true, force: true});
		await Promise.all(['h1', 'h2', 'h3'].map(host => rack.heal(host)));
		// The next question goes to the host that has the model in memory, which is not the one that was ill.
		for (const host of ['h1', 'h2', 'h3']) {
			await unloadTiny(rack, host);
		}
	});

	afterAll(() => rack.close());

	test('the host that has the model in memory answers, and the table says why', async () => {
		expect(await chat('--node', 'h3', 'warm')).toMatchObject({status: 0});
		const {status, stdout, stderr} = await choiceOfAll(rack, 'h3', () =>
			chat('--explain', 'again'),
		);

		expect({status, stdout}).toEqual({status: 0, stdout: 'You said: again.\n'});
		expect(stderr).toMatch(/^› h3 .* warm, 0 of \d+ busy$/m);
		expect(stderr).toMatch(/^ {2}h1 .* on disk/m);
		expect(stderr).toMatch(/^→ h3 · warm/m);
	});

	test.each([
		['is stopped as a whole', ['sshd-stop', 'ollama-stop']],
		['is stopped but for its Ollama', ['sshd-stop']],
		['loses its sshd', ['sshd-kill']],
		['loses its cable', ['link-down']],
	] as const)(
		'that %s: a whole answer comes from another in time, and one turn is kept',
		async (...[, faults]) => {
			await chat('--node', 'h2', 'warm');
			const untilAsked = await onlyAsked(rack, 'h2');
			const asked = chat('--json', words);
			await untilAsked();
			// Some words of ten seconds have come by then.
			await sleep(1500);
			const startMs = performance.now();
			for (const fault of faults) {
				await rack.fault('h2', fault);
			}

			const {status, stdout, stderr} = await asked;
			const tookMs = performance.now() - startMs;
			process.stdout.write(`${faults.join(' ')}: whole after ${(tookMs / 1000).toFixed(1)} s\n`);
			const document: AnswerDocument = answerSchema.parse(JSON.parse(stdout));
			const idleS = Number(/, (\d+) s to each next\s+one/.exec(stderr)?.[1]);

			expect(status).toBe(0);
			expect(idleS).toBeGreaterThan(0);
			expect(tookMs).toBeLessThan(idleS * 1000 + answerMs);
			expect(document.answer?.content).toBe(`You said: ${words}.`);
			expect(document.attempts).toMatchObject([
				{node: 'h2', outcome: 'failed', partial: {content: expect.stringMatching(/^You said: w0/)}},
				{outcome: 'answered'},
			]);
			expect(document.attempts[1]?.node).not.toBe('h2');
			const types = lastConversation().match(/"type":"\w+"/g) ?? [];
			expect(types.filter(type => type === '"type":"turn"')).toHaveLength(1);
			expect(types).not.toContain('"type":"interrupted"');
			expect(lastConversation()).toContain('"partial"');
		},
	);
});
