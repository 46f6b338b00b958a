import {expect, it} from 'vitest';
import {hostKeyAlgorithms} from '../../source/rules/host-key-algorithms.ts';

type Case = readonly [
	name: string,
	recorded: readonly string[],
	wished: readonly string[] | undefined,
	algorithms: readonly string[] | undefined,
];

const ecdsa = ['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521'];
const rsa = ['rsa-sha2-512', 'rsa-sha2-256'];

it.each<Case>([
	['nothing recorded and nothing wished leaves it to the server', [], undefined, undefined],
	[
		'a recorded RSA key is asked for with SHA-2 only, before the rest',
		['ssh-rsa'],
		undefined,
		[...rsa, 'ssh-ed25519', ...ecdsa],
	],
	[
		'several recorded types stand first, the strongest before the others',
		['ecdsa-sha2-nistp521', 'ssh-ed25519'],
		undefined,
		['ssh-ed25519', 'ecdsa-sha2-nistp521', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', ...rsa],
	],
	[
		'a recorded type that cannot be checked leaves the rest',
		['ssh-dss'],
		undefined,
		['ssh-ed25519', ...ecdsa, ...rsa],
	],
	[
		'what is wished is asked for in its order, recorded types first',
		['ssh-ed25519'],
		['rsa-sha2-256', 'ssh-rsa', 'ssh-ed25519'],
		['ssh-ed25519', 'rsa-sha2-256', 'ssh-rsa'],
	],
	['a wish holds where nothing is recorded', [], ['rsa-sha2-256'], ['rsa-sha2-256']],
	['a wish for certificates only leaves nothing', [], ['ssh-ed25519-cert-v01@openssh.com'], []],
])('%s', (_, ...[recorded, wished, algorithms]) => {
	expect(hostKeyAlgorithms(recorded, wished)).toEqual(algorithms);
});
