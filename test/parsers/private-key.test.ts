import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import fc from 'fast-check';
import {expect, it} from 'vitest';
import {parseKeyFile} from '../../source/parsers/private-key.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

function makeKey(...options: readonly string[]) {
	const file = join(temporaryDirectory(), 'key');
	execFileSync('ssh-keygen', ['-q', ...options, '-f', file]);
	const publicLine = readFileSync(`${file}.pub`, 'utf8');
	const [type, base64] = publicLine.split(' ');
	return {text: readFileSync(file, 'utf8'), publicLine, publicHalf: {type, base64}};
}

it.each([
	['ed25519', ['-t', 'ed25519']],
	['ecdsa', ['-t', 'ecdsa']],
	['rsa', ['-t', 'rsa', '-b', '1024']],
])('the public half of an %s key of ssh-keygen is read, encrypted or not', (_, options) => {
	const open = makeKey(...options, '-N', '');
	const {publicHalf} = open;
	expect(parseKeyFile(open.text)).toEqual({holds: 'private', isEncrypted: false, publicHalf});
	const locked = makeKey(...options, '-N', 'passphrase');
	expect(parseKeyFile(locked.text)).toMatchObject({
		isEncrypted: true,
		publicHalf: locked.publicHalf,
	});
	expect(parseKeyFile(locked.publicLine)).toMatchObject({
		holds: 'public',
		publicHalf: locked.publicHalf,
	});
});

it('a PEM file says whether it is encrypted, and nothing of its public half', () => {
	const pem = ['-t', 'rsa', '-b', '1024', '-m', 'PEM'];
	const open = {holds: 'private', isEncrypted: false, publicHalf: undefined};
	expect(parseKeyFile(makeKey(...pem, '-N', '').text)).toEqual(open);
	const locked = {...open, isEncrypted: true};
	expect(parseKeyFile(makeKey(...pem, '-N', 'passphrase').text)).toEqual(locked);
	const pkcs8 = ['-t', 'rsa', '-b', '1024', '-m', 'PKCS8'];
	expect(parseKeyFile(makeKey(...pkcs8, '-N', 'passphrase').text)).toEqual(locked);
});

it.each([
	'',
	'-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n',
	'-----BEGIN OPENSSH PRIVATE KEY-----\n',
	'ssh-ed25519 %%%% comment',
	'ssh-ed25519 AAAA',
	'{"not": "a key"}',
])('%j is no key', text => {
	expect(parseKeyFile(text)).toEqual({holds: 'unknown', isEncrypted: false, publicHalf: undefined});
});

it('a key cut anywhere is no reason to throw', () => {
	const {text} = makeKey('-t', 'ed25519', '-N', '');
	fc.assert(
		fc.property(fc.nat(text.length), fc.string(), (length, noise) => {
			expect(parseKeyFile(text.slice(0, length) + noise)).toHaveProperty('holds');
		}),
	);
});
