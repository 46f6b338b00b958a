import {createSecretKey} from 'node:crypto';
import type {EventEmitter} from 'node:events';
import {partOf} from './part-of.ts';

/** Where the ciphers of ssh2 keep their keys: AES-GCM, the MACs of AES-CTR, ChaCha20. */
const keyNames = [
	...['_encKey', '_decipherKey', '_macKey'],
	...['_encKeyMain', '_encKeyPktLen', '_decKeyMain', '_decKeyPktLen'],
];

/**
 * ssh2 makes a cipher anew for each packet, and Node 24 throws and catches two errors each time that it is given the
 * key as bytes: 50 us a packet instead of 10, a quarter of what it costs to poll a large rack. So the keys become key
 * objects as soon as they are agreed upon, also when they are changed. An ssh2 that has them elsewhere is only slower.
 */
export function keepCipherKeys(client: EventEmitter): void {
	client.on('handshake', () => {
		const protocol = partOf(client, '_protocol');
		keepKeysOf(partOf(protocol, '_cipher'));
		keepKeysOf(partOf(protocol, '_decipher'));
	});
}

function keepKeysOf(cipher: unknown): void {
	if (typeof cipher !== 'object' || cipher === null) {
		return;
	}

	for (const name of keyNames) {
		const key = partOf(cipher, name);
		if (key instanceof Uint8Array) {
			Reflect.set(cipher, name, createSecretKey(key));
		}
	}
}
