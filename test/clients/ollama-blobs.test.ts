import {createHash} from 'node:crypto';
import {existsSync, readFileSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {expect, it} from 'vitest';
import {createFileDigests} from '../../source/clients/file-digests.ts';
import type {ModelFile} from '../../source/domain/model-deed.ts';
import {anOllama} from '../helpers/ollama-client.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

const {signal} = new AbortController();
const megabyte = 2 ** 20;
const nothing = () => undefined;

it('is brought once, and is there whole', async () => {
	const {client, server} = await anOllama();
	const file = aFile(3 * megabyte);
	const digest = await digestOf(file);
	expect(await client.hasBlob(digest, signal)).toEqual({ok: true, value: false});
	const told: number[] = [];
	const sent = await client.sendBlob(
		{digest, file},
		{signal, onSent: bytes => void told.push(bytes)},
	);
	expect(sent).toEqual({ok: true, value: undefined});
	expect(told.at(-1)).toBe(3 * megabyte);
	expect(told).toEqual(told.toSorted((one, other) => one - other));
	expect(existsSync(join(server.folder, 'blobs', digest.replace(':', '-')))).toBe(true);
	expect(await client.hasBlob(digest, signal)).toEqual({ok: true, value: true});
});

it('takes no more memory than is on its way, however large it is', async () => {
	const {client} = await anOllama();
	const file = aFile(300 * megabyte);
	const digest = await digestOf(file);
	const before = process.memoryUsage.rss();
	let most = before;
	const onSent = (): void => {
		most = Math.max(most, process.memoryUsage.rss());
	};
	expect(await client.sendBlob({digest, file}, {signal, onSent})).toMatchObject({ok: true});
	// The server is in this process too.
	expect((most - before) / megabyte).toBeLessThan(100);
});

it('is cut off at once, and is not there', async () => {
	const {client, server} = await anOllama();
	const file = aFile(200 * megabyte);
	const digest = await digestOf(file);
	const stopping = new AbortController();
	const onSent = (bytes: number): void => {
		if (bytes > megabyte) {
			stopping.abort();
		}
	};
	const sent = await client.sendBlob({digest, file}, {signal: stopping.signal, onSent});
	expect(sent).toMatchObject({failure: {kind: 'cancelled'}});
	await sleep(100);
	expect(existsSync(join(server.folder, 'blobs', digest.replace(':', '-')))).toBe(false);
});

it('that became another one meanwhile is refused, here or there', async () => {
	const {client} = await anOllama();
	const file = aFile(megabyte);
	const digest = await digestOf(file);
	const changed = {kind: 'rejected', where: file.path, reason: expect.stringMatching(/changed/)};
	writeFileSync(file.path, 'y'.repeat(megabyte));
	expect(await client.sendBlob({digest, file}, {signal, onSent: nothing})).toEqual({
		ok: false,
		failure: changed,
	});
	truncateSync(file.path, 1000);
	for (const refused of [
		await client.sendBlob({digest, file}, {signal, onSent: nothing}),
		await createFileDigests()(file, {signal, onRead: nothing}),
	]) {
		expect(refused).toMatchObject({ok: false, failure: changed});
	}
});

it('that a disk has no room for says so, with the folder and what it lacks', async () => {
	const error = 'write /usr/share/ollama/.ollama/models/blobs/sha256-1-2: no space left on device';
	const {client} = await anOllama({faults: {answer: {status: 500, body: JSON.stringify({error})}}});
	const file = aFile(megabyte);
	const digest = await digestOf(file);
	expect(await client.sendBlob({digest, file}, {signal, onSent: nothing})).toMatchObject({
		failure: {kind: 'diskFull', folder: '/usr/share/ollama/.ollama/models'},
	});
});

it('that is gone is missing', async () => {
	const {client} = await anOllama();
	const file = {path: join(temporaryDirectory(), 'none.gguf'), sizeBytes: 5};
	const digest = `sha256:${'0'.repeat(64)}`;
	expect(await client.sendBlob({digest, file}, {signal, onSent: nothing})).toMatchObject({
		failure: {kind: 'missing', where: file.path},
	});
});

it('that grows meanwhile is sent no further than it was, and refused', async () => {
	const {client} = await anOllama();
	const file = aFile(2 * megabyte);
	const told: number[] = [];
	const onSent = (bytes: number): void => {
		told.push(bytes);
		truncateSync(file.path, 100 * megabyte);
	};
	const digest = `sha256:${'0'.repeat(64)}`;
	expect(await client.sendBlob({digest, file}, {signal, onSent})).toMatchObject({
		failure: {kind: 'rejected', where: file.path},
	});
	expect(told.at(-1)).toBe(file.sizeBytes);
	expect(new Set(told).size).toBe(told.length);
});

it('is read once for all that ask for its digest', async () => {
	const digests = createFileDigests();
	const file = aFile(8 * megabyte);
	const leaving = new AbortController();
	const heard = [0, 0, 0];
	const before = bytesReadByUs();
	const [left, ...others] = await Promise.all(
		heard.map((_, index) => {
			const onRead = (bytes: number): void => {
				heard[index] = bytes;
				leaving.abort();
			};
			return digests(file, {signal: index === 0 ? leaving.signal : signal, onRead});
		}),
	);
	expect(bytesReadByUs() - before).toBeLessThan(1.5 * file.sizeBytes);
	expect(left).toMatchObject({failure: {kind: 'cancelled'}});
	const digest = {
		ok: true,
		value: `sha256:${createHash('sha256')
			.update(Buffer.alloc(8 * megabyte))
			.digest('hex')}`,
	};
	expect(others).toEqual([digest, digest]);
	expect(heard.slice(1)).toEqual([file.sizeBytes, file.sizeBytes]);
	let again = 0;
	expect(await digests(file, {signal, onRead: () => (again += 1)})).toEqual(digest);
	expect(again).toBe(0);
});

/** Of files, pipes and sockets. https://man7.org/linux/man-pages/man5/proc_pid_io.5.html */
function bytesReadByUs(): number {
	return Number(/^rchar: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);
}

/** Of zeros, which take no room on the disk. */
function aFile(sizeBytes: number): ModelFile {
	const path = join(temporaryDirectory(), 'model.gguf');
	writeFileSync(path, '');
	truncateSync(path, sizeBytes);
	return {path, sizeBytes};
}

async function digestOf(file: ModelFile): Promise<string> {
	const digest = await createFileDigests()(file, {signal, onRead: nothing});
	return digest.ok ? digest.value : '';
}
