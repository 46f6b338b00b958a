import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import {createServer, type Socket} from 'node:net';
import {onTestFinished} from 'vitest';

const kexInit = 20;
const ecdhReply = 31;
const newKeys = 21;

/**
 * Somebody on the way who knows the public key of a host, as everybody may, and not its private key. It agrees to a key
 * exchange and answers with `point` for its half; before new keys are in use all is in the clear.
 */
export async function startManInTheMiddle(hostKey: string, point: Buffer): Promise<{port: number}> {
	const blob = Buffer.from(hostKey.split(' ')[1] ?? '', 'base64');
	const server = createServer(socket => void impersonate(socket, blob, point));
	onTestFinished(() => void server.close());
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	return {port: typeof address === 'object' && address !== null ? address.port : 0};
}

function impersonate(socket: Socket, blob: Buffer, point: Buffer): void {
	let said = Buffer.alloc(0);
	let hasAnswered = false;
	socket.on('error', () => undefined);
	socket.write('SSH-2.0-Middle\r\n');
	socket.write(packet(offer()));
	socket.on('data', (chunk: Buffer) => {
		said = Buffer.concat([said, chunk]);
		// The type of KEXECDH_INIT, behind the length of the packet and that of its padding.
		if (!hasAnswered && said.includes(Buffer.from([30, 0, 0, 0, 32]))) {
			hasAnswered = true;
			const signature = Buffer.concat([text('ssh-ed25519'), text(Buffer.alloc(64))]);
			socket.write(
				packet(Buffer.concat([Buffer.from([ecdhReply]), text(blob), text(point), text(signature)])),
			);
			socket.write(packet(Buffer.from([newKeys])));
		}
	});
}

function offer(): Buffer {
	const lists = [
		'curve25519-sha256',
		'ssh-ed25519',
		...['aes128-gcm@openssh.com', 'aes128-gcm@openssh.com'],
		...['hmac-sha2-256', 'hmac-sha2-256'],
		...['none', 'none', '', ''],
	];
	return Buffer.concat([
		Buffer.from([kexInit]),
		randomBytes(16),
		...lists.map(text),
		Buffer.alloc(5),
	]);
}

function text(content: string | Buffer): Buffer {
	const bytes = Buffer.from(content);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(bytes.length);
	return Buffer.concat([length, bytes]);
}

function packet(payload: Buffer): Buffer {
	const padding = 8 - ((payload.length + 5) % 8) + 8;
	const header = Buffer.alloc(5);
	header.writeUInt32BE(payload.length + padding + 1);
	header[4] = padding;
	return Buffer.concat([header, payload, Buffer.alloc(padding)]);
}
