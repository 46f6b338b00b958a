import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {resolve} from 'node:path';
import process from 'node:process';
import {describe, expect, onTestFinished, test} from 'vitest';
import {freePort} from '../../scripts/lab/free-port.ts';
import type {DeedProgress} from '../../source/domain/model-deed.ts';
import {failureText} from '../../source/theme/failure-text.ts';
import {aRegistry} from '../helpers/a-registry.ts';
import {clientOf} from '../helpers/ollama-client.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {until} from '../helpers/until.ts';

const megabyte = 2 ** 20;
const isRoot = process.getuid?.() === 0;

/** Its disk is a file system of so many bytes, which nobody else sees. */
async function serveOnSmallDisk(diskBytes: number, registryUrl: string): Promise<number> {
	const folder = temporaryDirectory();
	const port = await freePort();
	const server = [process.execPath, resolve('test/ollama/main.ts'), '--folder', folder];
	const words = ['--port', `${port}`, '--engine', 'scripted', '--registry', registryUrl];
	const script = 'mount -t tmpfs -o size="$1" tmpfs "$2" && shift 2 && exec "$@"';
	const child = spawn(
		'unshare',
		['--mount', 'sh', '-c', script, 'sh', `${diskBytes}`, folder, ...server, ...words],
		{stdio: 'ignore'},
	);
	onTestFinished(async () => {
		child.kill('SIGKILL');
		await once(child, 'exit');
	});
	const {client} = clientOf(port);
	let isThere = false;
	const look = setInterval(async () => {
		isThere ||= (await client.readVersion(new AbortController().signal)).ok;
	}, 100);
	await until(() => isThere).finally(() => clearInterval(look));
	return port;
}

describe.skipIf(!isRoot)('a disk of 4 MiB', () => {
	test('that is full ends a pull with that word, and what was there before is there still', async () => {
		const registry = await aRegistry(6 * megabyte);
		const {client} = clientOf(await serveOnSmallDisk(4 * megabyte, registry.url));
		const told: DeedProgress[] = [];
		const {signal} = new AbortController();
		const pulled = await client.pull(
			{model: 'big'},
			{signal, onProgress: progress => told.push(progress)},
		);

		const [layer] = told.at(-1)?.layers ?? [];
		const restBytes = (layer?.totalBytes ?? 0) - (layer?.completedBytes ?? 0);
		// How much had come by the last tick, every 60 ms, is chance.
		expect(layer?.completedBytes).toBeGreaterThan(0);
		expect(pulled.ok ? undefined : pulled.failure).toMatchObject({
			...{kind: 'diskFull', neededBytes: restBytes},
		});
		expect(pulled.ok ? '' : failureText(pulled.failure)).toMatch(
			/: at least .+ MiB more must be free in \/.+: the disk is full\. Try again then\.$/,
		);
		const listed = await client.listInstalled(signal);
		expect(listed.ok && listed.value.map(({name}) => name)).toEqual(['tiny:latest']);
	});
});
