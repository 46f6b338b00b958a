import {readFileSync} from 'node:fs';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parseSshOptions} from '../../source/parsers/ssh-options.ts';

function capture(name: string): string {
	return readFileSync(`test/fixtures/ssh/options/${name}.txt`, 'utf8');
}

describe('what ssh -G says of a host', () => {
	it('names the host, the port, the user and the keys in their order, as written', () => {
		expect(parseSshOptions(capture('pi-main'))).toMatchObject({
			value: {
				hostName: 'pi-main.lan',
				port: 22,
				user: 'pi',
				identityFiles: ['~/.ssh/id_rack', '~/keys/with a space'],
				isIdentitiesOnly: true,
				identityAgent: '/root/agent.sock',
				revokedHostKeysFile: '~/.ssh/revoked',
				hostKeyAlgorithms: ['ssh-ed25519', 'rsa-sha2-512'],
				proxyJump: undefined,
				proxyCommand: undefined,
				allowsPublicKeys: true,
			},
			problems: [],
		});
	});

	it('keeps a known_hosts file whole that has a space in its name', () => {
		expect(parseSshOptions(capture('pi-main')).value.userKnownHostsFiles).toEqual([
			'/root/.ssh/known_hosts',
			'/root/rack/known hosts',
			'/root/k3',
		]);
	});

	it('names the hops, the certificate and the alias of the host key', () => {
		expect(parseSshOptions(capture('gpu-01')).value).toMatchObject({
			hostName: '192.168.1.31',
			port: 2222,
			proxyJump: 'me@login:2200,[fd00::7]:22,ops@edge',
			certificateFiles: ['~/.ssh/id_rack-%r.pub'],
			hostKeyAlias: 'gpu-rack',
			globalKnownHostsFiles: ['/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2'],
		});
	});

	it('takes none for nothing, but for the agent, where it is an answer', () => {
		expect(parseSshOptions(capture('behind-command')).value).toMatchObject({
			proxyCommand: 'nc -x proxy.lan %h %p',
			identityAgent: 'none',
			identityFiles: [],
			userKnownHostsFiles: [],
			globalKnownHostsFiles: [],
			allowsPublicKeys: false,
			pkcs11Provider: '/usr/lib/softhsm.so',
		});
	});

	it('lists the keys that ssh looks for by itself', () => {
		const {value, problems} = parseSshOptions(capture('no-configuration'));
		expect(value.identityFiles).toContain('~/.ssh/id_ed25519');
		expect(value).toMatchObject({isIdentitiesOnly: false, identityAgent: undefined});
		expect(problems).toEqual([]);
	});
});

describe('damage', () => {
	it.each([
		['', []],
		['port', []],
		['port abc', ['not a port']],
		['port 0', ['not a port']],
		['port 65536', ['not a port']],
		['=== \u0000', ['not a keyword and a value']],
	])('%j leaves the port unknown', (text, reasons) => {
		const {value, problems} = parseSshOptions(text);
		expect(value.port).toBeUndefined();
		expect(problems.map(({reason}) => reason)).toEqual(reasons);
	});

	it('of a text that was cut what came before is understood', () => {
		const text = capture('gpu-01');
		expect(parseSshOptions(text.slice(0, text.indexOf('port 2222') + 7)).value).toMatchObject({
			hostName: '192.168.1.31',
			port: 22,
			hostKeyAlias: undefined,
		});
	});

	it('keywords of other versions and in capitals do no harm', () => {
		const text = 'HostName pi\r\npubkeyauthentication host-bound\nnewoption x y\nport 22\r\n';
		expect(parseSshOptions(text)).toMatchObject({
			value: {hostName: 'pi', port: 22, allowsPublicKeys: true},
			problems: [],
		});
	});

	it('keys are not offered where PreferredAuthentications leaves them out', () => {
		const {value} = parseSshOptions('preferredauthentications keyboard-interactive,password');
		expect(value.allowsPublicKeys).toBe(false);
	});

	it('nothing makes it throw', () => {
		fc.assert(
			fc.property(fc.string({unit: 'binary'}), text => {
				expect(parseSshOptions(text).problems.length).toBeLessThanOrEqual(20);
			}),
		);
	});
});
