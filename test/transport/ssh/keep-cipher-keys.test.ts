import {KeyObject} from 'node:crypto';
import type {Client} from 'ssh2';
import {expect, it} from 'vitest';
import {systemClock} from '../../../source/transport/clock.ts';
import {logIn} from '../../../source/transport/ssh/ssh2-client.ts';
import {createSsh2Link} from '../../../source/transport/ssh/ssh2-link.ts';
import {clientParts, expectValue} from '../../helpers/logged-in.ts';
import {startSshd} from '../../helpers/sshd.ts';

const {signal} = new AbortController();

it.each([
	[['Ciphers aes128-gcm@openssh.com'], ['_encKey', '_decipherKey']],
	[['Ciphers aes256-gcm@openssh.com'], ['_encKey', '_decipherKey']],
	[['Ciphers chacha20-poly1305@openssh.com'], ['_encKeyMain', '_decKeyMain']],
	[
		['Ciphers aes256-ctr', 'MACs hmac-sha2-256-etm@openssh.com'],
		['_macKey', '_macKey'],
	],
	[
		['Ciphers aes128-ctr', 'MACs hmac-sha2-256'],
		['_macKey', '_macKey'],
	],
])('with %j its keys are key objects, and stay so when they are changed', async (config, names) => {
	const sshd = await startSshd({config: [...config, 'RekeyLimit 64K']});
	const loggedIn = expectValue(await logIn(clientParts(sshd)));
	const before = keysOf(loggedIn.client, names);
	expect(before).toEqual([expect.any(KeyObject), expect.any(KeyObject)]);
	const link = createSsh2Link({
		...{loggedIn, where: 'pi-1', clock: systemClock, release: () => undefined},
	});
	const shell = expectValue(await link.openShell(signal));
	let bytes = 0;
	await new Promise<void>(resolve => {
		shell.listen({
			onOutput(text) {
				bytes += text.length;
			},
			onEnd: () => resolve(),
		});
		shell.write('head -c 300000 /dev/zero; exit\n');
	});
	expect(bytes).toBe(300_000);
	const after = keysOf(loggedIn.client, names);
	expect(after).toEqual([expect.any(KeyObject), expect.any(KeyObject)]);
	expect(after[1]).not.toBe(before[1]);
	link.close();
});

function keysOf(client: Client, [out = '', back = '']: readonly string[]): readonly unknown[] {
	const protocol = Reflect.get(client, '_protocol');
	return [
		Reflect.get(Reflect.get(protocol, '_cipher'), out),
		Reflect.get(Reflect.get(protocol, '_decipher'), back),
	];
}
