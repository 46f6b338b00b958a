/** The built program shows logs that are larger and faster than who reads them. */
import {type ChildProcessByStdio, spawn} from 'node:child_process';
import {once} from 'node:events';
import {closeSync, ftruncateSync, openSync, readFileSync, writeFileSync, writeSync} from 'node:fs';
import {join} from 'node:path';
import type {Readable} from 'node:stream';
import {setTimeout as pause} from 'node:timers/promises';
import {describe, expect, it, onTestFinished} from 'vitest';
import {type FakeSlurm, fakeSlurm} from '../helpers/fake-slurm.ts';
import {programPath} from '../helpers/program.ts';
import {openScreenSession, type ScreenSession} from '../helpers/screen-session.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {until} from '../helpers/until.ts';
import {logSchemaErrors} from '../helpers/validate-document.ts';

const isFull = process.env['FULL'] === '1';
const mebibyte = 2 ** 20;
const logBytes = (isFull ? 1000 : 100) * mebibyte;
const line = `${'0123456789abcdef'.repeat(4).slice(1)}\n`;
/** Of tail, before what comes. */
const lastBytes = 1000 * line.length;
/** Half of what memory would grow by if the log were kept. */
const mostGrownBytes = 50 * mebibyte;
const readerSleepsMs = 3000;
const mostResidentBytes = 250 * mebibyte;
const escKey = '\u001b';

/** Grows a log by so many bytes. */
function write(path: string, bytes: number): void {
	const file = openSync(path, 'a');
	const block = Buffer.from(line.repeat(mebibyte / line.length));
	for (let written = 0; written < bytes; written += block.length) {
		writeSync(file, block);
	}

	closeSync(file);
}

/** A gibibyte, of which only the end was written; the rest is a hole, which takes no disk. */
function aGibibyte(path: string): void {
	const file = openSync(path, 'w');
	ftruncateSync(file, 1024 * mebibyte);
	closeSync(file);
	write(path, mebibyte);
	writeFileSync(path, 'the last line\n', {flag: 'a'});
}

type Printing = ChildProcessByStdio<null, Readable, Readable>;

