import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import {programPath} from '../helpers/program.ts';

describe.skipIf(!isIsolated)('a model that is too big for every host', () => {
	let rack: Lab;
	const state = mkdtempSync(join(tmpdir(), 'clusterdeck-chat-'));
	const chat = (...args: readonly string[]) =>
		rack.exec([process.execPath, programPath, 'chat', ...args], {
			...{env: {XDG_STATE_HOME: state}, input: '', timeoutMs: 60_000},
		});
	const requests = (host: string): readonly string[] =>
		readFileSync(join(rack.folder, 'hosts', host, 'ollama.log'), 'utf8').split('\n');

	beforeAll(async () => {
		const models = ['tiny', 'huge+900GB'];
		const ollama = {engine: 'scripted', tokensPerSecond: undefined, models} as const;
		rack = await openLab({hosts: 2, ollama});
	});

	afterAll(async () => {
		rmSync(state, {recursive: true, force: true});
		await rack.close();
	});

	test('is refused in one sentence that says by how much, and nothing is sent', async () => {
		const {status, stdout, stderr} = await chat('--model', 'huge', 'hello');
		expect({status, stdout}).toEqual({status: 1, stdout: ''});
		const sentences = stderr.trimEnd().replaceAll(/\n\s+/g, ' ').split('\n');
		expect(sentences).toEqual([
			expect.stringMatching(
				/^clusterdeck: No node can run huge: it needs 9\d\d GiB, the most free is [\d.]+ on h[12]\. Take a smaller model, or one of fewer bits\.$/,
			),
		]);
		expect(readdirSync(join(state, 'clusterdeck', 'conversations'))).toEqual([]);
		for (const host of ['h1', 'h2']) {
			expect(requests(host)).toContain('GET /api/tags');
			expect(requests(host)).not.toContain('POST /api/chat');
		}

		expect(await chat('--model', 'tiny', 'hello')).toMatchObject({status: 0});
		expect([...requests('h1'), ...requests('h2')]).toContain('POST /api/chat');
	});
});
