import {execFileSync} from 'node:child_process';
import {createHash, randomBytes} from 'node:crypto';
import {createServer, type Socket} from 'node:net';
import {userInfo} from 'node:os';
import {join} from 'node:path';
import {buffer} from 'node:stream/consumers';
import {describe, expect, onTestFinished, test} from 'vitest';
import type {HostName} from '../../../source/domain/ids.ts';
import type {Shell} from '../../../source/domain/shell.ts';
import {expectValue} from '../../helpers/logged-in.ts';
import {makeKey, startSshd} from '../../helpers/sshd.ts';
import {connect, filesOf, knownTarget, processesOf, systemWorld} from '../../helpers/system-ssh.ts';
import {temporaryDirectory} from '../../helpers/temporary-directory.ts';

const {signal} = new AbortController();

describe('a login by the system ssh', () => {
	test('with a user certificate, through a ProxyCommand, says so and carries a shell', async () => {
		const {ca, identity} = certified();
		const sshd = await startSshd({authorized: '', config: [`TrustedUserCAKeys ${ca}.pub`]});
		const world = systemWorld(
			`Host rack\n HostName 127.0.0.1\n ProxyCommand socat - TCP:%h:%p\n IdentityFile ${identity}\n`,
		);
		let authenticated = 0;
		const target = knownTarget(sshd, {alias: 'rack' as HostName, identityFiles: []});
		const link = expectValue(
			await connect(target, world, {
				onAuthenticated() {
					authenticated += 1;
				},
			}),
		);
		expect(link).toMatchObject({
			transport: 'system',
			transportReason: 'a user certificate',
			openStatfs: undefined,
		});
		expect(authenticated).toBe(1);
		const shell = expectValue(await link.openShell(signal));
		const outcome = outcomeOf(shell);
		shell.write('echo "one $((1 + 1))"; printf "\\303\\251"; echo unseen >&2; exit 7\n');
		shell.end();
		expect(await outcome).toEqual({output: 'one 2\nÃ©', end: {reason: 'exited', exitCode: 7}});
		expect(sshd.log()).toContain('ED25519-CERT');
		link.close();
	});

	test('is one for ten shells and ten streams', async () => {
		const sshd = await startSshd();
		const link = expectValue(await connect(knownTarget(sshd), systemWorld()));
		const port = await listen(socket => socket.end('hello'));
		const opened = await Promise.all(
			Array.from({length: 10}, () => [
				link.openShell(signal),
				link.openStream({host: '127.0.0.1', port}, signal),
			]).flat(),
		);
		expect(opened.map(({ok}) => ok)).toEqual(opened.map(() => true));
		expect(sshd.log().match(/Accepted publickey/g)).toHaveLength(1);
		link.close();
	});

	test('through two hops is a login on each, with our own known_hosts', async () => {
		const [first, second, last] = await Promise.all([startSshd(), startSshd(), startSshd()]);
		const world = systemWorld();
		const hop = knownTarget(first);
		const jumps = [hop, knownTarget(second, {jumps: [hop]})];
		const link = expectValue(await connect(knownTarget(last, {jumps}), world));
		const shell = expectValue(await link.openShell(signal));
		const outcome = outcomeOf(shell);
		shell.write('echo $SSH_CONNECTION | cut -d" " -f4\n');
		shell.end();
		expect(await outcome).toMatchObject({output: `${last.port}\n`});
		link.close();
		expect(filesOf(world)).toEqual([]);
		await expect.poll(() => processesOf(world)).toEqual([]);
	});

	test('that is closed leaves no process and no socket, and is not called lost', async () => {
		const world = systemWorld();
		const link = expectValue(await connect(knownTarget(await startSshd()), world));
		expectValue(await link.openShell(signal));
		const port = await listen(() => undefined);
		expectValue(await link.openStream({host: '127.0.0.1', port}, signal));
		expect(processesOf(world).length).toBeGreaterThanOrEqual(4);
		let isLost = false;
		void link.lost.then(() => {
			isLost = true;
		});
		link.close();
		expect(filesOf(world)).toEqual([]);
		await expect.poll(() => processesOf(world)).toEqual([]);
		expect(isLost).toBe(false);
	});
});

