import {describe, expect, it} from 'vitest';
import {mostKnownHostsLines, parseKnownHosts} from '../../source/parsers/known-hosts.ts';
import {makeCertificate, makeHostKey} from '../helpers/host-keys.ts';

const key = makeHostKey('ed25519');
const recorded = {type: key.type, base64: key.base64};
const words = `${key.type} ${key.base64}`;
const salt = 'F1E1KeoE/eEWhi10WpGv4OdiO6Y=';
const hash = '3988QV0VE8wmZL7suNrYQLITLCg=';

describe('a line', () => {
	it('tells its number, its marker, its names and its key', () => {
		const text = `# mine\r\n\r\npi-1,!Pi-2 ${words} a comment\r\n\t@revoked \t *.lab\t${words}\n@cert-authority * ${words}`;
		expect(parseKnownHosts(text, 'k')).toEqual({
			problems: [],
			value: {
				isCut: false,
				entries: [
					{
						line: 3,
						marker: 'none',
						names: {
							kind: 'patterns',
							patterns: [
								{glob: 'pi-1', isNegated: false},
								{glob: 'pi-2', isNegated: true},
							],
						},
						key: recorded,
					},
					{line: 4, marker: 'revoked', names: patterns('*.lab'), key: recorded},
					{line: 5, marker: 'certAuthority', names: patterns('*'), key: recorded},
				],
			},
		});
	});

	it('may hold its name hashed', () => {
		expect(parseKnownHosts(`|1|${salt}|${hash} ${words}`, 'k').value.entries).toEqual([
			{line: 1, marker: 'none', names: {kind: 'hashed', salt, hash}, key: recorded},
		]);
	});

	it('may hold what OpenSSH overlooks in a key, and end in a NUL', () => {
		const split = `${key.base64.slice(0, 9)}\v\r\f${key.base64.slice(9)}`;
		const text = `@revoked pi ${key.type} ${split}\0 more`;
		expect(parseKnownHosts(text, 'k').value.entries.map(entry => entry.key)).toEqual([recorded]);
	});

	it('may name an RSA key by its signature', () => {
		const {base64} = makeHostKey('rsa');
		const [entry] = parseKnownHosts(`pi rsa-sha2-512 ${base64}`, 'k').value.entries;
		expect(entry?.key).toEqual({type: 'ssh-rsa', base64});
	});

	it('holds no certificate, which vouches for nothing by itself', () => {
		const text = `pi ${makeCertificate()}`;
		const {value, problems} = parseKnownHosts(text, 'k');
		expect(value.entries).toEqual([]);
		expect(problems).toMatchObject([{reason: 'line 1: not a public key'}]);
	});

	it('keeps letters beyond ASCII as they are', () => {
		const [entry] = parseKnownHosts(`\u212A1,\u00C9 ${words}`, 'k').value.entries;
		expect(entry?.names).toEqual({
			kind: 'patterns',
			patterns: [
				{glob: '\u212A1', isNegated: false},
				{glob: '\u00C9', isNegated: false},
			],
		});
	});
});

it.each([
	['a marker that is not known', `@trusted pi ${words}`],
	['a marker that is not known', `@ pi ${words}`],
	['not the names of hosts', `@revoked @revoked pi ${words}`],
	['not the names of hosts', `@revoked`],
	['not the names of hosts', `|1|${salt}|${hash},pi ${words}`],
	['not the names of hosts', `|1|${salt.replace('Y=', 'Z=')}|${hash} ${words}`],
	['not the names of hosts', `|2|${salt}|${hash} ${words}`],
	['not the names of hosts', `|1||${hash} ${words}`],
	['not the names of hosts', `pi,${'x'.repeat(1023)} ${words}`],
	['not a public key', `pi\0 ${words}`],
	['not a public key', `\v ${key.type}\v ${key.base64}`],
	['not a public key', 'pi'],
	['not a public key', `pi ${key.type}`],
	['not a public key', `pi ${key.type}\r`],
	['not a public key', `pi ssh-rsa ${key.base64}`],
	['not a public key', `pi ${key.type}-cert-v01@openssh.com ${key.base64}`],
	['not a public key', `pi 1024 37 ${'1234'.repeat(50)}`],
	['not a public key', `pi ${key.type} ${key.base64.slice(0, -1)}`],
	['not a public key', `pi ${key.type} ${key.base64.slice(0, 4)}`],
	['not a public key', `pi ${key.type} ${key.base64.replace('AAAA', 'AAA*')}`],
	['not a public key', `pi ${key.type} =${key.base64.slice(1)}`],
	['not a public key', `pi ${key.type} AAAAC3NzaC1lZDI1NTE5AB==`],
])('%s is a problem and matches nothing: %j', (reason, line) => {
	const {value, problems} = parseKnownHosts(`#\n${line}\n`, 'k');
	expect(value.entries).toEqual([]);
	expect(problems).toEqual([{source: 'k', line: line.slice(0, 200), reason: `line 2: ${reason}`}]);
});

describe('a long file', () => {
	it.each([
		[false, `pi ${words}\n`.repeat(mostKnownHostsLines)],
		[false, `pi ${words}\n`.repeat(mostKnownHostsLines).trimEnd()],
		[true, `${'\n'.repeat(mostKnownHostsLines)}\n`],
		[true, `${'\n'.repeat(mostKnownHostsLines + 1)}@revoked * ${words}`],
		[true, `${'\n'.repeat(mostKnownHostsLines)}@revoked * ${words}`],
	])('is cut (%j) beyond 100,000 lines, and says so', (isCut, text) => {
		const {value, problems} = parseKnownHosts(text, 'k');
		expect(value.isCut).toBe(isCut);
		expect(problems.length).toBe(isCut ? 1 : 0);
	});

	it.each([' ', '\t', ',', '!', '*', '|', '|1|', '@', '#', 'A', '=', 'pi '])(
		'is read in linear time when it is all %j',
		piece => {
			const text = piece.repeat(2 ** 22 / piece.length);
			const startMs = performance.now();
			parseKnownHosts(text, 'k');
			parseKnownHosts(`pi ${key.type} ${text}`, 'k');
			expect(performance.now() - startMs).toBeLessThan(20_000);
		},
	);
});

function patterns(glob: string) {
	return {kind: 'patterns', patterns: [{glob, isNegated: false}]};
}
