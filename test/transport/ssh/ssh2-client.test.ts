import {createServer, type Server, type Socket} from 'node:net';
import {expect, it, onTestFinished} from 'vitest';
import {FakeClock} from '../../helpers/fake-clock.ts';
import {clientParts, offering, targetOf} from '../../helpers/logged-in.ts';
import {freePort} from '../../../scripts/lab/free-port.ts';
import {makeKey, startSshd} from '../../helpers/sshd.ts';
import {logIn} from '../../../source/transport/ssh/ssh2-client.ts';

const sha256 = 'SHA256:test';

it('another host key ends it before any byte of authentication', async () => {
	const sshd = await startSshd();
	const parts = clientParts(sshd);
	const verify = () =>
		({kind: 'hostKeyUnknown', where: 'pi-1', keyType: 'ssh-ed25519', fingerprint: sha256}) as const;
	let isAsked = false;
	const outcome = await logIn({
		...parts,
		hostKeys: {...parts.hostKeys, verify},
		authentication: {
			...parts.authentication,
			handler(...args) {
				isAsked = true;
				parts.authentication.handler(...args);
			},
		},
	});
	expect(outcome).toEqual({ok: false, failure: verify()});
	expect(isAsked).toBe(false);
	expect(sshd.log()).not.toMatch(/Accepted|Failed|Postponed|userauth/);
});

it('a key that is not let in is one attempt, and authFailed', async () => {
	const sshd = await startSshd();
	const stranger = makeKey(`${sshd.folder}/stranger`);
	const parts = clientParts(sshd, {authentication: offering([stranger], sshd.user)});
	expect(await logIn(parts)).toMatchObject({failure: {kind: 'authFailed'}});
	expect(sshd.log().match(/Failed publickey/g)).toHaveLength(1);
	expect(sshd.log().match(/Connection from/g)?.length).toBeLessThanOrEqual(2);
});

it('a server that hangs up after too many keys has refused them, for good', async () => {
	const sshd = await startSshd({config: ['MaxAuthTries 1']});
	const strangers = ['one', 'other', 'third'].map(name => makeKey(`${sshd.folder}/${name}`));
	const parts = clientParts(sshd, {authentication: offering(strangers, sshd.user)});
	expect(await logIn(parts)).toMatchObject({failure: {kind: 'authFailed'}});
});

it('a closed port is refused, a name without an address unreachable', async () => {
	const sshd = await startSshd();
	const closed = clientParts(sshd, {target: targetOf(sshd, {port: await freePort()})});
	expect(await logIn(closed)).toMatchObject({failure: {kind: 'refused'}});
	const nameless = clientParts(sshd, {target: targetOf(sshd, {host: 'no-such-host.invalid'})});
	expect(await logIn(nameless)).toMatchObject({failure: {kind: 'unreachable'}});
});

it('a server that says nothing is given up at the deadline, and its socket with it', async () => {
	const {port, closed} = await silentServer(() => undefined);
	const clock = new FakeClock();
	const sshd = await startSshd();
	const parts = clientParts(sshd, {target: targetOf(sshd, {port}), clock, deadlineMs: 5000});
	const outcome = logIn(parts);
	await clock.advance(5000);
	expect(await outcome).toMatchObject({failure: {kind: 'timedOut', afterMs: 5000}});
	await closed;
	expect(clock.timerCount).toBe(0);
});

it.each([
	[
		'prints without end',
		(socket: Socket) => void setInterval(() => socket.write('x'.repeat(1e5)), 1),
	],
	['is no ssh server', (socket: Socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')],
	['hangs up', (socket: Socket) => void socket.end()],
	[
		'names a packet of four gigabytes',
		(socket: Socket) => void socket.write('SSH-2.0-x\r\n\xff\xff\xff\xff\xff'),
	],
])('a server that %s is a failure, and closed', async (_, behave) => {
	const {port, closed} = await silentServer(behave);
	const sshd = await startSshd();
	const parts = clientParts(sshd, {target: targetOf(sshd, {port}), deadlineMs: 1000});
	const outcome = await logIn(parts);
	expect(['protocol', 'unreachable', 'timedOut']).toContain(outcome.ok || outcome.failure.kind);
	await closed;
});

it('an abort ends it at once', async () => {
	const stopping = new AbortController();
	const {port, closed} = await silentServer(() => stopping.abort());
	const sshd = await startSshd();
	const parts = {target: targetOf(sshd, {port}), signal: stopping.signal};
	const outcome = logIn(clientParts(sshd, parts));
	expect(await outcome).toMatchObject({failure: {kind: 'cancelled'}});
	await closed;
});

/** A listener that treats each connection as told; `closed` settles when the first one is gone. */
async function silentServer(behave: (socket: Socket) => void) {
	let tellClosed: () => void = () => undefined;
	const closed = new Promise<void>(resolve => {
		tellClosed = resolve;
	});
	const server: Server = createServer(socket => {
		socket.on('error', () => undefined);
		socket.on('close', tellClosed);
		socket.resume();
		behave(socket);
	});
	onTestFinished(() => void server.close());
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	return {port: typeof address === 'object' && address !== null ? address.port : 0, closed};
}
