import {createHash} from 'node:crypto';
import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {writeGguf} from './gguf.ts';
import {ask, collect, serveOllama} from './serve.ts';

const models = [
	{name: 'llama3.2:3b', sizeBytes: 2_000_000_000, parameterSize: '3.2B', quantization: 'Q4_K_M'},
	{
		name: 'eyes',
		capabilities: ['vision', 'tools', 'thinking'],
		family: 'qwen3',
		contextTokens: 512,
	},
	{name: 'vectors', capabilities: ['embedding']},
];

test('the models of the store are listed with size, digest, details and what they can do', async () => {
	const {client} = await serveOllama({models});
	const list = (await client.list()).models;
	const llama = list.find(({name}) => name === 'llama3.2:3b');
	const eyes = list.find(({name}) => name === 'eyes:latest');

	expect(list).toHaveLength(3);
	expect(llama?.size).toBeGreaterThan(2_000_000_000);
	expect(llama?.digest).toMatch(/^[0-9a-f]{64}$/);
	expect(llama?.details).toMatchObject({parameter_size: '3.2B', quantization_level: 'Q4_K_M'});
	expect(eyes?.details).toMatchObject({family: 'qwen3', context_length: 512});
	expect(eyes).toMatchObject({capabilities: ['completion', 'tools', 'thinking', 'vision']});
	expect(list.find(({name}) => name === 'vectors:latest')).toMatchObject({
		capabilities: ['embedding'],
	});
});

test('a model that another program lays into the store is listed without a restart', async () => {
	const {client, server} = await serveOllama();
	const {addModel} = await import('./add-model.ts');
	addModel(server.folder, {name: 'late:1b'});

	expect((await client.list()).models.map(({name}) => name).toSorted()).toEqual([
		'late:1b',
		'tiny:latest',
	]);
});

test('a name is found in upper and lower case, and written as any model has its parts already', async () => {
	const {client} = await serveOllama({models: [{name: 'Tiny:Q4'}, {name: 'other:1B'}]});
	expect(await client.show({model: 'tiny:q4'})).toMatchObject({capabilities: ['completion']});
	await client.copy({source: 'TINY:q4', destination: 'OTHER:q4'});
	await client.copy({source: 'TINY:q4', destination: 'tiny:Q4'});

	expect((await client.list()).models.map(({name}) => name).toSorted()).toEqual([
		'Tiny:Q4',
		'other:1B',
		'other:Q4',
	]);
});

test.each(['a.b/c', `${'m'.repeat(81)}`, 'a/b/c/d', 'a@sha256:0'])(
	'%s is no name',
	async destination => {
		const {client} = await serveOllama();
		await expect(client.copy({source: 'tiny', destination})).rejects.toThrow('is invalid');
	},
);

test('a time without a unit is refused', async () => {
	const {client} = await serveOllama();
	const asked = client.chat({model: 'tiny', messages: ask('a'), keep_alive: '300'});
	await expect(asked).rejects.toThrow('time: invalid duration "300"');
});

test('what is told of one model comes from its own file', async () => {
	const {client} = await serveOllama({
		models: [{name: 'a', contextTokens: 512, system: 'be brief', license: 'MIT'}],
	});
	const told = await client.show({model: 'a'});

	expect(told).toMatchObject({system: 'be brief', license: 'MIT', capabilities: ['completion']});
	expect(told.model_info).toMatchObject({'llama.context_length': 512});
	expect(told.template).toContain('.Messages');
});

test('a copy has the digest of the first, and deleting one leaves the blobs of the other', async () => {
	const {client, server} = await serveOllama();
	await client.copy({source: 'tiny', destination: 'twin:2'});
	const digests = (await client.list()).models.map(({digest}) => digest);
	await client.delete({model: 'tiny'});
	const {message} = await client.chat({model: 'twin:2', messages: ask('you there?')});
	await client.delete({model: 'twin:2'});

	expect(new Set(digests).size).toBe(1);
	expect(message.content).toBe('You said: you there?.');
	expect(readdirSync(join(server.folder, 'blobs'))).toEqual([]);
});

test('who names a model that is not there is told so, with status 404', async () => {
	const {client} = await serveOllama();
	const failures = await Promise.all(
		[
			client.show({model: 'none'}),
			client.delete({model: 'none'}),
			client.chat({model: 'none', messages: ask('a')}),
			client.generate({model: 'none', prompt: 'a'}),
			client.embed({model: 'none', input: 'a'}),
		].map(asked => asked.then(String, (error: Error) => error)),
	);

	for (const failure of failures) {
		expect(failure).toMatchObject({status_code: 404, error: "model 'none' not found"});
	}

	await expect(client.copy({source: 'none', destination: 'a'})).rejects.toMatchObject({
		status_code: 404,
		error: 'model "none" not found',
	});
	await expect(client.copy({source: 'tiny', destination: 'a b'})).rejects.toMatchObject({
		status_code: 400,
		error: 'destination "a b" is invalid',
	});
});

test('a blob is taken once, and only with the digest that it has', async () => {
	const {server} = await serveOllama();
	const bytes = writeGguf({'general.architecture': {type: 'string', value: 'llama'}}, []);
	const digest = createHash('sha256').update(bytes).digest('hex');
	const send = (name: string, method: string) =>
		fetch(`${server.url}/api/blobs/sha256:${name}`, {
			method,
			...(method === 'POST' ? {body: new Uint8Array(bytes)} : {}),
		});

	expect((await send(digest, 'HEAD')).status).toBe(404);
	expect((await send(digest, 'POST')).status).toBe(201);
	expect((await send(digest, 'POST')).status).toBe(200);
	expect((await send(digest, 'HEAD')).status).toBe(200);

	const other = '0'.repeat(64);
	const wrong = await send(other, 'POST');
	expect(wrong.status).toBe(400);
	expect(await wrong.json()).toEqual({
		error: `digest mismatch, expected "sha256:${other}", got "sha256:${digest}"`,
	});
	expect(existsSync(join(server.folder, 'blobs', `sha256-${other}`))).toBe(false);
});

test('a model is made of another one with words of its own', async () => {
	const {client} = await serveOllama();
	const stream = await client.create({
		model: 'pirate',
		from: 'tiny',
		system: 'Talk like a pirate.',
		stream: true,
	});
	const said = (await collect(stream)).map(({status}) => status);

	expect(said.slice(-2)).toEqual(['writing manifest', 'success']);
	expect((await client.show({model: 'pirate'})).system).toBe('Talk like a pirate.');
});

test('a model is made of a GGUF that was brought as a blob', async () => {
	const {client, server} = await serveOllama();
	const bytes = writeGguf({'general.architecture': {type: 'string', value: 'qwen3'}}, []);
	const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
	await fetch(`${server.url}/api/blobs/${digest}`, {method: 'POST', body: new Uint8Array(bytes)});
	const answer = await fetch(`${server.url}/api/create`, {
		method: 'POST',
		body: JSON.stringify({model: 'mine', files: {'mine.gguf': digest}, stream: false}),
	});

	expect(await answer.json()).toEqual({status: 'success'});
	expect((await client.show({model: 'mine'})).details.family).toBe('qwen3');
});