function printing({env, nodes}: FakeSlurm, ...flags: readonly string[]): Printing {
	const path = join(temporaryDirectory(), 'config.yaml');
	writeFileSync(path, `version: 1\nnodes:\n${nodes}`);
	const args = [programPath, 'jobs', 'logs', '31', ...flags, '--config', path];
	const child = spawn(process.execPath, args, {
		env: {...process.env, ...env},
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	onTestFinished(() => void child.kill('SIGKILL'));
	return child;
}

/** The most that it ever was. */
function residentBytes(pid = 0): number {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) * 1024;
}

function counting(stdout: Readable): () => number {
	let bytes = 0;
	stdout.on('data', (chunk: Buffer) => {
		bytes += chunk.length;
	});
	return () => bytes;
}

describe('jobs logs', () => {
	it('of a log larger than its reader takes keeps it on the disk, and loses nothing', async () => {
		const slurm = fakeSlurm();
		write(slurm.log, logBytes);
		const child = printing(slurm);
		const closed = once(child, 'close');
		await once(child.stdout, 'readable');
		const before = residentBytes(child.pid);
		await pause(readerSleepsMs);
		const told = counting(child.stdout);
		await until(() => told() >= logBytes / 2);
		expect(residentBytes(child.pid) - before).toBeLessThan(mostGrownBytes);
		expect(await closed).toEqual([0, null]);
		expect(told()).toBe(logBytes);
	});

	it('-f that writes faster than its reader takes stays small, and ends quietly with it', async () => {
		const slurm = fakeSlurm();
		write(slurm.log, mebibyte);
		const child = printing(slurm, '-f');
		const closed = once(child, 'close');
		const complaints = counting(child.stderr);
		await once(child.stdout, 'readable');
		const before = residentBytes(child.pid);
		write(slurm.log, logBytes);
		await pause(readerSleepsMs);
		const told = counting(child.stdout);
		await until(() => told() === lastBytes + logBytes);
		expect(residentBytes(child.pid) - before).toBeLessThan(mostGrownBytes);
		child.stdout.destroy();
		write(slurm.log, mebibyte);
		expect(await closed).toEqual([0, null]);
		expect(complaints()).toBe(0);
	});

	it('-f as JSON is one object a line, as each comes, and begins with what it is of', async () => {
		const slurm = fakeSlurm();
		writeFileSync(slurm.log, 'one\n');
		const child = printing(slurm, '-f', '--json');
		let text = '';
		child.stdout.on('data', (chunk: Buffer) => {
			text += chunk.toString();
		});
		await until(() => text.includes('"one"'));
		writeFileSync(slurm.log, 'tw\u00f6\nno end', {flag: 'a'});
		await until(() => text.includes('"tw\u00f6"'));
		const [head, ...lines] = text
			.trimEnd()
			.split('\n')
			.map(each => JSON.parse(each));
		expect(head).toMatchObject({schemaVersion: 1, job: '31', stream: 'stdout', path: slurm.log});
		expect([head, ...lines].flatMap(logSchemaErrors)).toEqual([]);
		expect(lines.map(({text: said}) => said)).toEqual(['one', 'tw\u00f6']);
	});

	it('-f of a gibibyte begins at its end, at once', async () => {
		const slurm = fakeSlurm();
		aGibibyte(slurm.log);
		const startedMs = performance.now();
		const child = printing(slurm, '-f');
		let text = '';
		child.stdout.on('data', (chunk: Buffer) => {
			text += chunk.toString();
		});
		await until(() => text.endsWith('the last line\n'));
		expect(performance.now() - startedMs).toBeLessThan(5000);
		expect(text.split('\n')).toHaveLength(1001);
	});
});

describe('the log of a job on the screen', () => {
	it('of a gibibyte begins at its end', async () => {
		const slurm = fakeSlurm();
		aGibibyte(slurm.log);
		const session = await logOf(slurm);
		await session.sees('the last line');
		expect(residentBytes(session.pid())).toBeLessThan(mostResidentBytes);
	});

	it('obeys keys while 10,000 lines a second come, in bounded memory', async () => {
		const slurm = fakeSlurm();
		write(slurm.log, mebibyte);
		const session = await logOf(slurm);
		flood(slurm.log);
		await session.sees('     no ');
		const tookMs: number[] = [];
		for (let round = 0; round < (isFull ? 1000 : 30); round += 1) {
			for (const key of ['?', escKey]) {
				tookMs.push(await toHelp(session, key));
			}
		}

		const [median = 0, p95 = 0] = [0.5, 0.95].map(share => percentile(tookMs, share));
		process.stdout.write(
			`keys beside a flood: median ${median.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms\n`,
		);
		expect(median).toBeLessThan(200);
		expect(p95).toBeLessThan(500);
		expect(residentBytes(session.pid())).toBeLessThan(mostResidentBytes);
	});
});

/** Opens help, or closes it; how long that took to be on the screen. */
async function toHelp(session: ScreenSession, key: string): Promise<number> {
	const startedMs = performance.now();
	session.type(key);
	await until(() => session.lines().join('\n').includes('esc close') === (key !== escKey));
	const tookMs = performance.now() - startedMs;
	await pause(20);
	return tookMs;
}

/** Until the end of the test. */
function flood(path: string): void {
	let count = 0;
	const timer = setInterval(() => {
		const lines = Array.from({length: 100}, () => {
			count += 1;
			return `no ${count} ${line}`;
		});
		writeFileSync(path, lines.join(''), {flag: 'a'});
	}, 10);
	onTestFinished(() => void clearInterval(timer));
}

function percentile(values: readonly number[], share: number): number | undefined {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)];
}

async function logOf({env, nodes}: FakeSlurm): Promise<ScreenSession> {
	const session = openScreenSession({env, nodes});
	await session.drawn();
	session.type('2');
	await session.sees('› ● 31');
	session.type('l');
	await session.sees('stdout · following');
	return session;
}
