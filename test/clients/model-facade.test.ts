import {expect, test} from 'vitest';
import {openModelFacade, type SharedModel} from '../../source/clients/model-facade.ts';
import type {HttpReply} from '../../source/domain/node-server.ts';
import {FailureError} from '../../source/transport/failure-error.ts';

const nonce = '0123456789abcdef0123456789abcdef';
const sha256 = 'a'.repeat(64);
const base = `/v2/clusterdeck-${nonce}/qwen3`;
const blob = `${base}/blobs/sha256:${sha256}`;
const text = '{"schemaVersion":2}';

function aFacade(read: SharedModel['read'] = (_, {firstByte}) => bytesFrom(firstByte)) {
	return openModelFacade({
		stored: {
			...{folder: '/models', digest: 'd'.repeat(64), manifestText: text},
			manifest: {mediaType: 'application/x', blobs: [{sha256, sizeBytes: 10}]},
		},
		path: {host: 'hf.co', namespace: 'owner', model: 'qwen3', tag: '4b'},
		...{nonce, read},
	});
}

async function ask(path: string, {range, method = 'GET'}: {range?: string; method?: string} = {}) {
	const {signal} = new AbortController();
	const reply = await aFacade().answer({method, path, range, signal});
	return {...reply, text: await textOf(reply)};
}

test('the manifest and its blobs are given, always with a Location', async () => {
	expect(await ask(`${base}/manifests/4b`)).toMatchObject({
		status: 200,
		headers: {
			'Content-Type': 'application/x',
			'Content-Length': '19',
			Location: `${base}/manifests/4b`,
		},
		text,
	});
	expect(await ask(blob)).toMatchObject({
		status: 200,
		headers: {'Content-Length': '10', 'Accept-Ranges': 'bytes', Location: blob},
		text: '0',
	});
});

test.each([
	['bytes=2-5', 206, '4', 'bytes 2-5/10'],
	['bytes=2-', 206, '8', 'bytes 2-9/10'],
	['bytes=8-99', 206, '2', 'bytes 8-9/10'],
	['lines=1-2', 200, '10', undefined],
])('a part %s is status %d of %s bytes', async (...[range, status, length, content]) => {
	expect(await ask(blob, {range})).toMatchObject({
		status,
		headers: {'Content-Length': length, Location: blob, ...(content && {'Content-Range': content})},
	});
});

// An Ollama that has a model of these letters in another case asks for it in that case.
test.each([
	['manifest', `${base.replace('qwen3', 'Qwen3')}/manifests/4B`, text],
	['blob', blob.replace('qwen3', 'QWEN3'), '0'],
])('its %s is given in upper case too', async (_, path, content) => {
	expect(await ask(path)).toMatchObject({status: 200, headers: {Location: path}, text: content});
});

test.each(['bytes=10-12', 'bytes=5-3'])('%s is outside', async range => {
	expect(await ask(blob, {range})).toMatchObject({status: 416, text: ''});
});

test.each([
	['another nonce', `/v2/clusterdeck-${'f'.repeat(32)}/qwen3/manifests/4b`],
	['no nonce', '/v2/library/qwen3/manifests/4b'],
	['another model', `/v2/clusterdeck-${nonce}/other/manifests/4b`],
	['another tag', `${base}/manifests/latest`],
	['a blob that the manifest does not name', `${base}/blobs/sha256:${'b'.repeat(64)}`],
	['a way out', `${base}/blobs/../../../etc/passwd`],
	['a list', '/v2/_catalog'],
	['nothing', '/'],
])('%s is not there', async (_, path) => {
	expect(await ask(path)).toMatchObject({status: 404, text: ''});
});

test.each(['PUT', 'POST', 'DELETE', 'PATCH'])('%s is not there', async method => {
	expect(await ask(blob, {method})).toMatchObject({status: 404, text: ''});
});

test('three are read at once, the others wait; why one could not be read is kept', async () => {
	let reading = 0;
	let most = 0;
	const facade = aFacade(async function* (_, {firstByte}) {
		reading += 1;
		most = Math.max(most, reading);
		await new Promise(setImmediate);
		reading -= 1;
		if (firstByte === 9) {
			throw new FailureError({kind: 'unreachable', where: 'pi-1', reason: 'gone'});
		}

		yield new Uint8Array([firstByte]);
	});
	const {signal} = new AbortController();
	const replies = await Promise.all(
		Array.from({length: 10}, (_, index) =>
			facade.answer({method: 'GET', path: blob, range: `bytes=${index}-${index}`, signal}),
		),
	);
	const read = await Promise.allSettled(replies.map(textOf));
	expect(most).toBe(3);
	expect(read.map(({status}) => status)).toEqual([...Array(9).fill('fulfilled'), 'rejected']);
	expect(facade.failure()).toEqual({kind: 'unreachable', where: 'pi-1', reason: 'gone'});
});

test('what could be read the second time is no reason any more', async () => {
	let tries = 0;
	const facade = aFacade(async function* () {
		tries += 1;
		if (tries === 1) {
			throw new FailureError({kind: 'unreachable', where: 'pi-1', reason: 'gone'});
		}

		yield new Uint8Array([1]);
	});
	const {signal} = new AbortController();
	const question = {method: 'GET', path: blob, range: undefined, signal};
	await expect(facade.answer(question).then(textOf)).rejects.toThrow();
	expect(facade.failure()).toMatchObject({where: 'pi-1'});
	await facade.answer(question).then(textOf);
	expect(facade.failure()).toBeUndefined();
});

test('who is gone takes no turn', async () => {
	const facade = aFacade();
	const gone = new AbortController();
	const question = {method: 'GET', path: blob, range: undefined, signal: gone.signal};
	const reply = await facade.answer(question);
	gone.abort();
	await expect(textOf(reply)).rejects.toThrow();
	expect(facade.failure()).toBeUndefined();
});

async function* bytesFrom(firstByte: number): AsyncGenerator<Uint8Array, void> {
	yield Buffer.from(`${firstByte}`);
}

async function textOf({body}: HttpReply): Promise<string> {
	let all = '';
	for await (const bytes of body ?? []) {
		all += Buffer.from(bytes).toString('latin1');
	}

	return all;
}
