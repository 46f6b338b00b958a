import {expect, test} from 'vitest';
import {scriptedEngine} from './scripted-engine.ts';
import {ask, collect, serveOllama} from './serve.ts';

const able = [{name: 'able', capabilities: ['vision', 'tools', 'thinking']}];

test('an answer streams word by word, and ends with counts and durations in nanoseconds', async () => {
	const {client} = await serveOllama({engine: scriptedEngine({tokensPerSecond: 100})});
	const parts = await collect(
		await client.chat({model: 'tiny', messages: ask('ähm, wörter'), stream: true}),
	);
	const last = parts.at(-1);

	expect(parts.slice(0, -1).map(({message}) => message.content)).toEqual([
		'You',
		' said:',
		' ähm,',
		' wörter.',
	]);
	expect(parts.slice(0, -1).every(({done}) => !done)).toBe(true);
	expect(last).toMatchObject({
		done: true,
		done_reason: 'stop',
		eval_count: 4,
		prompt_eval_count: 3,
	});
	expect(last?.eval_duration).toBeGreaterThan(35e6);
	expect(last?.total_duration).toBeGreaterThan(last?.eval_duration ?? Number.POSITIVE_INFINITY);
});

test('without a stream the whole answer comes at once', async () => {
	const {client} = await serveOllama();
	const answer = await client.generate({model: 'tiny', prompt: 'hello'});

	expect(answer).toMatchObject({response: 'You said: hello.', done: true, eval_count: 3});
});

test('num_predict ends an answer for its length', async () => {
	const {client} = await serveOllama();
	const options = {num_predict: 2};
	const answer = await client.chat({model: 'tiny', messages: ask('a b c'), options});

	expect(answer).toMatchObject({done_reason: 'length', eval_count: 2});
	expect(answer.message.content).toBe('You said:');
});

test('a model that thinks does so before it answers, unless it is told not to', async () => {
	const {client} = await serveOllama({models: able});
	const thought = await client.chat({model: 'able', messages: ask('a')});
	const plain = await client.chat({model: 'able', messages: ask('a'), think: false});

	expect(thought.message).toMatchObject({thinking: 'Let me think.', content: 'You said: a.'});
	expect(plain.message.thinking).toBeUndefined();
});

test('a tool is called once, and what it said is answered', async () => {
	const {client} = await serveOllama({models: able});
	const tools = [{type: 'function', function: {name: 'weather', description: 'of a town'}}];
	const called = await client.chat({model: 'able', messages: ask('rain?'), tools, think: false});
	const messages = [
		...ask('rain?'),
		called.message,
		{role: 'tool', tool_name: 'weather', content: 'sunny'},
	];
	const answered = await client.chat({model: 'able', messages, tools, think: false});

	expect(called.message.tool_calls).toEqual([
		{id: 'call_0', function: {index: 0, name: 'weather', arguments: {}}},
	]);
	expect(answered.message.content).toBe('You said: sunny.');
});

test('images arrive, and a text that is no base64 is refused', async () => {
	const {client, server} = await serveOllama({models: able});
	const images = [Buffer.from('picture').toString('base64')];
	const seen = await client.chat({
		model: 'able',
		messages: [{role: 'user', content: 'what is it', images}],
		think: false,
	});
	const wrong = await fetch(`${server.url}/api/chat`, {
		method: 'POST',
		body: JSON.stringify({model: 'able', messages: [{role: 'user', images: ['not base64!']}]}),
	});

	expect(seen.message.content).toContain('I see 1 images.');
	expect(wrong.status).toBe(400);
});

test('a schema is kept to', async () => {
	const {client} = await serveOllama();
	const format = {
		type: 'object',
		properties: {
			town: {type: 'string'},
			degrees: {type: 'array', items: {type: 'number'}},
			sky: {enum: ['blue', 'grey']},
		},
	};
	const {message} = await client.chat({model: 'tiny', messages: ask('a'), format});

	expect(JSON.parse(message.content)).toEqual({town: 'text', degrees: [1.5], sky: 'blue'});
});

