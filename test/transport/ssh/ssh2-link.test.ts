import {createServer} from 'node:net';
import process, {kill} from 'node:process';
import {expect, it, onTestFinished} from 'vitest';
import type {Shell} from '../../../source/domain/shell.ts';
import {linkTo, expectValue} from '../../helpers/logged-in.ts';
import {startSshd} from '../../helpers/sshd.ts';
import {until} from '../../helpers/until.ts';

const {signal} = new AbortController();

/** Everything that a shell says until its end, and how it ended. */
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

it('runs a script that is written to the shell, and tells its exit status', async () => {
	const link = await linkTo(await startSshd());
	const shell = expectValue(await link.openShell(signal));
	const outcome = outcomeOf(shell);
	shell.write('echo "one $((1 + 1))"\nprintf "\\303\\251"; exit 7\n');
	shell.end();
	expect(await outcome).toEqual({
		output: 'one 2\nÃ©',
		end: {reason: 'exited', exitCode: 7},
	});
	link.close();
});

it('ten shells share one login', async () => {
	const sshd = await startSshd();
	const link = await linkTo(sshd);
	const opened = await Promise.all(Array.from({length: 10}, () => link.openShell(signal)));
	expect(opened.every(({ok}) => ok)).toBe(true);
	expect(sshd.log().match(/Accepted publickey/g)).toHaveLength(1);
	link.close();
});

it('says that sshd allows no further session', async () => {
	const link = await linkTo(await startSshd({config: ['MaxSessions 1']}));
	expectValue(await link.openShell(signal));
	expect(await link.openShell(signal)).toMatchObject({
		ok: false,
		failure: {kind: 'denied', reason: expect.stringContaining('MaxSessions')},
	});
	link.close();
});

it('a forced command is a restricted shell', async () => {
	const link = await linkTo(await startSshd({config: ['ForceCommand echo no shell for you']}));
	expect(await link.openShell(signal)).toEqual({
		ok: false,
		failure: {kind: 'restrictedShell', where: 'pi-1'},
	});
	link.close();
});

it('a forced command that quotes what was asked is a restricted shell too', async () => {
	const link = await linkTo(
		await startSshd({config: ['ForceCommand echo "refused: $SSH_ORIGINAL_COMMAND"']}),
	);
	expect(await link.openShell(signal)).toMatchObject({failure: {kind: 'restrictedShell'}});
	link.close();
});

it('a forced command that prints without end is stopped at a megabyte', async () => {
	const link = await linkTo(await startSshd({config: ['ForceCommand yes']}));
	expect(await link.openShell(signal)).toMatchObject({failure: {kind: 'tooLarge'}});
	link.close();
});

it('a start-up file that waits for a line gets one', async () => {
	const sshd = await startSshd({config: ['ForceCommand read line; eval "$SSH_ORIGINAL_COMMAND"']});
	const link = await linkTo(sshd);
	const shell = expectValue(await link.openShell(signal));
	const outcome = outcomeOf(shell);
	shell.write('echo here; exit\n');
	expect(await outcome).toMatchObject({output: 'here\n'});
	link.close();
});

it('carries a stream to a port of the node', async () => {
	const echo = createServer(socket => socket.pipe(socket));
	onTestFinished(() => void echo.close());
	await new Promise<void>(resolve => echo.listen(0, '127.0.0.1', resolve));
	const address = echo.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	const link = await linkTo(await startSshd());
	const stream = expectValue(await link.openStream({host: '127.0.0.1', port}, signal));
	const sent = 'x'.repeat(1_000_000);
	stream.end(sent);
	let received = '';
	for await (const chunk of stream) {
		received += String(chunk);
	}

	expect(received === sent).toBe(true);
	link.close();
});

it('tells a port where nobody listens from forwarding that is forbidden', async () => {
	const address = {host: '127.0.0.1', port: 1};
	const open = await linkTo(await startSshd());
	expect(await open.openStream(address, signal)).toMatchObject({failure: {kind: 'refused'}});
	open.close();
	const closed = await linkTo(await startSshd({config: ['DisableForwarding yes']}));
	expect(await closed.openStream(address, signal)).toMatchObject({
		failure: {kind: 'denied', reason: expect.stringContaining('DisableForwarding')},
	});
	closed.close();
});

it('measures a filesystem over sftp, and says why it cannot', async () => {
	const link = await linkTo(await startSshd());
	const statfs = expectValue(await (link.openStatfs?.(signal) ?? expect.unreachable()));
	const root = expectValue(await statfs.ask('/'));
	expect(root.blocks * root.blockBytes).toBeGreaterThan(1e9);
	expect(root.freeBlocks).toBeLessThanOrEqual(root.blocks);
	expect(await statfs.ask('/not-there')).toMatchObject({ok: false});
	statfs.close();
	link.close();
});

it('an sftp server that ended is told apart from a mount that is refused', async () => {
	const link = await linkTo(await startSshd());
	const statfs = expectValue(await (link.openStatfs?.(signal) ?? expect.unreachable()));
	expectValue(await statfs.ask('/'));
	expect(await statfs.ask('/not-there')).toMatchObject({failure: {kind: 'rejected'}});
	const shell = expectValue(await link.openShell(signal));
	const outcome = outcomeOf(shell);
	shell.write('for pid in $(ps -o pid= --ppid $(ps -o ppid= -p $$)); do\n');
	shell.write('[ $pid = $$ ] || kill -9 $pid\ndone\nsleep 0.1\n');
	shell.end();
	await outcome;
	for (const mount of ['/', '/not-there']) {
		expect(await statfs.ask(mount)).toMatchObject({failure: {kind: 'unreachable'}});
	}

	expect(await link.openStatfs?.(signal)).toMatchObject({ok: true});
	link.close();
});

it('a killed session is lost at once, with its shells', async () => {
	const sshd = await startSshd();
	const link = await linkTo(sshd);
	const shell = expectValue(await link.openShell(signal));
	const outcome = outcomeOf(shell);
	shell.write('kill -9 $(ps -o ppid= -p $$)\n');
	expect(await link.lost).toMatchObject({kind: 'unreachable'});
	expect(await outcome).toMatchObject({end: {reason: 'lost'}});
	expect(await link.openShell(signal)).toMatchObject({ok: false, failure: {kind: 'unreachable'}});
});

it('closing a connection to a server that hangs leaves no socket', async () => {
	const link = await linkTo(await startSshd());
	const shell = expectValue(await link.openShell(signal));
	const session = new Promise<number>(resolve => {
		shell.listen({onOutput: output => resolve(Number(output)), onEnd: () => undefined});
	});
	shell.write('ps -o ppid= -p $$\n');
	const pid = await session;
	kill(pid, 'SIGSTOP');
	onTestFinished(() => void kill(pid, 'SIGKILL'));
	await until(() => sockets() === 1);
	link.close();
	await until(() => sockets() === 0);
});

it('closing is no loss', async () => {
	const link = await linkTo(await startSshd());
	let isLost = false;
	void link.lost.then(() => {
		isLost = true;
	});
	link.close();
	await new Promise(resolve => {
		setTimeout(resolve, 400);
	});
	expect(isLost).toBe(false);
});

function sockets(): number {
	return process.getActiveResourcesInfo().filter(name => name === 'TCPSocketWrap').length;
}
