import {appendFileSync, mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {createAskSlurm} from '../../source/clients/run-slurm.ts';
import {followFile, isFileThere, streamFile} from '../../source/clients/stream-file.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {localShell} from '../../source/transport/local-shell.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {until} from '../helpers/until.ts';

const ask = createAskSlurm({
	openShell: localShell(systemClock),
	clock: systemClock,
	where: 'here',
});
const never = new AbortController().signal;
const everyByte = Array.from({length: 256}, (_, byte) => String.fromCharCode(byte)).join('');

function aFile(name: string, bytes: string): string {
	const path = join(temporaryDirectory(), name);
	writeFileSync(path, Buffer.from(bytes, 'latin1'));
	return path;
}

it('a file comes byte by byte, whatever it is called', async () => {
	const bytes = `${everyByte.repeat(2000)}no end`;
	const path = aFile("-n $(touch x) 'a'.out", bytes);
	let told = '';
	const ended = await streamFile(
		ask,
		{
			...{path, text: path},
			onBytes(piece) {
				told += piece;
			},
		},
		never,
	);
	expect(ended).toEqual({ok: true, value: undefined});
	expect(told === bytes).toBe(true);
	expect(await isFileThere(ask, path, never)).toBe(true);
});

it('one that is not there, or is no file, is told as such', async () => {
	const folder = temporaryDirectory();
	mkdirSync(join(folder, 'folder'));
	const read = (name: string) => {
		const path = join(folder, name);
		const quiet = {path, text: name, onBytes: () => undefined};
		return streamFile(ask, quiet, never);
	};
	expect(await read('none')).toEqual({ok: false, failure: {kind: 'missing', where: 'none'}});
	expect(await read('folder')).toMatchObject({failure: {kind: 'rejected', where: 'folder'}});
	expect(await isFileThere(ask, join(folder, 'none'), never)).toBe(false);
});

it('a device, which somebody else named as a log, is not read', async () => {
	const quiet = {onBytes: () => undefined};
	const stopping = new AbortController();
	setTimeout(() => stopping.abort(), 2000).unref();
	for (const [path, word] of [
		['/dev/zero', 'no file but a device'],
		['/dev/null', 'keeps nothing'],
	] as const) {
		const refused = {failure: {kind: 'rejected', where: path}};
		const read = await streamFile(ask, {path, text: path, ...quiet}, stopping.signal);
		const followed = await followFile(
			localShell(systemClock),
			{path, text: path, ...quiet},
			stopping.signal,
		);
		for (const ended of [read, followed]) {
			expect(ended).toMatchObject(refused);
			expect(JSON.stringify(ended)).toContain(word);
		}
	}
});

it('one that is followed is waited for, and goes on until it is stopped, also without a line end', async () => {
	const path = join(temporaryDirectory(), 'later.out');
	const stopping = new AbortController();
	let told = '';
	const following = followFile(
		localShell(systemClock),
		{
			...{path, text: path},
			onBytes(piece) {
				told += piece;
			},
		},
		stopping.signal,
	);
	appendFileSync(path, 'one\n');
	await until(() => told === 'one\n');
	appendFileSync(path, '10%\r');
	await until(() => told === 'one\n10%\r');
	stopping.abort();
	expect(await following).toEqual({ok: false, failure: {kind: 'cancelled', where: path}});
});
