import {Buffer} from 'node:buffer';
import {expect, it} from 'vitest';
import {goodbye, numberOf, startHostileServer, type Wire} from '../../helpers/hostile-server.ts';
import {clientParts, expectValue, linkTo, offering, targetOf} from '../../helpers/logged-in.ts';
import {startManInTheMiddle} from '../../helpers/man-in-the-middle.ts';
import {startSshd} from '../../helpers/sshd.ts';
import {isAlgorithmGap} from '../../../source/transport/ssh/reason-for-system.ts';
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

it('a goodbye in whatever words after a refusal is a refusal, for good', async () => {
	const words = 'Handshake failed: no matching key exchange algorithm';
	let tries = 0;
	const server = await startHostileServer({
		onAuthentication(context, wire) {
			tries += 1;
			if (tries === 1) {
				context.reject(['publickey']);
			} else {
				wire.send(goodbye(words));
			}
		},
	});
	const keys = [server.clientKey, server.clientKey];
	const parts = clientParts(server, {authentication: offering(keys, 'me')});
	expect(await logIn(parts)).toMatchObject({failure: {kind: 'authFailed'}});
	expect(tries).toBe(2);
});

it('a goodbye to who was let in by the second key is no refusal', async () => {
	let tries = 0;
	const server = await startHostileServer({
		onAuthentication(context) {
			tries += 1;
			if (tries === 1) {
				context.reject(['publickey']);
			} else {
				context.accept();
			}
		},
		onReady: (_, wire) => wire.send(goodbye('see you')),
	});
	const keys = [server.clientKey, server.clientKey];
	const authentication = offering(keys, 'me');
	const loggedIn = expectValue(await logIn(clientParts(server, {authentication})));
	expect(await loggedIn.lost).toMatchObject({kind: 'protocol'});
});

it('no words of a server are taken for a gap between our algorithms', async () => {
	const words = `Handshake failed: no matching key exchange algorithm${'!'.repeat(1e4)}`;
	const server = await startHostileServer({
		onAuthentication: (_, wire) => wire.send(goodbye(words)),
	});
	const outcome = await logIn(clientParts(server));
	const failure = outcome.ok ? undefined : outcome.failure;
	expect(failure).toMatchObject({kind: 'protocol', problem: expect.stringContaining('goodbye')});
	expect(failure && isAlgorithmGap(failure)).toBe(false);
	expect(JSON.stringify(failure).length).toBeLessThan(1000);
});
