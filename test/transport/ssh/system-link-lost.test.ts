import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {join} from 'node:path';
import process, {kill} from 'node:process';

import {describe, expect, onTestFinished, test} from 'vitest';
import type {Shell} from '../../../source/domain/shell.ts';
import {systemClock} from '../../../source/transport/clock.ts';
import {runProcess} from '../../../source/transport/run-process.ts';
import {sessionArguments} from '../../../source/transport/ssh/master-arguments.ts';
import type {SystemWorld} from '../../../source/transport/ssh/start-master.ts';
import {expectValue} from '../../helpers/logged-in.ts';
import {type Sshd, startSshd} from '../../helpers/sshd.ts';
import {connect, filesOf, knownTarget, processesOf, systemWorld} from '../../helpers/system-ssh.ts';

const {signal} = new AbortController();

describe('a master that is killed', () => {
	test('is lost, with its shells and streams, and leaves nothing', async () => {
		const world = systemWorld();
		const link = expectValue(await connect(knownTarget(await startSshd()), world));
		const shell = expectValue(await link.openShell(signal));
		const end = endOf(shell);
		const port = await silentServer();
		const stream = expectValue(await link.openStream({host: '127.0.0.1', port}, signal));
		const broken = new Promise(resolve => {
			stream.on('error', resolve).resume();
		});
		kill(masterOf(world), 'SIGKILL');
		const failure = {kind: 'unreachable', reason: 'ssh was ended by SIGKILL'};
		expect(await link.lost).toMatchObject(failure);
		expect(await end).toMatchObject({reason: 'lost', failure});
		expect(await broken).toBeInstanceOf(Error);
		await expect.poll(() => processesOf(world)).toEqual([]);
		expect(filesOf(world)).toEqual([]);
	});

	test('ends a stream that nobody listens to, and nothing is thrown', async () => {
		const world = systemWorld();
		const link = expectValue(await connect(knownTarget(await startSshd()), world));
		const address = {host: '127.0.0.1', port: await silentServer()};
		const stream = expectValue(await link.openStream(address, signal));
		kill(masterOf(world), 'SIGKILL');
		await link.lost;
		await expect.poll(() => stream.destroyed).toBe(true);
	});

	test('is not replaced by a new login', async () => {
		const sshd = await startSshd();
		const world = systemWorld();
		const link = expectValue(await connect(knownTarget(sshd), world));
		kill(masterOf(world), 'SIGKILL');
		const lost = {failure: {kind: 'unreachable', reason: 'ssh was ended by SIGKILL'}};
		expect(await link.openShell(signal)).toMatchObject(lost);
		expect(await link.openStream({host: '127.0.0.1', port: 1}, signal)).toMatchObject(lost);
		expect(sshd.log().match(/Accepted publickey/g)).toHaveLength(1);
		expect(connectionsTo(sshd)).toBe(2);
	});

	test.each([
		['has no way to connect by itself', 'ProxyCommand=false', 0],
		['would connect by itself without that', 'ProxyCommand=none', 1],
	])('and those who ask it: ssh %s', async (_, proxy, connections) => {
		const sshd = await startSshd();
		// Who started it has connected once, to see that it listens.
		await expect.poll(() => connectionsTo(sshd)).toBe(1);
		const argv = sessionArguments(join(systemWorld().runtimeFolder, 'dead'))
			.map(argument => (argument === 'ProxyCommand=false' ? proxy : argument))
			.map(argument => (argument === 'node' ? '127.0.0.1' : argument));
		const known = ['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null'];
		const own = [...known, '-p', `${sshd.port}`, '-i', sshd.clientKey];
		const command = {
			argv: ['ssh', ...own, ...argv, 'true'] as const,
			...{timeoutMs: 20_000, maxBytes: 100_000},
		};
		expectValue(await runProcess(command, systemClock, signal));
		await expect.poll(() => connectionsTo(sshd)).toBe(1 + connections);
	});
});

