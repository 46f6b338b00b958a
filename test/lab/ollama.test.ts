import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import {ollamaFaults} from '../../scripts/lab/ollama-faults.ts';
import {askHost} from '../helpers/ask-host.ts';

/** Where `curl` on a host of the lab finds its own Ollama. */
const url = 'http://127.0.0.1:11434';

const question = JSON.stringify({
	model: 'tiny',
	messages: [{role: 'user', content: 'what is water'}],
	options: {seed: 7, num_predict: 12},
});

describe.skipIf(!isIsolated)('Ollama on the hosts of a lab', () => {
	let rack: Lab;
	const seen = new Set<string>();
	const inflict = (kind: string, ...args: readonly string[]) => {
		seen.add(kind);
		return rack.fault('h1', kind, ...args);
	};
	/** Over ssh, as the one who logs in. */
	const chat = (host: string, ...words: readonly string[]) =>
		askHost(rack, [host, 'curl', '-sN', ...words, `${url}/api/chat`, '-d', '@-'], {
			input: question,
		});
	const contentOf = (stdout: string) =>
		stdout
			.trim()
			.split('\n')
			.map(line => (JSON.parse(line) as {message?: {content: string}}).message?.content ?? '')
			.join('');

	beforeAll(async () => {
		const ollama = {engine: 'real', tokensPerSecond: undefined, models: ['tiny']} as const;
		rack = await openLab({hosts: 2, ollama});
	});

	/** Whatever was wrong with it: healed, it answers, and its neighbour never noticed. */
	afterEach(async () => {
		await rack.heal('h1');
		for (const host of ['h1', 'h2']) {
			const {stdout} = await askHost(rack, [host, 'curl', '-s', `${url}/`]);
			expect({host, stdout}).toEqual({host, stdout: 'Ollama is running'});
		}
	});

	afterAll(() => rack.close());

	test('llama.cpp answers over ssh, on every host the same for the same seed', async () => {
		const [first, second] = await Promise.all([chat('h1'), chat('h2')]);
		const last = first.stdout.trim().split('\n').at(-1);

		expect(contentOf(first.stdout).length).toBeGreaterThan(12);
		expect(contentOf(second.stdout)).toBe(contentOf(first.stdout));
		expect(JSON.parse(last ?? '')).toMatchObject({done: true, eval_count: 12});
	});

	test('it is at the own loopback of each host, and nowhere else', async () => {
		const {address} = rack.hosts()[1] ?? {address: ''};
		const [other, fromHere] = await Promise.all([
			rack.inHost('h1', ['curl', '-s', `http://${address}:11434/`]),
			rack.exec(['curl', '-s', `http://${address}:11434/`]),
		]);

		expect([other.status, fromHere.status]).toEqual([7, 7]);
	});

	test.each([
		['ollama-refuse', [], {status: 7}],
		['ollama-kill', [], {status: 7}],
		['ollama-stop', [], {status: 28, stdout: ''}],
		['ollama-hang', [], {status: 28, stdout: ''}],
		['ollama-busy', [], {stdout: expect.stringContaining('"error":"server busy')}],
		['ollama-load-error', ['no', 'room'], {stdout: '{"error":"no room"}'}],
		['ollama-error', ['0', 'gone'], {stdout: '{"error":"gone"}'}],
		['ollama-answer', ['502', '<html>'], {stdout: '<html>'}],
		['ollama-other', ['web'], {stdout: expect.stringContaining('nginx')}],
	] as const)('%s: no answer comes', async (kind, args, outcome) => {
		await rack.inHost('h1', ['curl', '-s', `${url}/api/chat`, '-d', unload]);
		await inflict(kind, ...args);

		expect(await chat('h1', '--max-time', '6')).toMatchObject(outcome);
	});

	test.each([
		['ollama-die', 18],
		['ollama-end', 0],
		['ollama-stall', 28],
	])('%s: the answer is cut after so many pieces', async (kind, status) => {
		await chat('h1');
		await inflict(kind, '3');
		const answer = await chat('h1', '--max-time', '6');

		expect(answer.status).toBe(status);
		expect(answer.stdout.trim().split('\n')).toHaveLength(3);
		expect(answer.stdout).not.toContain('"done":true');
	});

	test('a slow load comes first, and several faults hold at once', async () => {
		await rack.inHost('h1', ['curl', '-s', `${url}/api/chat`, '-d', unload]);
		await inflict('ollama-load', '600');
		await inflict('ollama-split', '10', '50');
		const startMs = performance.now();
		const {stdout} = await chat('h1');

		expect(performance.now() - startMs).toBeGreaterThan(600);
		expect(stdout).toContain('"done":true');
	});

	test('a question to a server that stands still is answered once it goes on', async () => {
		await inflict('ollama-stop');
		const answer = chat('h1');
		await sleep(300);
		await rack.heal('h1');

		expect((await answer).stdout).toContain('"done":true');
	});

	test('every fault was inflicted', () => {
		expect([...seen].sort()).toEqual(Object.keys(ollamaFaults).sort());
	});
});

const unload = JSON.stringify({model: 'tiny', messages: [], keep_alive: 0});
