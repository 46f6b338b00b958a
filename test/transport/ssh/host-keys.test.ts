import {Buffer} from 'node:buffer';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import type {SshTarget} from '../../../source/domain/ssh-target.ts';
import {
	fingerprintOf,
	type HostKeyCheck,
	keyTypeOf,
	openHostKeyCheck,
} from '../../../source/transport/ssh/host-keys.ts';
import {lineFor, makeHostKey} from '../../helpers/host-keys.ts';
import {temporaryDirectory} from '../../helpers/temporary-directory.ts';

const key = makeHostKey('ed25519');
const rsa = makeHostKey('rsa');
const where = 'pi-1 (192.168.1.11:22)';
const offered = {where, keyType: key.type, fingerprint: key.fingerprint};
const unknown = {kind: 'hostKeyUnknown', ...offered};

test.each(['ed25519', 'ecdsa', 'rsa'])('a key of %s is told as ssh-keygen tells it', kind => {
	const {bytes, type, fingerprint} = makeHostKey(kind);
	expect(fingerprintOf(bytes)).toBe(fingerprint);
	expect(keyTypeOf(bytes)).toBe(type);
});

test.each([
	[''],
	['\0\0\0'],
	['\0\0\0\x0bssh-ed2'],
	['\0\0\0\x04a\nb '],
	['\x01\0\0\x01a'],
	['\0\0\0\0'],
])('%j has no type, and no host is known by it', async bytes => {
	const shown = Buffer.from(bytes, 'latin1');
	expect(keyTypeOf(shown)).toBeUndefined();
	const check = await open('');
	expect(check.verify(shown)).toMatchObject({kind: 'protocol', where});
});

describe('a host', () => {
	test('that no file names is unknown, and its server chooses the key', async () => {
		const check = await open(lineFor('pi-2', key));
		expect(check.algorithms).toBeUndefined();
		expect(check.verify(key.bytes)).toEqual(unknown);
		expect(check.isCertificateOnly).toBe(false);
	});

	test('is known by its recorded key, and is asked for that type first', async () => {
		const check = await open(lineFor('pi-1', rsa));
		expect(check.verify(rsa.bytes)).toBeUndefined();
		expect(check.algorithms?.slice(0, 2)).toEqual(['rsa-sha2-512', 'rsa-sha2-256']);
		expect(check.algorithms).toContain('ssh-ed25519');
	});

	test('with another key is told by both fingerprints, the file and the line', async () => {
		const text = `# mine\n${lineFor('pi-1', rsa)}`;
		const directory = temporaryDirectory();
		const file = writeKnownHosts(directory, text);
		const check = checkOf(await openHostKeyCheck(targetWith({knownHostsFiles: [file]})));
		expect(check.verify(key.bytes)).toEqual({
			kind: 'hostKeyMismatch',
			...offered,
			...{name: 'pi-1', files: [file]},
			recorded: {file, line: 2, isRevoked: false, fingerprint: rsa.fingerprint},
		});
	});

	test('is known when any of its files knows it, and refused when any revokes it', async () => {
		const directory = temporaryDirectory();
		const mine = writeKnownHosts(directory, lineFor('pi-1', rsa));
		const site = join(directory, 'site');
		const missing = join(directory, 'missing');
		writeFileSync(site, lineFor('pi-*', key));
		const target = targetWith({knownHostsFiles: [mine, missing, site]});
		expect(checkOf(await openHostKeyCheck(target)).verify(key.bytes)).toBeUndefined();
		writeFileSync(site, lineFor('pi-*', key) + lineFor('@revoked *', key));
		expect(checkOf(await openHostKeyCheck(target)).verify(key.bytes)).toEqual({
			kind: 'hostKeyMismatch',
			...offered,
			...{name: 'pi-1', files: []},
			recorded: {file: site, line: 2, isRevoked: true, fingerprint: key.fingerprint},
		});
	});

	test('of which only an authority is known needs the system ssh', async () => {
		const check = await open(lineFor('@cert-authority *', key));
		expect(check.isCertificateOnly).toBe(true);
		expect(check.verify(key.bytes)).toEqual(unknown);
	});

	test('that may only show what ssh2 cannot check needs the system ssh', async () => {
		const hostKeyAlgorithms = ['ssh-ed25519-cert-v01@openssh.com'];
		expect(await openHostKeyCheck(targetWith({hostKeyAlgorithms}))).toMatchObject({
			failure: {kind: 'unsupported', where},
		});
	});
});

describe('no host is trusted', () => {
	test('while a known_hosts file cannot be read', async () => {
		const directory = temporaryDirectory();
		const file = join(directory, 'known_hosts');
		mkdirSync(file);
		const good = join(directory, 'good');
		writeFileSync(good, lineFor('pi-1', key));
		expect(await openHostKeyCheck(targetWith({knownHostsFiles: [good, file]}))).toMatchObject({
			failure: {kind: 'rejected', where: file},
		});
	});

	test.each([
		['rejected', undefined],
		['rejected', 'pi-1 ssh-ed25519 AAAA\n'],
		['rejected', `${key.type} ${key.base64.slice(4)}\n`],
		['unsupported', 'SSHKRL\n\0\0\0\0\u0001'],
	])('while the revoked keys are %s: %j', async (kind, text) => {
		const revokedKeysFile = join(temporaryDirectory(), 'revoked');
		if (text !== undefined) {
			writeFileSync(revokedKeysFile, text);
		}

		expect(await openHostKeyCheck(targetWith({revokedKeysFile}))).toMatchObject({
			failure: {kind, where: revokedKeysFile},
		});
	});

	test('by a key among the revoked ones, though it is known', async () => {
		const directory = temporaryDirectory();
		const file = writeKnownHosts(directory, lineFor('pi-1', key) + lineFor('pi-1', rsa));
		const revokedKeysFile = join(directory, 'revoked');
		writeFileSync(revokedKeysFile, `# stolen\n${key.type} ${key.base64} old\n`);
		const target = targetWith({knownHostsFiles: [file], revokedKeysFile});
		const check = checkOf(await openHostKeyCheck(target));
		expect(check.verify(rsa.bytes)).toBeUndefined();
		expect(check.verify(key.bytes)).toEqual({
			kind: 'hostKeyMismatch',
			...offered,
			...{name: 'pi-1', files: []},
			recorded: {
				file: revokedKeysFile,
				line: 2,
				isRevoked: true,
				fingerprint: key.fingerprint,
			},
		});
	});
});

async function open(text: string): Promise<HostKeyCheck> {
	const file = writeKnownHosts(temporaryDirectory(), text);
	return checkOf(await openHostKeyCheck(targetWith({knownHostsFiles: [file]})));
}

function writeKnownHosts(directory: string, text: string): string {
	const file = join(directory, 'known_hosts');
	writeFileSync(file, text);
	return file;
}

function checkOf(result: Awaited<ReturnType<typeof openHostKeyCheck>>): HostKeyCheck {
	if (!result.ok) {
		throw new Error(result.failure.kind);
	}

	return result.value;
}

function targetWith(parts: Partial<SshTarget>): SshTarget {
	return {
		where,
		alias: 'pi-1' as SshTarget['alias'],
		host: '192.168.1.11',
		port: 22,
		user: 'ada',
		hostKeyName: 'pi-1',
		knownHostsFiles: [],
		revokedKeysFile: undefined,
		hostKeyAlgorithms: undefined,
		identityFiles: [],
		isIdentitiesOnly: false,
		agentSocket: undefined,
		jumps: [],
		needsSystemSsh: undefined,
		...parts,
	};
}
