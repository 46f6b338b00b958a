import {expect, it} from 'vitest';
import {createDemoHttp} from '../../source/cli/demo-http.ts';
import {createOllamaClient} from '../../source/clients/create-ollama-client.ts';
import {homeRack} from '../../source/demo/home-rack.ts';
import {createDemoOllama} from '../../source/demo/ollama/demo-ollama.ts';
import type {ModelName} from '../../source/domain/ids.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {aQuestion, answerOf} from '../helpers/ollama-client.ts';

const signal = new AbortController().signal;

function asked(name: string) {
	const plan = homeRack.find(one => one.name === name) ?? expect.unreachable();
	const clock = new FakeClock();
	const ending = new AbortController();
	const where = `${name}: Ollama`;
	const http = createDemoHttp({
		...{where, clock, roundTripMs: 1, ended: ending.signal},
		ollama: createDemoOllama(plan, clock),
	});
	const client = createOllamaClient({http, where, clock});
	const soon = async <Value>(value: Promise<Value>, ms = 100): Promise<Value> => {
		await clock.advance(ms);
		return value;
	};
	const answer = async (model: string) => {
		const question = aQuestion('why?', {model: model as ModelName, firstTokenLimitMs: 600_000});
		const startedMs = clock.monotonicMs();
		let tookMs = 0;
		const outcome = answerOf({client}, question).then(value => {
			tookMs = clock.monotonicMs() - startedMs;
			return value;
		});
		return {...(await soon(outcome, 300_000)), tookMs};
	};
	return {clock, client, ending, soon, answer};
}

it('a node of the demo tells its models as a real one does', async () => {
	const {client, soon} = asked('gpu-02');
	expect(await soon(client.readVersion(signal))).toEqual({ok: true, value: '0.12.6'});
	const installed = await soon(client.listInstalled(signal));
	expect(installed.ok && installed.value.map(({name}) => name)).toEqual([
		'llama3.2:3b',
		'qwen3:4b',
		'qwen3:30b',
		'llama3.1:8b',
		'qwen2.5-coder:7b',
		'nomic-embed-text:latest',
	]);
	expect(installed).not.toHaveProperty('problems');
	const loaded = await soon(client.listLoaded(signal));
	expect(loaded).toMatchObject({value: [{name: 'llama3.2:3b', expiresWallMs: undefined}]});
});

it('the login node has none', async () => {
	const {client, soon} = asked('login');
	expect(await soon(client.readVersion(signal))).toMatchObject({failure: {kind: 'refused'}});
});

it('a card answers at once and fast, a board loads first and is slow', async () => {
	const card = await asked('gpu-02').answer('llama3.2:3b');
	const board = await asked('pi-worker3').answer('llama3.2:3b');
	expect(card.outcome).toMatchObject({ok: true, value: {reason: 'stop'}});
	expect(board.content).toBe(card.content);
	expect(board.tookMs).toBeGreaterThan(card.tookMs * 10);
	const [cardUsage, boardUsage] = [card, board].map(({outcome}) =>
		outcome.ok ? outcome.value.usage : expect.unreachable(),
	);
	expect(cardUsage?.loadMs).toBeLessThan(100);
	expect(boardUsage?.loadMs).toBeGreaterThan(10_000);
});

it('what was asked for is in memory for five minutes', async () => {
	const {client, soon, clock} = asked('pi-worker3');
	const names = async () => {
		const list = await soon(client.listLoaded(signal));
		return list.ok ? list.value.map(({name}) => name) : [];
	};
	const question = aQuestion('why?', {model: 'llama3.2:1b' as ModelName, firstTokenLimitMs: 1e6});
	const outcome = answerOf({client}, question);
	expect(await names()).toEqual([]);
	await clock.advance(120_000);
	expect((await outcome).outcome.ok).toBe(true);
	expect(await names()).toEqual(['llama3.2:1b']);
	await clock.advance(300_000);
	expect(await names()).toEqual([]);
});

it('every third answer of the one with two cards breaks off in the middle', async () => {
	const {answer} = asked('gpu-01');
	const outcomes = [await answer('qwen3:4b'), await answer('qwen3:4b'), await answer('qwen3:4b')];
	expect(outcomes.map(({outcome}) => outcome.ok)).toEqual([true, true, false]);
	expect(outcomes[2]).toMatchObject({
		outcome: {failure: {phase: 'streaming', failure: {kind: 'unreachable'}}},
		content: expect.stringMatching(/\w+/),
	});
});

it('a model that is not there is missing, as the real one says it', async () => {
	const {outcome} = await asked('gpu-02').answer('nothing:1b');
	expect(outcome).toMatchObject({
		failure: {status: 404, failure: {reason: expect.stringContaining('not found')}},
	});
});

it('with the connection its answers end', async () => {
	const {client, clock, ending} = asked('pi-worker3');
	const question = aQuestion('why?', {model: 'qwen3:4b' as ModelName, firstTokenLimitMs: 600_000});
	const outcome = answerOf({client}, question);
	await clock.advance(38_000);
	ending.abort();
	await clock.advance(0);
	expect((await outcome).outcome).toMatchObject({ok: false, failure: {phase: 'streaming'}});
});