describe('a connection', () => {
	test('that the node closes is lost', async () => {
		const world = systemWorld();
		const link = expectValue(await connect(knownTarget(await startSshd()), world));
		const shell = expectValue(await link.openShell(signal));
		shell.listen({onOutput: bytes => kill(Number(bytes)), onEnd: () => undefined});
		shell.write('echo $PPID\n');
		expect(await link.lost).toMatchObject({
			kind: 'unreachable',
			// ssh says what it met first: the end of what it reads, or that it can write no more.
			reason: expect.stringMatching(/closed by remote host|Broken pipe|Connection reset/),
		});
		await expect.poll(() => processesOf(world)).toEqual([]);
		expect(filesOf(world)).toEqual([]);
	});

	test('that falls silent is lost within fifteen seconds', async () => {
		const link = expectValue(await connect(knownTarget(await startSshd()), systemWorld()));
		const shell = expectValue(await link.openShell(signal));
		let server = 0;
		onTestFinished(() => void kill(server, 'SIGCONT'));
		shell.listen({
			onOutput(bytes) {
				server = Number(bytes);
				kill(server, 'SIGSTOP');
			},
			onEnd: () => undefined,
		});
		const before = performance.now();
		shell.write('echo $PPID\n');
		expect(await link.lost).toMatchObject({kind: 'timedOut'});
		expect(performance.now() - before).toBeLessThan(20_000);
	});
});

describe('an attempt', () => {
	test('that is given up leaves no process and no socket', async () => {
		const world = systemWorld();
		const given = new AbortController();
		const port = await silentServer();
		const target = {...knownTarget(await startSshd()), port};
		const attempt = connect(target, world, {signal: given.signal});
		await expect.poll(() => processesOf(world).length).toBeGreaterThan(0);
		given.abort();
		expect(await attempt).toMatchObject({failure: {kind: 'cancelled'}});
		expect(await connect(target, world, {signal: given.signal})).toMatchObject({
			failure: {kind: 'cancelled'},
		});
		await expect.poll(() => processesOf(world)).toEqual([]);
		expect(filesOf(world)).toEqual([]);
	});

	test('at any moment of the login leaves nothing either', async () => {
		const world = systemWorld();
		const target = knownTarget(await startSshd());
		for (let delayMs = 0; delayMs < 400; delayMs += 50) {
			const attempt = await connect(target, world, {signal: AbortSignal.timeout(delayMs)});
			if (attempt.ok) {
				attempt.value.close();
			}
		}

		await expect.poll(() => processesOf(world)).toEqual([]);
		expect(filesOf(world)).toEqual([]);
	});

	test('that is not answered ends at its deadline', async () => {
		const world = systemWorld();
		const port = await silentServer();
		const target = {...knownTarget(await startSshd()), port};
		expect(await connect(target, world, {deadlineMs: 300})).toMatchObject({
			failure: {kind: 'timedOut'},
		});
		await expect.poll(() => processesOf(world)).toEqual([]);
	});
});

test('a program that is killed takes its ssh along', async () => {
	const world = systemWorld();
	const sshd = await startSshd();
	const child = join(import.meta.dirname, '../../helpers/children/connect-system.ts');
	const program = spawn(process.execPath, [
		child,
		JSON.stringify(knownTarget(sshd)),
		JSON.stringify(world),
	]);
	onTestFinished(() => void program.kill('SIGKILL'));
	const [said] = await program.stdout.take(1).toArray();
	expect(String(said)).toBe('connected\n');
	expect(processesOf(world).length).toBeGreaterThanOrEqual(3);
	program.kill('SIGKILL');
	await expect.poll(() => processesOf(world).filter(pid => pid !== program.pid)).toEqual([]);
	expect(filesOf(world)).toEqual([]);
});

function masterOf(world: SystemWorld): number {
	return (
		processesOf(world).find(pid =>
			readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('ssh\0'),
		) ?? Number.NaN
	);
}

function connectionsTo(sshd: Sshd): number {
	return sshd.log().match(/Connection from .*/g)?.length ?? 0;
}

function endOf(shell: Shell): Promise<unknown> {
	return new Promise(resolve => {
		shell.listen({onOutput: () => undefined, onEnd: resolve});
	});
}

/** It accepts, and says nothing. */
function silentServer(): Promise<number> {
	const server = createServer(socket => void socket.on('error', () => undefined));
	onTestFinished(() => void server.close());
	return new Promise(resolve => {
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			resolve(typeof address === 'object' && address !== null ? address.port : 0);
		});
	});
}
