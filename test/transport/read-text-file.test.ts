import {execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {readTextFile} from '../../source/transport/read-text-file.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

test('a file of /proc, whose size is 0, is read to its end', async () => {
	const result = await readTextFile('/proc/cpuinfo', 10_000_000);
	expect(result).toEqual({ok: true, value: expect.stringContaining('\n')});
});

test('a file of exactly the limit is read, and one of a byte more is too large', async () => {
	const path = join(temporaryDirectory(), 'file');
	for (const length of [0, 1, 16_383, 16_384, 16_385, 100_000]) {
		writeFileSync(path, 'x'.repeat(length));
		expect(await readTextFile(path, length)).toEqual({ok: true, value: 'x'.repeat(length)});
		writeFileSync(path, 'x'.repeat(length + 1));
		expect(await readTextFile(path, length)).toEqual({
			ok: false,
			failure: {kind: 'tooLarge', where: path, limitBytes: length},
		});
	}
});

test('a file without an end is too large, at once', async () => {
	expect(await readTextFile('/dev/zero', 1_000_000)).toMatchObject({failure: {kind: 'tooLarge'}});
});

test('a pipe that nobody writes to is empty and makes nobody wait', async () => {
	const path = join(temporaryDirectory(), 'pipe');
	execFileSync('mkfifo', [path]);
	expect(await readTextFile(path, 10)).toEqual({ok: true, value: ''});
});

test('characters of several bytes are whole, and bytes that are no UTF-8 are shown as such', async () => {
	const path = join(temporaryDirectory(), 'file');
	writeFileSync(path, 'é漢😀'.repeat(10_000));
	expect(await readTextFile(path, 1_000_000)).toEqual({ok: true, value: 'é漢😀'.repeat(10_000)});
	writeFileSync(path, Buffer.from([0x61, 0xff, 0xc3, 0x62]));
	expect(await readTextFile(path, 10)).toEqual({ok: true, value: 'a\ufffd\ufffdb'});
});

test('what is missing or a directory is a failure', async () => {
	const directory = temporaryDirectory();
	expect(await readTextFile(join(directory, 'none'), 10)).toMatchObject({
		failure: {kind: 'missing'},
	});
	expect(await readTextFile(directory, 10)).toMatchObject({failure: {kind: 'rejected'}});
});
