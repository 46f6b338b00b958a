import {connect} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {scriptedEngine} from './scripted-engine.ts';
import {ask, collect, serveOllama} from './serve.ts';
import type {OllamaServer} from './server.ts';

const say = (words: string) => scriptedEngine({reply: () => ({content: words})});

const post = ({url}: OllamaServer) =>
	fetch(`${url}/api/chat`, {
		method: 'POST',
		body: JSON.stringify({model: 'tiny', messages: ask('x')}),
	});

/** The chunks of HTTP as they are on the wire. https://www.rfc-editor.org/rfc/rfc9112#section-7.1 */
async function chunksOf({port}: OllamaServer): Promise<Buffer[]> {
	const body = JSON.stringify({model: 'tiny', messages: ask('x')});
	const head = `POST /api/chat HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n`;
	const socket = connect(port, '127.0.0.1');
	socket.write(`${head}Content-Length: ${body.length}\r\n\r\n${body}`);
	const bytes = Buffer.concat(await collect<Buffer>(socket));
	const chunks: Buffer[] = [];
	let at = bytes.indexOf('\r\n\r\n') + 4;
	for (;;) {
		const end = bytes.indexOf('\r\n', at);
		const size = Number.parseInt(bytes.toString('latin1', at, end), 16);
		if (!(size > 0)) {
			return chunks;
		}

		chunks.push(bytes.subarray(end + 2, end + 2 + size));
		at = end + 2 + size + 2;
	}
}

test('a server that refuses does so at its port, and is there again once it is healed', async () => {
	const {client, server} = await serveOllama();
	await server.setFaults({isRefusing: true});
	const refused = await fetch(server.url).catch((error: Error) => error.cause);
	await server.setFaults({});

	expect(refused).toMatchObject({code: 'ECONNREFUSED'});
	expect(await client.version()).toEqual({version: '0.12.6'});
});

test('a server that hangs takes the request and sends no headers', async () => {
	const {server} = await serveOllama({faults: {isHanging: true}});
	const abort = new AbortController();
	const asked = fetch(server.url, {signal: abort.signal}).catch(() => 'given up');
	const first = await Promise.race([asked, sleep(200, 'nothing')]);
	abort.abort();

	expect(first).toBe('nothing');
	expect(await asked).toBe('given up');
});

test('headers come with the first piece, not before', async () => {
	const {server} = await serveOllama({engine: scriptedEngine({loadMs: 300})});
	const startMs = performance.now();
	const answer = await post(server);

	expect(performance.now() - startMs).toBeGreaterThan(290);
	expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
	await answer.text();
});

test('it dies after so many pieces', async () => {
	const {server} = await serveOllama({engine: say('a b c d'), faults: {dieAfter: 2}});
	const answer = await post(server);
	let text = '';
	const read = async () => {
		for await (const bytes of answer.body ?? []) {
			text += Buffer.from(bytes).toString();
		}
	};

	await expect(read()).rejects.toThrow('terminated');
	expect(text.trim().split('\n')).toHaveLength(2);
});

test('it dies before its headers', async () => {
	const {server} = await serveOllama({faults: {dieAfter: 0}});

	await expect(post(server)).rejects.toThrow('fetch failed');
});

test('an error before the first piece is a status, after it a last line', async () => {
	const {server} = await serveOllama({engine: say('a b c'), faults: {errorAfter: 0}});
	const early = await post(server);
	await server.setFaults({errorAfter: 1, errorText: 'out of memory'});
	const late = await post(server);
	const lines = (await late.text()).trim().split('\n');

	expect(early.status).toBe(500);
	expect(await early.json()).toEqual({
		error: 'an error was encountered while running the model: unexpected EOF',
	});
	expect(late.status).toBe(200);
	expect(lines).toHaveLength(2);
	expect(lines[1]).toBe('{"error":"out of memory"}');
});

test('a stream may end without its last line', async () => {
	const {client} = await serveOllama({engine: say('a b c'), faults: {endAfter: 2}});
	const stream = await client.chat({model: 'tiny', messages: ask('x'), stream: true});

	await expect(collect(stream)).rejects.toThrow('Did not receive done or success response');
});

test('a stream may stop in the middle, with the connection open', async () => {
	const {server} = await serveOllama({engine: say('a b c'), faults: {stallAfter: 2}});
	const reader = (await post(server)).body?.getReader();
	let text = '';
	while (text.split('\n').length < 3) {
		text += Buffer.from((await reader?.read())?.value ?? []).toString();
	}

	const next = await Promise.race([reader?.read(), sleep(200, 'nothing')]);
	await reader?.cancel();

	expect(next).toBe('nothing');
});

test('a line that is no JSON does not end the stream', async () => {
	const {server} = await serveOllama({engine: say('a b'), faults: {nonsenseAfter: 1}});
	const lines = (await (await post(server)).text()).trim().split('\n');

	expect(lines).toHaveLength(4);
	expect(lines[1]).toBe('<html>502 Bad Gateway</html>');
	expect(lines[3]).toContain('"done":true');
});

test('it says that it is busy, that it cannot load, and what a proxy would say', async () => {
	const {client, server} = await serveOllama({faults: {isBusy: true}});
	const chat = () => client.chat({model: 'tiny', messages: ask('x')});
	await expect(chat()).rejects.toMatchObject({status_code: 503});

	await server.setFaults({
		loadError: 'model requires more system memory (9 GiB) than is available',
	});
	await expect(chat()).rejects.toMatchObject({
		status_code: 500,
		error: 'model requires more system memory (9 GiB) than is available',
	});

	await server.setFaults({answer: {status: 502, body: '<html>Bad Gateway</html>'}});
	const answer = await post(server);
	expect(answer.status).toBe(502);
	expect(answer.headers.get('content-type')).toBe('text/html');

	await server.setFaults({loadMs: 200});
	expect((await chat()).load_duration).toBeGreaterThan(195e6);
});

test('chunks end where they are told to, also within a character', async () => {
	const {server} = await serveOllama({engine: say('äöü')});
	const whole = Buffer.concat(await chunksOf(server));
	const at = whole.indexOf('ö') + 1;
	await server.setFaults({splitAt: [1, at, at + 3]});
	const chunks = await chunksOf(server);
	const ends = chunks.map((_, index) => Buffer.concat(chunks.slice(0, index + 1)).length);

	expect(ends).toEqual(expect.arrayContaining([1, at, at + 3]));
	expect(chunks[1]?.at(-1)).toBe(0xc3);
	expect(Buffer.concat(chunks).toString()).toContain('"content":"äöü"');
});

test('another program on the port speaks another language', async () => {
	const {server} = await serveOllama({faults: {otherServer: 'web'}});
	const page = await fetch(`${server.url}/api/version`);
	await server.setFaults({otherServer: 'ssh'});
	const greeting = await new Promise<string>(resolve => {
		const socket = connect(server.port, '127.0.0.1', () => undefined);
		socket.once('data', bytes => {
			socket.destroy();
			resolve(bytes.toString());
		});
	});

	expect({status: page.status, text: await page.text()}).toMatchObject({
		status: 404,
		text: expect.stringContaining('nginx'),
	});
	expect(greeting).toBe('SSH-2.0-OpenSSH_9.6\r\n');
	await expect(fetch(`${server.url}/api/version`)).rejects.toThrow('fetch failed');
});
