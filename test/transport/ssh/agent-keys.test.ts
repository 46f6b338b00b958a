import {Buffer} from 'node:buffer';
import {readFileSync} from 'node:fs';
import {createServer, type Socket} from 'node:net';
import {join} from 'node:path';
import {expect, it, onTestFinished} from 'vitest';
import {systemClock} from '../../../source/transport/clock.ts';
import {listAgentKeys} from '../../../source/transport/ssh/agent-keys.ts';
import {certified} from '../../helpers/certified-key.ts';
import {startAgent} from '../../helpers/ssh-agent.ts';
import {makeKey} from '../../helpers/sshd.ts';
import {temporaryDirectory} from '../../helpers/temporary-directory.ts';

it('lists what a real agent holds, certificates too', async () => {
	const folder = temporaryDirectory();
	const first = makeKey(join(folder, 'first'));
	const socket = await startAgent(first, certified(folder));
	const listed = await list(socket);
	const [type, base64] = readFileSync(`${first}.pub`, 'utf8').split(' ');
	expect(listed).toMatchObject({
		value: [{type, base64}, {type: 'ssh-ed25519'}, {type: 'ssh-ed25519-cert-v01@openssh.com'}],
	});
});

it('an agent without keys has none', async () => {
	expect(await list(await startAgent())).toEqual({ok: true, value: []});
});

it.each<[string, string, (socket: Socket) => void]>([
	['says nothing', 'timedOut', () => undefined],
	['hangs up', 'protocol', socket => socket.end()],
	['refuses', 'protocol', socket => socket.write(Buffer.from([0, 0, 0, 1, 5]))],
	['answers nothing', 'protocol', socket => socket.write(Buffer.from([0, 0, 0, 0]))],
	['begins a list', 'protocol', socket => socket.write(Buffer.from([0, 0, 0, 1, 12]))],
	['is cut short', 'timedOut', socket => socket.write(Buffer.from([0, 0, 0, 9, 12, 0]))],
	[
		'counts more keys than it shows',
		'protocol',
		socket => socket.write(Buffer.from([0, 0, 0, 5, 12, 0, 0, 0, 9])),
	],
	[
		'shows a key longer than its answer',
		'protocol',
		socket => socket.write(Buffer.from([0, 0, 0, 9, 12, 0, 0, 0, 1, 255, 255, 255, 255])),
	],
	[
		'shows a comment longer than its answer',
		'protocol',
		socket =>
			socket.write(Buffer.from([0, 0, 0, 13, 12, 0, 0, 0, 1, 0, 0, 0, 0, 255, 255, 255, 255])),
	],
	['names four gigabytes', 'tooLarge', socket => socket.write(Buffer.alloc(5, 255))],
])('an agent that %s is %s', async (_, kind, behave) => {
	const path = join(temporaryDirectory(), 'agent');
	const sockets: Socket[] = [];
	const server = createServer(socket => {
		sockets.push(socket);
		socket.on('error', () => undefined);
		socket.once('data', () => behave(socket));
	});
	await new Promise<void>(resolve => {
		server.listen(path, resolve);
	});
	onTestFinished(() => {
		server.close();
		sockets.forEach(socket => void socket.destroy());
	});
	expect(await list(path, kind === 'timedOut' ? 300 : 10_000)).toMatchObject({
		...{ok: false, failure: {kind}},
	});
});

it('an agent that is not there is missing, a file in its place refused', async () => {
	expect(await list('/not/there')).toMatchObject({failure: {kind: 'missing'}});
	expect(await list('/etc/passwd')).toMatchObject({failure: {kind: 'refused'}});
});

function list(socket: string, limitMs = 10_000) {
	return listAgentKeys(socket, {clock: systemClock, limitMs});
}
