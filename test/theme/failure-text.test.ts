import {expect, it} from 'vitest';
import type {Failure} from '../../source/domain/failure.ts';
import {failureText} from '../../source/theme/failure-text.ts';

const where = 'pi-1';

it.each<readonly [string, Failure]>([
	[
		'no route to host. Is it switched on, and is the network there?',
		{kind: 'unreachable', where, reason: 'no route to host'},
	],
	[
		'no answer after 1.5 s. Is it overloaded, or the network cut?',
		{kind: 'timedOut', where, afterMs: 1500},
	],
	[
		'no answer in time. Is it overloaded, or the network cut?',
		{kind: 'timedOut', where, afterMs: undefined},
	],
	['connection refused. Is the service running there?', {kind: 'refused', where}],
	[
		'no key was accepted for ada. Try ssh-add, or ssh to it once by hand.',
		{kind: 'authFailed', where, user: 'ada'},
	],
	[
		'unknown host key SHA256:abc. Compare it, then accept it with clusterdeck nodes accept-key.',
		{kind: 'hostKeyUnknown', where, fingerprint: 'SHA256:abc'},
	],
	[
		'the host key changed to SHA256:abc: refused. Find out why before you remove the old one.',
		{kind: 'hostKeyMismatch', where, fingerprint: 'SHA256:abc'},
	],
	[
		'the key ~/.ssh/id asks for its passphrase. Add it with ssh-add.',
		{kind: 'needsPassphrase', where, keyFile: '~/.ssh/id'},
	],
	['the account gives no shell. Use an account that has one.', {kind: 'restrictedShell', where}],
	[
		'the answer was not understood: no figures',
		{kind: 'unparseable', where, problem: 'no figures'},
	],
	['the answer was not understood: cut off', {kind: 'protocol', where, problem: 'cut off'}],
	['stopped before it was done. Run it again.', {kind: 'cancelled', where}],
	['larger than 256 KiB, which is the limit here.', {kind: 'tooLarge', where, limitBytes: 262_144}],
	[
		'the disk is full, so nothing was changed. Free some space and try again.',
		{kind: 'diskFull', where},
	],
	[
		'permission denied. Check the owner and the permissions.',
		{kind: 'denied', where, reason: 'permission denied'},
	],
	['not found. Check the name.', {kind: 'missing', where}],
	['too many open files', {kind: 'rejected', where, reason: 'too many open files'}],
	['this version has no ssh', {kind: 'unsupported', where, reason: 'this version has no ssh'}],
])('says where it was, and %j', (sentence, failure) => {
	expect(failureText(failure)).toBe(`pi-1: ${sentence}`);
});

it.each([
	['exit 1: first', {exitCode: 1, signal: undefined, stderr: '\n \n  first \nsecond\n'}],
	['exit 127', {exitCode: 127, signal: undefined, stderr: ' \n'}],
	['exit 0', {exitCode: 0, signal: undefined, stderr: ''}],
	['ended by SIGKILL', {exitCode: undefined, signal: 'SIGKILL', stderr: ''}],
	['ended by a signal: why', {exitCode: undefined, signal: undefined, stderr: 'why'}],
] as const)('a command tells how it ended, with its first words: %s', (end, exit) => {
	expect(failureText({kind: 'exited', where: 'squeue', ...exit})).toBe(`squeue: ${end}`);
});
