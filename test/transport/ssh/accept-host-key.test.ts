import {Buffer} from 'node:buffer';
import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {
	appendFileSync,
	mkdirSync,
	readFileSync,
	statSync,
	symlinkSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {parseKnownHosts} from '../../../source/parsers/known-hosts.ts';
import {acceptHostKey, ownKnownHostsFile} from '../../../source/transport/ssh/accept-host-key.ts';
import {type HostKey, lineFor, makeHostKey} from '../../helpers/host-keys.ts';
import {temporaryDirectory} from '../../helpers/temporary-directory.ts';

const isRoot = process.getuid?.() === 0;
const child = join(import.meta.dirname, '../../helpers/children/accept-host-key.ts');
const key = makeHostKey('ed25519');
const other = makeHostKey('ecdsa');
const done = {ok: true, value: undefined};

describe('an accepted key', () => {
	test.each(['pi-1', '[pi-1]:2222', 'fe80::1', '[fe80::1]:2222', 'rack-7'])(
		'is found by ssh-keygen under %s, which the file does not tell',
		async name => {
			const file = ownKnownHostsFile(temporaryDirectory());
			expect(await accept(file, name)).toEqual(done);
			expect(fingerprintsOf(file, name)).toEqual([key.fingerprint]);
			expect(fingerprintsOf(file, 'pi-2')).toEqual([]);
			expect(readFileSync(file, 'utf8')).toMatch(/^\|1\|[^ ]+ ssh-ed25519 [^ ]+\n$/);
			expect(statSync(file).mode & 0o777).toBe(0o600);
		},
	);

	test('is found in lower case, as ssh asks for it', async () => {
		const file = join(temporaryDirectory(), 'known_hosts');
		await accept(file, 'Pi-1');
		expect(fingerprintsOf(file, 'pi-1')).toEqual([key.fingerprint]);
	});

	test('is written once, however often and by how many it is accepted', async () => {
		const file = join(temporaryDirectory(), 'known_hosts');
		const all = await Promise.all(Array.from({length: 20}, () => accept(file, 'pi-1')));
		expect(all).toEqual(all.map(() => done));
		expect(await accept(file, 'PI-1')).toEqual(done);
		expect(linesOf(file)).toBe(1);
	});

	test('has a line of its own behind one that was torn', async () => {
		const file = join(temporaryDirectory(), 'known_hosts');
		await accept(file, 'pi-1');
		truncateSync(file, statSync(file).size - 20);
		expect(await accept(file, 'pi-1')).toEqual(done);
		expect(fingerprintsOf(file, 'pi-1')).toEqual([key.fingerprint]);
		expect(linesOf(file)).toBe(2);
	});

	test('closes a file that others could read', async () => {
		const file = join(temporaryDirectory(), 'known_hosts');
		writeFileSync(file, '# mine\n', {mode: 0o644});
		await accept(file, 'pi-1');
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(readFileSync(file, 'utf8').startsWith('# mine\n|1|')).toBe(true);
	});
});

test('processes that accept at once lose no key and tear no line', async () => {
	const file = join(temporaryDirectory(), 'known_hosts');
	const names = ['a', 'b', 'c', 'd'];
	const codes = await Promise.all(
		names.map(async name => {
			const [code] = await once(spawn(process.execPath, [child, file, name, '25']), 'exit');
			return code;
		}),
	);
	expect(codes).toEqual([0, 0, 0, 0]);
	expect(parseKnownHosts(readFileSync(file, 'utf8'), file)).toMatchObject({problems: []});
	const asked = names.flatMap(name =>
		[0, 24].map(index => fingerprintsOf(file, `${name}-${index}`)),
	);
	expect(asked.every(found => found.length === 1)).toBe(true);
	expect(linesOf(file)).toBe(100);
});

describe('a key is not accepted', () => {
	test.each([
		['records another key', ''],
		['revokes this key', '@revoked '],
	])('where a line %s', async (what, marker) => {
		const file = join(temporaryDirectory(), 'known_hosts');
		const recorded = marker === '' ? other : key;
		writeFileSync(file, `#\n${lineFor(`${marker}pi-*`, recorded)}`);
		expect(await accept(file, 'pi-1')).toEqual({
			ok: false,
			failure: {kind: 'denied', where: file, reason: `line 2 ${what} for pi-1`},
		});
		expect(linesOf(file)).toBe(2);
	});

	test('as one of another type, nor what is no key', async () => {
		const file = join(temporaryDirectory(), 'known_hosts');
		const mistyped = await acceptHostKey({
			...{file, name: 'pi-1', keyType: 'ssh-rsa'},
			key: key.bytes,
		});
		const injected = Buffer.concat([Buffer.from([0, 0, 0, 4]), Buffer.from('a\n* b')]);
		const untyped = await acceptHostKey({
			...{file, name: 'pi-1', keyType: 'a\n* '},
			key: injected,
		});
		expect(mistyped).toMatchObject({failure: {kind: 'unparseable', where: file}});
		expect(untyped).toMatchObject({failure: {kind: 'unparseable', where: file}});
	});

	test('through a link, and what it points to stays as it is', async () => {
		const directory = temporaryDirectory();
		const victim = join(directory, 'victim');
		const file = join(directory, 'known_hosts');
		writeFileSync(victim, '# precious\n');
		symlinkSync(victim, file);
		expect(await accept(file, 'pi-1')).toMatchObject({failure: {kind: 'denied', where: file}});
		expect(readFileSync(victim, 'utf8')).toBe('# precious\n');
	});

	test('in a directory, nor where there is none', async () => {
		const directory = temporaryDirectory();
		mkdirSync(join(directory, 'known_hosts'));
		expect(await accept(join(directory, 'known_hosts'), 'pi-1')).toMatchObject({ok: false});
		expect(await accept(join(directory, 'none', 'known_hosts'), 'pi-1')).toMatchObject({
			failure: {kind: 'missing'},
		});
	});

	test('on a full disk, which leaves no part of a line', async context => {
		if (!isRoot) {
			context.skip('only root can mount a small disk');
		}

		const disk = temporaryDirectory();
		execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
		onTestFinished(() => {
			execFileSync('umount', [disk]);
		});
		const file = join(disk, 'known_hosts');
		await accept(file, 'pi-1');
		appendFileSync(file, '#'.repeat(65_536 - statSync(file).size - 50 - 1));
		appendFileSync(file, '\n');
		const before = readFileSync(file, 'utf8');
		expect(await accept(file, 'pi-2')).toEqual({
			ok: false,
			failure: {kind: 'diskFull', where: file},
		});
		expect(readFileSync(file, 'utf8')).toBe(before);
		expect(fingerprintsOf(file, 'pi-1')).toEqual([key.fingerprint]);
	});
});

async function accept(file: string, name: string, {type, bytes}: HostKey = key) {
	return acceptHostKey({file, name, keyType: type, key: bytes});
}

function linesOf(file: string): number {
	return readFileSync(file, 'utf8').split('\n').length - 1;
}

function fingerprintsOf(file: string, name: string): readonly string[] {
	const {stdout} = spawnSync('ssh-keygen', ['-l', '-F', name, '-f', file], {encoding: 'utf8'});
	return stdout.match(/SHA256:\S+/g) ?? [];
}
