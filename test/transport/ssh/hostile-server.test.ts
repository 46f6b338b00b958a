import {Buffer} from 'node:buffer';
import {expect, it} from 'vitest';
import {numberOf, startHostileServer, type Wire} from '../../helpers/hostile-server.ts';
import {clientParts, linkTo, targetOf} from '../../helpers/logged-in.ts';
import {startManInTheMiddle} from '../../helpers/man-in-the-middle.ts';
import {startSshd} from '../../helpers/sshd.ts';
import {logIn} from '../../../source/transport/ssh/ssh2-client.ts';

it('a key exchange with a point that is none is a failure, and nothing is thrown', async () => {
	const sshd = await startSshd();
	const {port} = await startManInTheMiddle(sshd.hostKey, Buffer.alloc(32));
	const outcome = await logIn(clientParts(sshd, {target: targetOf(sshd, {port})}));
	expect(outcome).toMatchObject({failure: {kind: 'protocol'}});
});

it('a channel whose packets may hold nothing ends the connection instead of a write without end', async () => {
	const server = await startHostileServer({
		onReady(client, wire) {
			const confirm = wire.channelOpenConfirm.bind(wire);
			wire.channelOpenConfirm = (remote, local, window) => confirm(remote, local, window, 0);
			client.on('session', accept => {
				accept().on('exec', acceptCommand => acceptCommand());
			});
		},
	});
	const link = await linkTo(server);
	const shell = await link.openShell(new AbortController().signal);
	expect(shell.ok).toBe(false);
	expect(await link.lost).toMatchObject({kind: 'protocol'});
});

it.each([
	['data', (wire: Wire, id: number, bytes: Buffer) => wire.channelData(id, bytes)],
	['extended data', (wire: Wire, id: number, bytes: Buffer) => wire.channelExtData(id, bytes, 1)],
])('more %s than a stream has room for ends the connection', async (_, send) => {
	const server = await startHostileServer({
		onReady(client, wire) {
			client.on('tcpip', accept => {
				const id = numberOf(accept());
				for (let sent = 0; sent < 8e6; sent += 30_000) {
					send(wire, id, Buffer.alloc(30_000));
				}
			});
		},
	});
	const link = await linkTo(server);
	await link.openStream({host: '127.0.0.1', port: 80}, new AbortController().signal);
	expect(await link.lost).toMatchObject({kind: 'protocol'});
});
