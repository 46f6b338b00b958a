import {execFileSync, spawn} from 'node:child_process';
import {
	chmodSync,
	copyFileSync,
	mkdirSync,
	readFileSync,
	renameSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {lookAtFiles, findStoredModel} from '../../source/clients/model-store.ts';
import {readBlob, readBlobBytes} from '../../source/clients/read-blob.ts';
import type {OpenShell} from '../../source/domain/shell.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {localShell} from '../../source/transport/local-shell.ts';
import {expectValue} from '../helpers/logged-in.ts';
import {shellOfNobody} from '../helpers/shell-as.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {until} from '../helpers/until.ts';
import {addModel} from '../ollama/add-model.ts';
import {blobPath, blobsOf, readModelNamed} from '../ollama/model-store.ts';

const file = 'registry.ollama.ai/library/tiny/latest';
const {signal} = new AbortController();
const telling = (openShell: OpenShell) => ({openShell, where: 'pi-1', clock: systemClock, signal});

/** A folder of models with a space in its name, and the shell of who set OLLAMA_MODELS to it. */
function aStore() {
	const outside = temporaryDirectory();
	chmodSync(outside, 0o755);
	const folder = join(outside, "Ollama's models");
	addModel(folder, {name: 'tiny'});
	const model = readModelNamed(folder, 'tiny');
	if (model === undefined) {
		throw new Error('it has no tiny');
	}

	const openShell = localShell(systemClock, {OLLAMA_MODELS: folder});
	const find = (digest = model.digest, open = openShell) =>
		findStoredModel({model: 'tiny', file, digest}, telling(open));
	const [weights] = blobsOf(model.manifest);
	const blob = blobPath(folder, weights?.digest ?? '');
	return {folder, model, openShell, find, blob, sizeBytes: weights?.size ?? 0};
}

/** The same question of somebody who may not read everything, also where the tests run as root. */
function asNobody({folder, model}: ReturnType<typeof aStore>) {
	const openShell: OpenShell = async until => {
		process.env['OLLAMA_MODELS'] = folder;
		try {
			return await shellOfNobody(until);
		} finally {
			delete process.env['OLLAMA_MODELS'];
		}
	};
	return findStoredModel({model: 'tiny', file, digest: model.digest}, telling(openShell));
}

describe('a model in the files of a node', () => {
	test('is found where the settings of Ollama say, with its blobs in the order of a pull', async () => {
		const {find, folder, model} = aStore();
		expect(await find()).toEqual({
			ok: true,
			value: {
				folder,
				digest: model.digest,
				manifestText: JSON.stringify(model.manifest),
				manifest: {
					mediaType: model.manifest.mediaType,
					blobs: blobsOf(model.manifest).map(({digest, size}) => ({
						sha256: digest.slice(7),
						sizeBytes: size,
					})),
				},
			},
		});
	});

	test.runIf(process.getuid?.() === 0)(
		'is looked for where an ollama of the login says, and not where one of just anybody does, or another program',
		async () => {
			const {folder, find} = aStore();
			const ollama = join(temporaryDirectory(), 'ollama');
			copyFileSync('/bin/sleep', ollama);
			chmodSync(dirname(ollama), 0o755);
			const open = localShell(systemClock);
			const say = async (uid: number, sleeper: string) => {
				const asUser = ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];
				const [program = '', ...args] = [...asUser, sleeper, '60'];
				const env = {...process.env, OLLAMA_MODELS: folder};
				const child = spawn(program, args, {env});
				onTestFinished(() => void child.kill());
				const comm = `${basename(sleeper)}\n`;
				await until(() => readFileSync(`/proc/${child.pid}/comm`, 'utf8') === comm);
			};
			await say(65_534, ollama);
			await say(0, 'sleep');
			expect(await find(undefined, open)).not.toMatchObject({ok: true});
			await say(0, ollama);
			expect(await find(undefined, open)).toMatchObject({ok: true});
		},
	);

	test('is not another of the same name', async () => {
		const {find, folder} = aStore();
		expect(await find('0'.repeat(64))).toMatchObject({
			failure: {kind: 'rejected', reason: expect.stringContaining(folder)},
		});
	});

	test.each([
		['is shorter than it says', ({blob}: ReturnType<typeof aStore>) => truncateSync(blob, 5)],
		['is gone', ({blob}: ReturnType<typeof aStore>) => renameSync(blob, `${blob}.old`)],
	])('of which a blob %s is not given on', async (_, damage) => {
		const store = aStore();
		damage(store);
		expect(await store.find()).toMatchObject({
			failure: {kind: 'rejected', reason: expect.stringContaining(store.blob)},
		});
	});

	test('that is open to all is found by anybody', async () => {
		expect(await asNobody(aStore())).toMatchObject({ok: true});
	});

	test('whose folder is closed is said, with its mode, and what lets the login in', async () => {
		const store = aStore();
		const outside = join(store.folder, '..');
		chmodSync(outside, 0o750);
		expect(await asNobody(store)).toMatchObject({
			failure: {
				kind: 'denied',
				where: 'pi-1',
				reason: expect.stringMatching(
					new RegExp(`^${outside} is closed to nobody \\(drwxr-x--- .*usermod -aG \\w+ nobody\\.$`),
				),
			},
		});
	});

	test('one blob of which is closed is said so', async () => {
		const store = aStore();
		chmodSync(store.blob, 0o600);
		expect(await asNobody(store)).toMatchObject({
			failure: {
				kind: 'denied',
				reason: expect.stringContaining(
					`Let it in: sudo chmod o+r '${store.blob.replaceAll("'", "'\\''")}'.`,
				),
			},
		});
	});
});

