/** Accepts COUNT made-up keys, for as many names: `accept-host-key.ts FILE NAME COUNT`. Exits with 1 at the first failure. */
import {Buffer} from 'node:buffer';
import process from 'node:process';
import {acceptHostKey} from '../../../source/transport/ssh/accept-host-key.ts';

const [file = '', name = '', count = '0'] = process.argv.slice(2);
const keyType = 'ssh-ed25519';
for (let index = 0; index < Number(count); index += 1) {
	const key = Buffer.concat([
		Buffer.from([0, 0, 0, keyType.length]),
		Buffer.from(keyType),
		Buffer.from([0, 0, 0, 32]),
		Buffer.alloc(32, index),
	]);
	const {ok} = await acceptHostKey({file, name: `${name}-${index}`, keyType, key});
	if (!ok) {
		process.exit(1);
	}
}
