/** `clusterdeck chat` in pipes and files: whole or nothing, silent beside it, and ended by who does not read. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {closeSync, existsSync, openSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it, onTestFinished} from 'vitest';
import {type ChatRack, chatRack} from '../helpers/chat-rack.ts';
import {programPath, runProgram} from '../helpers/program.ts';
import {until} from '../helpers/until.ts';
import {scriptedEngine} from '../ollama/scripted-engine.ts';

const paced = (tokensPerSecond: number) => ({engine: scriptedEngine({tokensPerSecond})});
const words = 'one two three four five six seven eight nine ten';

it('a pipe gets the answer once it is whole, and nobody is told to wait', async () => {
	const rack = await chatRack([{...paced(10), faults: {loadMs: 2500}}]);
	const pieces: string[] = [];
	const {status, stdout, stderr} = await runProgram({
		args: ['chat', words],
		env: rack.env,
		during: child => child.stdout?.on('data', (piece: string) => pieces.push(piece)),
	});

	expect(status).toBe(0);
	expect(pieces[0]).toContain(`You said: ${words}.`);
	expect(stdout).toBe(`You said: ${words}.\n`);
	expect(stderr).not.toContain('\u001b');
	expect(stderr).not.toMatch(/\bloads tiny|looks who/);
	expect(stderr.trimEnd().split('\n')).toHaveLength(3);
});

it('a pipe gets with --stream what comes as it comes', async () => {
	const rack = await chatRack([paced(10)]);
	const pieces: string[] = [];
	const {stdout} = await runProgram({
		args: ['chat', '--stream', words],
		env: rack.env,
		during: child => child.stdout?.on('data', (piece: string) => pieces.push(piece)),
	});

	expect(pieces.length).toBeGreaterThan(4);
	expect(stdout).toBe(`You said: ${words}.\n`);
});

it('a reader that leaves in mid-answer stops it quietly, and what came is kept', async () => {
	const rack = await chatRack([paced(10)]);
	const {status, stderr} = await runProgram({
		args: ['chat', '--stream', words.repeat(10)],
		env: rack.env,
		during: child => child.stdout?.once('data', () => child.stdout?.destroy()),
	});

	expect(status).toBe(141);
	expect(stderr).not.toContain('clusterdeck:');
	expect(await rack.kept()).toMatchObject({
		value: {
			conversation: {
				interrupted: [{attempts: [{partial: {content: expect.stringMatching(/^You said/)}}]}],
			},
		},
	});
	await until(() => rack.servers[0]?.busy().answering === 0);
});

it('a question that is killed is found again, with what had come of its answer', async () => {
	const rack = await chatRack([paced(10)]);
	const prompt = words.repeat(10);
	const killed = await runProgram({
		args: ['chat', '--stream', prompt],
		env: rack.env,
		during: child =>
			void until(() => noteIn(rack.folder).includes('You said')).then(() => child.kill('SIGKILL')),
	});
	expect(killed.signal).toBe('SIGKILL');
	const listed = await runProgram({args: ['chat', 'ls'], env: rack.env});
	expect(listed.stdout).toContain('one two three');
	expect(noteIn(rack.folder)).toBe('');
	const exported = await runProgram({args: ['chat', 'export', 'last'], env: rack.env});
	expect(exported.stdout).toContain(prompt);
	expect(exported.stdout).toContain('You said: one two');
});

/** Of the question that is under way; '' where there is none. */
function noteIn(folder: string): string {
	const names = existsSync(folder) ? readdirSync(folder) : [];
	const name = names.find(one => one.endsWith('.asked'));
	return name === undefined ? '' : readFileSync(join(folder, name), 'utf8');
}

it.runIf(existsSync('/dev/full'))('a full disk is one sentence and a failure', async () => {
	const rack = await chatRack([{}]);
	const {status, stderr} = await intoFile(rack, '/dev/full');

	expect(status).toBe(1);
	expect(stderr.match(/^clusterdeck: .*/gm)).toEqual([
		expect.stringMatching(/^clusterdeck: standard output: the disk is full/),
	]);
	expect(rack.countKept()).toBe(1);
});

it('more than a prompt can be is not piped in', async () => {
	const rack = await chatRack([{}]);
	const child = spawn(process.execPath, [programPath, 'chat', 'sum'], {
		env: {...process.env, ...rack.env},
		stdio: ['pipe', 'ignore', 'pipe'],
	});
	child.stdin.on('error', () => undefined);
	child.stdin.end('an endless line '.repeat(2 ** 21));
	let stderr = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		stderr += text;
	});
	const [status] = await once(child, 'close');

	expect([status, stderr]).toEqual([
		2,
		'clusterdeck: More than 16 MiB are piped in: pipe in less, such as the end of it (tail -c 100000).\n',
	]);
	expect(rack.servers[0]?.requests.filter(({path}) => path === '/api/chat')).toEqual([]);
});

async function intoFile({env}: ChatRack, path: string) {
	const file = openSync(path, 'w');
	const child = spawn(process.execPath, [programPath, 'chat', 'hello'], {
		env: {...process.env, ...env},
		stdio: ['ignore', file, 'pipe'],
	});
	closeSync(file);
	onTestFinished(() => void child.kill('SIGKILL'));
	let stderr = '';
	child.stderr?.setEncoding('utf8').on('data', (text: string) => {
		stderr += text;
	});
	const [status] = await once(child, 'close');
	return {status: Number(status), stderr};
}