describe('a part of a blob', () => {
	test.each([
		[0, 1],
		[0, 65_536],
		[65_535, 2],
		[65_536, 65_536],
		[100_001, 99_998],
		[199_999, 1],
		[200_000, 0],
	])('from byte %d, %d of them, is exactly that', async (firstByte, lengthBytes) => {
		const path = join(temporaryDirectory(), 'a blob');
		const bytes = Buffer.from(
			Array.from({length: 200_000}, (_, index) => (index * 7 + (index >> 8)) % 256),
		);
		writeFileSync(path, bytes);
		const read = await readBlobBytes(
			{file: path, firstByte, lengthBytes},
			telling(localShell(systemClock)),
		);
		expect(Buffer.from(expectValue(read), 'latin1')).toEqual(
			bytes.subarray(firstByte, firstByte + lengthBytes),
		);
	});

	test('that is not there ends with the reason', async () => {
		const path = join(temporaryDirectory(), 'a blob');
		writeFileSync(path, 'short');
		expect(
			await readBlobBytes(
				{file: path, firstByte: 0, lengthBytes: 10},
				telling(localShell(systemClock)),
			),
		).toMatchObject({
			ok: false,
			failure: {kind: 'rejected', reason: expect.stringContaining(path)},
		});
	});

	test('is left in the pipe by who takes no more, and what read it ends', async () => {
		const path = join(temporaryDirectory(), 'a blob');
		writeFileSync(path, '');
		truncateSync(path, 2 ** 30);
		const pieces = readBlob(
			{file: path, firstByte: 0, lengthBytes: 2 ** 30},
			telling(localShell(systemClock)),
		);
		const first = await pieces.next();
		expect(first.done).toBe(false);
		await pieces.return();
		expect(execFileSync('ps', ['-eo', 'args'], {encoding: 'utf8'})).not.toContain(`if=${path}`);
	});
});

test('files are looked at in the order in which they are asked for, whatever they are called', async () => {
	const folder = temporaryDirectory();
	mkdirSync(join(folder, 'a folder'));
	writeFileSync(join(folder, '-n $(id) "x"'), '12345');
	const files = [join(folder, '-n $(id) "x"'), join(folder, 'none'), join(folder, 'a folder')];
	expect(await lookAtFiles(files, telling(localShell(systemClock)))).toEqual({
		ok: true,
		value: [{kind: 'readable', sizeBytes: 5}, {kind: 'absent'}, {kind: 'absent'}],
	});
});
