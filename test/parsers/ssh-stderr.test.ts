import {readFileSync} from 'node:fs';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {parseSshStderr} from '../../source/parsers/ssh-stderr.ts';
import {hostileText} from '../helpers/hostile-corpus.ts';

const shown = {
	keyType: 'ssh-ed25519',
	fingerprint: 'SHA256:VQujK8V9+NrG8KiTw4dVs/Tpw/HuQnf9jVZcLq75kCM',
};

describe('the last words of ssh are a problem with a kind', () => {
	test.each([
		['no key is accepted', 'permission-denied', {kind: 'authFailed'}],
		['too many keys are offered', 'too-many-failures', {kind: 'authFailed'}],
		['the host key is unknown', 'host-key-unknown', {kind: 'hostKeyUnknown', ...shown}],
		['its certificate has expired', 'host-certificate-expired', {kind: 'hostKeyUnknown', ...shown}],
		[
			'another host key is recorded',
			'host-key-changed',
			{kind: 'hostKeyChanged', file: '/tmp/rack/kh_other', line: 1, ...shown},
		],
		[
			'a host key of another type is recorded',
			'host-key-other-type',
			{kind: 'hostKeyChanged', file: '/tmp/rack/kh_rsa', line: 1, ...shown},
		],
		[
			'the host key is revoked in known_hosts',
			'host-key-revoked',
			{kind: 'hostKeyRevoked', file: undefined, ...shown},
		],
		[
			'the host key is in the list of revoked keys',
			'host-key-in-revoked-file',
			{kind: 'hostKeyRevoked', file: '/tmp/rack/revoked_keys', ...shown},
		],
		[
			'the list of revoked keys is not there',
			'revoked-file-missing',
			{
				kind: 'rejected',
				reason:
					'RevokedHostKeys cannot be read, so every host key is refused: /tmp/rack/nope: No such file or directory',
			},
		],
		['nobody listens', 'refused', {kind: 'refused'}],
		['nothing answers', 'timed-out', {kind: 'timedOut'}],
		['it listens and is silent', 'silent', {kind: 'timedOut'}],
		['the way there is closed', 'no-route', {kind: 'unreachable', reason: 'No route to host'}],
		[
			'there is no way there',
			'network-unreachable',
			{kind: 'unreachable', reason: 'Network is unreachable'},
		],
		[
			'the name has no address',
			'name-unknown',
			{
				kind: 'unreachable',
				reason: 'no address for node.invalid: Name or service not known',
			},
		],
		['it hangs up at once', 'closed-at-once', {kind: 'unreachable'}],
		[
			'it speaks something else',
			'not-ssh',
			{kind: 'protocol', problem: 'not SSH: HTTP/1.0 400 Bad'},
		],
		['no algorithm is common', 'kex-mismatch', {kind: 'protocol'}],
		[
			'no type of host key is common',
			'host-key-type-mismatch',
			{
				kind: 'protocol',
				problem: 'no matching host key type found. Their offer: ssh-ed25519',
			},
		],
		[
			'a ProxyCommand fails',
			'proxy-command-fails',
			{kind: 'unreachable', reason: expect.stringMatching(/socat.*Connection refused$/)},
		],
		[
			'a ProxyCommand is not there',
			'proxy-command-missing',
			{kind: 'unreachable', reason: '/bin/bash: line 1: exec: no-such-proxy: not found'},
		],
		['a ProxyCommand is silent', 'proxy-command-times-out', {kind: 'timedOut'}],
		[
			'a jump host is not reached',
			'jump-refused',
			{
				kind: 'unreachable',
				reason: 'ssh: connect to host 127.0.0.1 port 1: Connection refused',
			},
		],
		[
			"a jump host's key is unknown",
			'jump-key-unknown',
			{kind: 'unreachable', reason: 'Host key verification failed.'},
		],
		[
			'its configuration has an unknown option',
			'bad-configuration',
			{kind: 'rejected', reason: 'bad_config: line 2: Bad configuration option: pprt'},
		],
		['its configuration is not there', 'local-missing-config', {kind: 'rejected'}],
		['a connection falls silent', 'silent-later', {kind: 'timedOut'}],
		[
			'a connection is closed there',
			'closed-by-remote',
			{kind: 'unreachable', reason: 'Connection to 127.0.0.1 closed by remote host'},
		],
		['the master is gone', 'master-missing', {kind: 'unreachable'}],
	])('%s', (_, name, problem) => {
		expect(parseSshStderr(capture(name))).toMatchObject(problem);
	});
});

describe('damage', () => {
	test('nothing at all is unreachable, and so is what nobody understands', () => {
		expect(parseSshStderr('')).toEqual({kind: 'unreachable', reason: 'ssh ended without a word'});
		expect(parseSshStderr('a\nb\nc\n')).toEqual({kind: 'unreachable', reason: 'b; c'});
	});

	test('a host key whose fingerprint was cut away is no known failure of the host key', () => {
		const cut = capture('host-key-unknown').split('\n').slice(-3).join('\n');
		expect(parseSshStderr(cut)).toMatchObject({kind: 'unreachable'});
	});

	test('a busy sshd is not one that speaks something else', () => {
		const busy = capture('not-ssh').replace('HTTP/1.0 400 Bad', 'Exceeded MaxStartups');
		expect(parseSshStderr(busy)).toEqual({kind: 'unreachable', reason: 'Exceeded MaxStartups'});
	});

	test('a banner of the server cannot speak for ssh about its host key', () => {
		const banner = capture('host-key-changed')
			.split('\n')
			.filter(line => !line.startsWith('debug1'));
		const text = capture('permission-denied').replace(
			'debug1: SSH2_MSG_SERVICE_ACCEPT received',
			banner.join('\n'),
		);
		expect(parseSshStderr(text)).toEqual({kind: 'authFailed'});
	});

	test('whatever ssh prints, the reason is short and nothing is thrown', () => {
		fc.assert(
			fc.property(fc.array(hostileText), lines => {
				const problem = parseSshStderr(lines.join('\n'));
				expect(JSON.stringify(problem).length).toBeLessThan(6000);
			}),
		);
	});
});

function capture(name: string): string {
	return readFileSync(`test/fixtures/ssh-stderr/${name}.txt`, 'utf8');
}