test('what a model cannot do is refused before it is loaded', async () => {
	const {client} = await serveOllama({
		models: [{name: 'plain'}, {name: 'vectors', capabilities: ['embedding']}],
	});
	const messages = ask('a');
	const tools = [{type: 'function', function: {name: 'f'}}];
	const refused = (error: string) => ({status_code: 400, error: expect.stringContaining(error)});

	await expect(client.chat({model: 'vectors', messages})).rejects.toMatchObject(
		refused('"vectors" does not support chat'),
	);
	await expect(client.chat({model: 'plain', messages, think: true})).rejects.toMatchObject(
		refused('"plain" does not support thinking'),
	);
	await expect(client.chat({model: 'plain', messages, tools})).rejects.toMatchObject(
		refused('does not support tools'),
	);
	expect((await client.ps()).models).toEqual([]);
});

test.each([
	['0.12.5', 200, undefined],
	['0.12.6', 400, 'the input length exceeds the context length'],
	['0.30.0', 400, expect.stringContaining('"n_prompt_tokens":10,"n_ctx":8')],
])(
	'%s answers a prompt that is too long and not to be cut by %i',
	async (...[version, status, error]) => {
		const {client, server} = await serveOllama({contextTokens: 8, version});
		const long = ['one two three four', 'five', 'six seven'].flatMap(ask);
		const kept = await client.chat({model: 'tiny', messages: long});
		const whole = await fetch(`${server.url}/api/chat`, {
			method: 'POST',
			body: JSON.stringify({model: 'tiny', messages: long, truncate: false}),
		});

		expect(kept.prompt_eval_count).toBe(5);
		expect(whole.status).toBe(status);
		expect(JSON.parse((await whole.text()).split('\n')[0] ?? '').error).toEqual(error);
	},
);

test('the oldest messages go where all do not fit, then the beginning of the last one', async () => {
	const {client} = await serveOllama({contextTokens: 4});
	const cut = await client.chat({model: 'tiny', messages: ask('a b c d e f g')});

	expect(cut.message.content).toBe('You said:  e f g.');
	expect(cut.prompt_eval_count).toBe(4);
});

test('a system message stays where the oldest messages go', async () => {
	let kept: readonly string[] = [];
	const engine = scriptedEngine({
		reply: ({messages}) => {
			kept = messages.map(({content}) => content);
			return {content: 'aye'};
		},
	});
	const {client} = await serveOllama({engine, contextTokens: 6});
	const messages = [{role: 'system', content: 'be brief'}, ...['one two', 'three'].flatMap(ask)];
	await client.chat({model: 'tiny', messages});

	expect(kept).toEqual(['be brief', 'three']);
});

test('the system message of a model comes first where the question has none', async () => {
	let roles: readonly string[] = [];
	const engine = scriptedEngine({
		reply: ({messages}) => {
			roles = messages.map(({role}) => role);
			return {content: 'aye'};
		},
	});
	const {client} = await serveOllama({engine, models: [{name: 'pirate', system: 'Be one.'}]});
	await client.chat({model: 'pirate', messages: ask('hello')});

	expect(roles).toEqual(['system', 'user']);
});

test('the same text has the same vector, of length one', async () => {
	const {client} = await serveOllama({models: [{name: 'v', capabilities: ['embedding']}]});
	const {embeddings} = await client.embed({model: 'v', input: ['a', 'b', 'a']});

	expect(embeddings[0]).toEqual(embeddings[2]);
	expect(embeddings[0]).not.toEqual(embeddings[1]);
	expect(Math.hypot(...(embeddings[0] ?? []))).toBeCloseTo(1);
});

test('only those who mean this machine are answered, and only on the paths that there are', async () => {
	const {server} = await serveOllama();
	const statusFor = async (host: string) => {
		const {request} = await import('node:http');
		return new Promise(resolve => {
			const headers = {Host: host};
			request(`${server.url}/api/version`, {headers}, answer => {
				answer.resume();
				resolve(answer.statusCode);
			}).end();
		});
	};

	expect(await statusFor('127.0.0.1:11434')).toBe(200);
	expect(await statusFor('localhost')).toBe(200);
	expect(await statusFor('192.168.1.7:11434')).toBe(200);
	expect(await statusFor('node1:11434')).toBe(403);
	expect(await statusFor('evil.example')).toBe(403);
	expect(await (await fetch(`${server.url}/api/nothing`)).text()).toBe('404 page not found');
	expect((await fetch(`${server.url}/api/chat`)).status).toBe(405);
	expect(await (await fetch(server.url)).text()).toBe('Ollama is running');
});