describe('a stream', () => {
	test('carries a megabyte exactly, both ways at once, and closes one way first', async () => {
		const link = expectValue(await connect(knownTarget(await startSshd()), systemWorld()));
		const there = randomBytes(1_048_576);
		const heard = Promise.withResolvers<string>();
		const port = await listen(socket => {
			socket.write(there);
			void buffer(socket).then(bytes => {
				heard.resolve(sha256(bytes));
				socket.end('and more');
			});
		});
		const stream = expectValue(await link.openStream({host: '127.0.0.1', port}, signal));
		const here = randomBytes(1_048_576);
		stream.end(here);
		const answer = await buffer(stream);
		expect(await heard.promise).toBe(sha256(here));
		expect(sha256(answer.subarray(0, there.length))).toBe(sha256(there));
		expect(answer.subarray(there.length).toString()).toBe('and more');
		link.close();
	});

	test('reaches an IPv6 address', async () => {
		const link = expectValue(await connect(knownTarget(await startSshd()), systemWorld()));
		const port = await listen(socket => socket.end('six'), '::1');
		const stream = expectValue(await link.openStream({host: '::1', port}, signal));
		expect((await buffer(stream)).toString()).toBe('six');
		link.close();
	});

	test('that is not possible says why, each for its own, also among many', async () => {
		const open = await listen(() => undefined);
		const sshd = await startSshd({
			config: [`PermitOpen 127.0.0.1:${open} 127.0.0.1:1 node.invalid:1 [::1]:1`],
		});
		const link = expectValue(await connect(knownTarget(sshd), systemWorld()));
		const ask = (host: string, port: number) => link.openStream({host, port}, signal);
		const answers = await Promise.all([
			ask('127.0.0.1', 1),
			ask('node.invalid', 1),
			ask('127.0.0.1', 2),
			ask('::1', 1),
			ask('127.0.0.1', open),
			ask('-oProxyCommand=true', 1),
			ask('127.0.0.1', 0),
		]);
		expect(answers).toMatchObject([
			{failure: {kind: 'refused', where: expect.stringMatching(/ -> 127\.0\.0\.1:1$/)}},
			{failure: {kind: 'unreachable', reason: expect.stringMatching(/not known|name resolution/)}},
			{failure: {kind: 'denied'}},
			{failure: {kind: 'refused', where: expect.stringMatching(/ -> \[::1\]:1$/)}},
			{ok: true},
			{failure: {kind: 'rejected'}},
			{failure: {kind: 'rejected'}},
		]);
		link.close();
	});

	test('that is given up leaves no process', async () => {
		const world = systemWorld();
		const link = expectValue(await connect(knownTarget(await startSshd()), world));
		const before = processesOf(world).length;
		const given = new AbortController();
		const opening = link.openStream({host: '127.0.0.1', port: 1}, given.signal);
		given.abort();
		expect(await opening).toMatchObject({failure: {kind: 'cancelled'}});
		const port = await listen(() => undefined);
		const stream = expectValue(await link.openStream({host: '127.0.0.1', port}, signal));
		stream.destroy();
		await expect.poll(() => processesOf(world).length).toBe(before);
		link.close();
	});
});

test('a node that allows one session says so for the second', async () => {
	const sshd = await startSshd({config: ['MaxSessions 1']});
	const link = expectValue(await connect(knownTarget(sshd), systemWorld()));
	expectValue(await link.openShell(signal));
	expect(await link.openShell(signal)).toMatchObject({
		failure: {kind: 'denied', reason: expect.stringContaining('MaxSessions')},
	});
	expect(sshd.log().match(/Accepted publickey/g)).toHaveLength(1);
	link.close();
});

test('a forced command is a restricted shell', async () => {
	const sshd = await startSshd({config: ['ForceCommand echo no shell for you']});
	const link = expectValue(await connect(knownTarget(sshd), systemWorld()));
	expect(await link.openShell(signal)).toMatchObject({failure: {kind: 'restrictedShell'}});
	link.close();
});

/** A key that is let in by a certificate only, and the authority that signed it. */
function certified() {
	const folder = temporaryDirectory();
	const ca = makeKey(join(folder, 'ca'));
	const identity = makeKey(join(folder, 'id'));
	const {username} = userInfo();
	execFileSync('ssh-keygen', ['-q', '-s', ca, '-I', 'test', '-n', username, `${identity}.pub`]);
	return {ca, identity};
}

function outcomeOf(shell: Shell): Promise<{readonly output: string; readonly end: unknown}> {
	return new Promise(resolve => {
		let output = '';
		shell.listen({
			onOutput(bytes) {
				output += bytes;
			},
			onEnd: end => resolve({output, end}),
		});
	});
}

function listen(onStream: (socket: Socket) => void, host = '127.0.0.1'): Promise<number> {
	const server = createServer({allowHalfOpen: true}, onStream);
	onTestFinished(() => void server.close());
	return new Promise(resolve => {
		server.listen(0, host, () => {
			const address = server.address();
			resolve(typeof address === 'object' && address !== null ? address.port : 0);
		});
	});
}

function sha256(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}
