import {existsSync, readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {Ollama} from 'ollama';
import {expect, onTestFinished, test} from 'vitest';
import {addModel} from './add-model.ts';
import {type RegistryOptions, startRegistry} from './registry.ts';
import {ask, collect, serveOllama} from './serve.ts';
import type {OllamaOptions} from './server.ts';
import {tinyModelFile} from './tiny-model.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

/** A registry with one model of 0.6 MB, and a server that knows it as registry.ollama.ai. */
async function servePull(options: OllamaOptions = {}, quirks: Partial<RegistryOptions> = {}) {
	const folder = temporaryDirectory();
	addModel(folder, {name: 'tiny', ggufPath: tinyModelFile()});
	const registry = await startRegistry({folder, ...quirks});
	onTestFinished(() => registry.close());
	const served = await serveOllama({models: [], registryUrl: registry.url, ...options});
	return {...served, registry};
}

const sizeOfPartials = (folder: string) =>
	readdirSync(join(folder, 'blobs'))
		.filter(name => name.endsWith('-partial'))
		.reduce((sum, name) => sum + statSync(join(folder, 'blobs', name)).size, 0);

test('a pull tells each step, and the model is there with the digest of the registry', async () => {
	const {client} = await servePull({pullBytesPerSecond: 2_000_000});
	const said = await collect(await client.pull({model: 'tiny', stream: true}));
	const statuses = [...new Set(said.map(({status}) => status.replace(/[0-9a-f]{12}$/, 'DIGEST')))];
	const layer = said.filter(({total}) => (total ?? 0) > 600_000);

	expect(statuses).toEqual([
		'pulling manifest',
		'pulling DIGEST',
		'verifying sha256 digest',
		'writing manifest',
		'success',
	]);
	expect(layer.length).toBeGreaterThan(3);
	// What the layer was whole at is not told, but a tick may fall on its last byte.
	expect(layer.filter(({completed, total}) => completed === total).length).toBeLessThanOrEqual(1);
	expect(layer.map(({completed = 0}) => completed)).toEqual(
		layer.map(({completed = 0}) => completed).toSorted((a, b) => a - b),
	);
	expect((await client.chat({model: 'tiny', messages: ask('x')})).done).toBe(true);
});

test('a pull that failed goes on where it was', async () => {
	const {client, server, registry} = await servePull({faults: {pullFailsAt: 200_000}});
	await expect(client.pull({model: 'tiny'})).rejects.toThrow('max retries exceeded');
	const partBytes = sizeOfPartials(server.folder);
	await server.setFaults({});
	await client.pull({model: 'tiny'});
	const lastByte = statSync(tinyModelFile()).size - 1;

	expect(partBytes).toBeGreaterThanOrEqual(200_000);
	expect(registry.ranges.slice(0, 2)).toEqual([
		`bytes=0-${lastByte}`,
		`bytes=${partBytes}-${lastByte}`,
	]);
	expect(sizeOfPartials(server.folder)).toBe(0);
	expect((await client.list()).models).toHaveLength(1);
});

test('two pulls of the same model share one download, and go on when one of them is cancelled', async () => {
	const {client, server} = await servePull({pullBytesPerSecond: 300_000});
	const other = new Ollama({host: server.url});
	const first = await client.pull({model: 'tiny', stream: true});
	const second = await other.pull({model: 'tiny', stream: true});
	const cancelled = collect(first).catch((error: Error) => error.name);
	const shared = readdirOften(server.folder);
	setTimeout(() => first.abort(), 150);
	const said = await collect(second);

	expect(await cancelled).toBe('AbortError');
	expect(said.at(-1)).toEqual({status: 'success'});
	expect(shared()).toBe(1);
});

/** The most partial files that were there at once. */
function readdirOften(folder: string): () => number {
	let most = 0;
	const timer = setInterval(() => {
		if (existsSync(join(folder, 'blobs'))) {
			const partials = readdirSync(join(folder, 'blobs')).filter(name => name.includes('partial'));
			most = Math.max(most, partials.length);
		}
	}, 10);
	return () => {
		clearInterval(timer);
		return most;
	};
}

test('what is not in the registry fails as a last line, with status 200', async () => {
	const {client, server} = await servePull();
	const answer = await fetch(`${server.url}/api/pull`, {
		method: 'POST',
		body: JSON.stringify({model: 'none'}),
	});

	expect(answer.status).toBe(200);
	expect((await answer.text()).trim().split('\n')).toEqual([
		'{"status":"pulling manifest"}',
		'{"error":"pull model manifest: file does not exist"}',
	]);
	await expect(client.pull({model: 'none'})).rejects.toMatchObject({status_code: 500});
});

test('one node pulls from the store of another, and keeps it under the name of that node', async () => {
	const {client, registry, server} = await servePull({registryUrl: 'http://127.0.0.1:9'});
	const name = `${registry.host}/library/tiny`;
	await client.pull({model: name, insecure: true});
	await client.copy({source: name, destination: 'tiny'});
	await client.delete({model: name});
	const [model] = (await client.list()).models;

	expect(model?.name).toBe('tiny:latest');
	expect(existsSync(join(server.folder, 'manifests/registry.ollama.ai/library/tiny/latest'))).toBe(
		true,
	);
	await expect(client.pull({model: 'tiny'})).rejects.toThrow('pull model manifest: Get');
});

test('a registry that sends no Location is of no use to Ollama', async () => {
	const {client} = await servePull({}, {hasLocation: false});

	await expect(client.pull({model: 'tiny'})).rejects.toThrow(
		'http: no Location header in response',
	);
});
