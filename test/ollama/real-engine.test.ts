import {afterAll, beforeAll, expect, test} from 'vitest';
import {Ollama} from 'ollama';
import {realEngine} from './real-engine.ts';
import {ask, collect} from './serve.ts';
import {type OllamaServer, startOllama} from './server.ts';
import {tinyModelFile} from './tiny-model.ts';

let server: OllamaServer;
let client: Ollama;

beforeAll(async () => {
	server = await startOllama({
		engine: realEngine(),
		models: [{name: 'tiny', ggufPath: tinyModelFile()}],
		numParallel: 2,
	});
	client = new Ollama({host: server.url});
});

afterAll(() => server.close());

const options = {seed: 7, num_predict: 24};

test('llama.cpp says the same for the same seed, and something else for another', async () => {
	const chat = (seed: number) =>
		client.chat({model: 'tiny', messages: ask('what is water'), options: {...options, seed}});
	const [first, again, other] = [await chat(7), await chat(7), await chat(8)];

	expect(first).toMatchObject({done_reason: 'length', eval_count: 24});
	expect(first.message.content.length).toBeGreaterThan(24);
	expect(again.message.content).toBe(first.message.content);
	expect(other.message.content).not.toBe(first.message.content);
});

test('a stream of real tokens is the same text as the whole answer', async () => {
	const request = {model: 'tiny', messages: ask('go'), options};
	const whole = await client.chat(request);
	const parts = await collect(await client.chat({...request, stream: true}));

	expect(parts).toHaveLength(25);
	expect(parts.map(({message}) => message.content).join('')).toBe(whole.message.content);
	expect(parts.at(-1)?.eval_duration).toBeGreaterThan(0);
});

test('two answers are made at once, each as if it were alone', async () => {
	const chat = (words: string) =>
		client.chat({model: 'tiny', messages: ask(words), options: {...options, num_predict: 60}});
	const alone = [await chat('one'), await chat('two')];
	const together = await Promise.all([chat('one'), chat('two'), chat('one')]);

	expect(together.map(({message}) => message.content)).toEqual(
		[alone[0], alone[1], alone[0]].map(answer => answer?.message.content),
	);
});

test('who goes in mid-answer stops the engine', async () => {
	const stream = await client.chat({
		model: 'tiny',
		messages: ask('go'),
		stream: true,
		options: {num_predict: 1500},
	});
	for await (const _part of stream) {
		stream.abort();
		break;
	}

	const next = await client.chat({model: 'tiny', messages: ask('go'), options});
	expect(next.done).toBe(true);
	expect(server.busy()).toEqual({answering: 0, waiting: 0});
});

test('a text has a vector of the width of the model', async () => {
	const {embeddings} = await client.embed({model: 'tiny', input: 'water'});

	expect(embeddings[0]).toHaveLength(64);
});
