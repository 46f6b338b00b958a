import {
	appendFileSync,
	mkdirSync,
	renameSync,
	symlinkSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {
	mostKnownHostsBytes,
	readKnownHosts,
} from '../../../source/transport/ssh/read-known-hosts.ts';
import {lineFor, makeHostKey} from '../../helpers/host-keys.ts';
import {temporaryDirectory} from '../../helpers/temporary-directory.ts';

const key = makeHostKey('ed25519');

test('a file that is not there is empty, until it is', async () => {
	const file = join(temporaryDirectory(), 'known_hosts');
	expect(await linesAbout(file, 'pi-1')).toEqual([]);
	expect(await linesAbout(join(file, 'below'), 'pi-1')).toEqual([]);
	writeFileSync(file, lineFor('pi-1', key));
	expect(await linesAbout(file, 'pi-1')).toEqual([1]);
});

test('a file is read once while it stays as it is, by however many nodes', async () => {
	const file = join(temporaryDirectory(), 'known_hosts');
	writeFileSync(file, lineFor('pi-1', key));
	const reads = await Promise.all(Array.from({length: 500}, () => readKnownHosts(file)));
	expect(new Set(reads).size).toBe(1);
	const [read] = reads;
	const about = read?.ok ? read.value.about : undefined;
	expect(about?.('pi-1')).toBe(about?.('pi-1'));
});

test('a file is read again when it grew, was replaced, or was written in place', async () => {
	const directory = temporaryDirectory();
	const file = join(directory, 'known_hosts');
	writeFileSync(file, lineFor('pi-1', key));
	expect(await linesAbout(file, 'pi-2')).toEqual([]);
	appendFileSync(file, lineFor('pi-2', key));
	expect(await linesAbout(file, 'pi-2')).toEqual([2]);
	writeFileSync(join(directory, 'new'), lineFor('pi-3', key) + lineFor('pi-2', key).repeat(1));
	renameSync(join(directory, 'new'), file);
	expect(await linesAbout(file, 'pi-1')).toEqual([]);
	expect(await linesAbout(file, 'pi-3')).toEqual([1]);
});

test('a link is followed, as people keep their files elsewhere', async () => {
	const directory = temporaryDirectory();
	writeFileSync(join(directory, 'real'), lineFor('pi-1', key));
	symlinkSync('real', join(directory, 'link'));
	expect(await linesAbout(join(directory, 'link'), 'pi-1')).toEqual([1]);
});

test('what cannot be read whole fails, again and again, until it can', async () => {
	const directory = temporaryDirectory();
	const file = join(directory, 'known_hosts');
	mkdirSync(file);
	const first = await readKnownHosts(file);
	expect(first).toMatchObject({failure: {kind: 'rejected', where: file}});
	expect(await readKnownHosts(file)).toEqual(first);
	expect(await readKnownHosts(file)).not.toBe(first);
	const large = join(directory, 'large');
	writeFileSync(large, lineFor('pi-1', key));
	truncateSync(large, mostKnownHostsBytes + 1);
	expect(await readKnownHosts(large)).toEqual({
		ok: false,
		failure: {kind: 'tooLarge', where: large, limitBytes: mostKnownHostsBytes},
	});
	const long = join(directory, 'long');
	writeFileSync(long, `${lineFor('pi-1', key)}${'\n'.repeat(100_001)}`);
	expect(await readKnownHosts(long)).toMatchObject({failure: {kind: 'rejected', where: long}});
	writeFileSync(long, lineFor('pi-1', key));
	expect(await linesAbout(long, 'pi-1')).toEqual([1]);
});

async function linesAbout(file: string, name: string): Promise<readonly number[] | string> {
	const read = await readKnownHosts(file);
	return read.ok ? read.value.about(name).map(({entry}) => entry.line) : read.failure.kind;
}
