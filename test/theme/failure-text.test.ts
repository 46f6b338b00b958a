import {expect, it} from 'vitest';
import type {Failure} from '../../source/domain/failure.ts';
import {failureClause, failureFact, failureText} from '../../source/theme/failure-text.ts';

const where = 'pi-1';
const offered = {keyType: 'ssh-ed25519', fingerprint: 'SHA256:abc'};
const kept = {name: '[pi-1]:2222', files: ['/k']};
const recorded = {file: '/k', line: 7, isRevoked: false, fingerprint: 'SHA256:old'};

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
	['connection refused. Is the service, such as sshd, running there?', {kind: 'refused', where}],
	[
		'no key was accepted for ada. Load yours with ssh-add, or put it there with ssh-copy-id.',
		{kind: 'authFailed', where, user: 'ada'},
	],
	[
		"unknown host key ssh-ed25519 SHA256:abc. Compare it with the node's own, then accept it: clusterdeck nodes accept-key NODE.",
		{kind: 'hostKeyUnknown', where, ...offered},
	],
	[
		"the host key changed to ssh-ed25519 SHA256:abc, but line 7 of /k records SHA256:old for [pi-1]:2222: refused. Ask the node's owner; only if the change was meant: ssh-keygen -R '[pi-1]:2222' -f /k",
		{kind: 'hostKeyMismatch', where, ...offered, ...kept, recorded},
	],
	[
		"the host key changed to ssh-ed25519 SHA256:abc, but line 7 of /k records another key for [pi-1]:2222: refused. Ask the node's owner; only if the change was meant: ssh-keygen -R '[pi-1]:2222' -f /k && ssh-keygen -R '[pi-1]:2222' -f '/our k'",
		{
			kind: 'hostKeyMismatch',
			where,
			...offered,
			...kept,
			files: ['/k', '/our k'],
			recorded: {...recorded, fingerprint: undefined},
		},
	],
	[
		"the host key ssh-ed25519 SHA256:abc is revoked (line 7 of /k): refused. Ask the node's owner for a new key.",
		{
			...{kind: 'hostKeyMismatch', where, ...offered, ...kept},
			recorded: {...recorded, isRevoked: true},
		},
	],
	[
		'the key ~/.ssh/id asks for its passphrase. Load it with ssh-add.',
		{kind: 'needsPassphrase', where, keyFile: '~/.ssh/id'},
	],
	[
		'the account runs no commands of ours (a restricted shell). Use an account with a full one.',
		{kind: 'restrictedShell', where},
	],
	[
		'the answer was not understood: no figures',
		{kind: 'unparseable', where, problem: 'no figures'},
	],
	['the answer was not understood: cut off', {kind: 'protocol', where, problem: 'cut off'}],
	['stopped before it was done. Run it again.', {kind: 'cancelled', where}],
	[
		'what it holds or prints is larger than 256 KiB, which is the limit here.',
		{kind: 'tooLarge', where, limitBytes: 262_144},
	],
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
	[
		'sshd allows no further session. Raise MaxSessions in its sshd_config.',
		{
			kind: 'denied',
			where,
			reason: 'sshd allows no further session. Raise MaxSessions in its sshd_config.',
		},
	],
	['this version has no ssh', {kind: 'unsupported', where, reason: 'this version has no ssh'}],
])('says where it was, and %j', (sentence, failure) => {
	expect(failureText(failure)).toBe(`pi-1: ${sentence}`);
});

it('the parts of it are for those who name the node, or the remedy, themselves', () => {
	const failure = {kind: 'authFailed', where, user: 'ada'} as const;
	expect(failureClause(failure)).toBe(
		'no key was accepted for ada. Load yours with ssh-add, or put it there with ssh-copy-id.',
	);
	expect(failureFact(failure)).toBe('pi-1: no key was accepted for ada.');
	expect(failureFact({kind: 'refused', where})).toBe(failureText({kind: 'refused', where}));
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

it.each([
	['squeue', 'squeue: error: Invalid user: nobody\n', 'squeue: exit 1: Invalid user: nobody'],
	['scancel 5', 'scancel: fatal: no config', 'scancel 5: exit 1: no config'],
	['cat', 'cat: /x: No such file', 'cat: exit 1: /x: No such file'],
	[
		'scontrol',
		'slurm_load_jobs error: Invalid',
		'scontrol: exit 1: slurm_load_jobs error: Invalid',
	],
	['hpc', 'squeue: error: Invalid user', 'hpc: exit 1: squeue: error: Invalid user'],
	['squeue', 'squeue: error: ', 'squeue: exit 1: squeue: error:'],
])('a program that names itself is named once: %s, %j', (where, stderr, text) => {
	expect(failureText({kind: 'exited', where, exitCode: 1, signal: undefined, stderr})).toBe(text);
});
