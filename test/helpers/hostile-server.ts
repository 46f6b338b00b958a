import {Buffer} from 'node:buffer';
import {generateKeyPairSync} from 'node:crypto';
import {join} from 'node:path';
import process from 'node:process';
import ssh2, {type AuthContext, type Connection, type ServerChannel} from 'ssh2';
import {onTestFinished} from 'vitest';
import {makeKey, type Sshd} from './sshd.ts';
import {temporaryDirectory} from './temporary-directory.ts';

export type Behaviour = {
	/** Undefined: everybody is let in. */
	readonly onAuthentication?: (context: AuthContext, wire: Wire) => void;
	readonly onReady?: (client: Connection, wire: Wire) => void;
};

/** What ssh2 keeps to itself: how it writes what no good server says. */
export type Wire = {
	disconnect: (reason: number) => void;
	channelOpenConfirm: (remote: number, local: number, window: number, most: number) => void;
	channelData: (remote: number, data: Buffer) => void;
	channelExtData: (remote: number, data: Buffer, type: number) => void;
	/** Sends a payload as it is. */
	readonly send: (payload: Buffer) => void;
};

/** A server whose key is known and who means harm. */
export async function startHostileServer(behaviour: Behaviour): Promise<Sshd> {
	const {privateKey} = generateKeyPairSync('rsa', {
		modulusLength: 2048,
		privateKeyEncoding: {type: 'pkcs1', format: 'pem'},
		publicKeyEncoding: {type: 'pkcs1', format: 'pem'},
	});
	const key = ssh2.utils.parseKey(privateKey);
	if (key instanceof Error) {
		throw key;
	}

	const clientKey = makeKey(join(temporaryDirectory(), 'client'));
	const server = new ssh2.Server({hostKeys: [privateKey]}, client => {
		const wire = wireOf(client);
		client.on('error', () => undefined);
		client.on('authentication', context =>
			behaviour.onAuthentication === undefined
				? context.accept()
				: behaviour.onAuthentication(context, wire),
		);
		client.on('ready', () => behaviour.onReady?.(client, wire));
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const stop = (): void => void server.close();
	onTestFinished(stop);
	const address: unknown = server.address();
	return {
		port:
			typeof address === 'object' && address !== null && 'port' in address
				? Number(address.port)
				: 0,
		pid: process.pid,
		user: 'me',
		clientKey,
		hostKey: `ssh-rsa ${key.getPublicSSH().toString('base64')}`,
		folder: '/not/there',
		log: () => '',
		stop,
	};
}

function wireOf(client: Connection): Wire {
	const protocol = Reflect.get(client, '_protocol');
	return Object.assign(protocol, {
		send(payload: Buffer) {
			const {write} = protocol._packetRW;
			const packet = write.alloc(payload.length);
			packet.set(payload, write.allocStart);
			protocol._cipher.encrypt(write.finalize(packet));
		},
	});
}

/** By which the client knows a channel. */
export function numberOf(channel: ServerChannel): number {
	const outgoing: unknown = Reflect.get(channel, 'outgoing');
	return Number(Object(outgoing).id);
}

/** SSH_MSG_DISCONNECT: a type, a reason (2: the protocol), a text, and a language. */
export function goodbye(words: string): Buffer {
	const header = Buffer.from([1, 0, 0, 0, 2, 0, 0, 0, 0]);
	header.writeUInt32BE(words.length, 5);
	return Buffer.concat([header, Buffer.from(words), Buffer.alloc(4)]);
}
