/** The scripts under the shells that nodes have for a /bin/sh, over real files. */
import {execFileSync} from 'node:child_process';
import {appendFileSync, mkdirSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it, onTestFinished} from 'vitest';
import {type KnownLog, logRequest} from '../../source/clients/log-script.ts';
import {openLogTail} from '../../source/clients/log-tail.ts';
import type {Failure} from '../../source/domain/failure.ts';
import type {RemotePath} from '../../source/domain/ids.ts';

import type {OpenShell} from '../../source/domain/shell.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {localShell} from '../../source/transport/local-shell.ts';
import {type Argv, shellOf} from '../helpers/local-shell.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {until} from '../helpers/until.ts';

const shells: readonly Argv[] = [['dash'], ['bash', '--posix'], ['busybox', 'sh']];

describe.each(shells.map(argv => [argv] as const))('under %s', argv => {
	it('a file is told from its last lines on, and what is added to it', async () => {
		const path = aFile('one\ntwo\n');
		const {lines} = tail(shellOf(argv), file(path));
		await until(() => lines.length === 2);
		appendFileSync(path, 'three\n');
		await until(() => lines.length === 3);
		expect(lines).toEqual(['one', 'two', 'three']);
	});

	it('only the last thousand lines of a long one are told', async () => {
		const path = aFile(`${Array.from({length: 5000}, (_, line) => line).join('\n')}\n`);
		const {lines} = tail(shellOf(argv), file(path));
		await until(() => lines.length === 1000);
		expect(lines.slice(0, 1)).toEqual(['4000']);
	});

	it('how large it is is known, and the rest of a line that began before is left out', async () => {
		const path = aFile(`${'x'.repeat(99)}\n`.repeat(3000));
		const {lines, sizes} = tail(shellOf(argv), file(path));
		await until(() => lines.length === 1000);
		expect(sizes.at(-1)).toBe(300_000);
		appendFileSync(path, 'three\n');
		await until(() => lines.length === 1001);
		expect(sizes.at(-1)).toBe(300_006);
	});

	it('a file that is one long line is not read from its start', async () => {
		const path = aFile('y'.repeat(9_000_000));
		const {unfinished, sizes, unread} = tail(shellOf(argv), file(path));
		await until(() => (unfinished.at(-1)?.length ?? 0) > 60_000);
		appendFileSync(path, '\rnow');
		await until(() => unfinished.at(-1) === 'now');
		expect(sizes.at(-1)).toBe(9_000_004);
		expect(unread.at(-1)).toBe(9_000_000 - 4_194_304);
	});

	it.each(['caf\u00e9', '\u010a\u010d', '\u65e5\u5fd7'])('a file may be named %s', async name => {
		const path = join(temporaryDirectory(), `${name}.log`);
		writeFileSync(path, 'inside\n');
		const {lines} = tail(shellOf(argv), file(path));
		await until(() => lines.length === 1);
		expect(lines).toEqual(['inside']);
	});

	it('what a file says in the words of tail is a line of it, and takes nothing from its size', async () => {
		const words = 'tail: /a.log: file truncated\n';
		const path = aFile(words.repeat(3));
		const {lines, said, sizes} = tail(shellOf(argv), file(path));
		await until(() => lines.length === 3);
		expect([said, sizes.at(-1)]).toEqual([[], words.length * 3]);
	});

	it('a file that another one has the name of is told so between the lines of both', async () => {
		const path = aFile('one\nhalf');
		const {lines, said, sizes, unfinished} = tail(shellOf(argv), file(path));
		await until(() => unfinished.at(-1) === 'half');
		renameSync(aFile('two\n'), path);
		await until(() => lines.includes('two'));
		expect(lines).toEqual(['one', 'half', expect.stringContaining(path), 'two']);
		expect([said, sizes.at(-1)]).toEqual([['replaced'], 4]);
	});

	it('nothing of a path is a command', async () => {
		const folder = temporaryDirectory();
		const path = join(folder, 'a $(touch pwned) `touch pwned`; touch pwned \' " \\n *.log');
		writeFileSync(path, 'inside\n');
		const {lines} = tail(shellOf(argv), file(path));
		await until(() => lines.length === 1);
		expect(lines).toEqual(['inside']);
		expect(execFileSync('ls', [folder], {encoding: 'utf8'})).not.toContain('pwned\n');
	});

	it('the program ends as soon as nobody listens any more', async () => {
		const path = aFile('one\n');
		const {lines, stop} = tail(shellOf(argv), file(path));
		await until(() => lines.length === 1);
		expect(readersOf(path)).not.toEqual([]);
		stop();
		await until(() => readersOf(path).length === 0);
	});

	it('it ends as well when only the way to it is closed', async () => {
		const path = aFile('one\n');
		const opened = await shellOf(argv)(new AbortController().signal);
		if (!opened.ok) {
			throw new Error(opened.failure.kind);
		}

		const {lines} = tail(async () => opened, file(path));
		await until(() => lines.length === 1);
		opened.value.end();
		await until(() => readersOf(path).length === 0);
	});

	it('a device, which somebody else named as a log, is not read', async () => {
		const {lines, ends} = tail(shellOf(argv), file('/dev/full'));
		await until(() => ends.length === 1);
		expect(lines).toEqual([]);
		expect(ends).toMatchObject([{kind: 'rejected', where: '/dev/full'}]);
	});

	it('where there is no such log the end says what was looked for', async () => {
		const env = {HOME: temporaryDirectory()};
		const {ends} = tail(shellOf(argv, env), {kind: 'ollama'});
		await until(() => ends.length === 1);
		expect(ends).toMatchObject([{kind: 'unsupported', where: 'pi-1'}]);
	});

	it("Ollama's own file is read where the journal has nothing of it", async () => {
		const home = temporaryDirectory();
		mkdirSync(join(home, '.ollama/logs'), {recursive: true});
		writeFileSync(join(home, '.ollama/logs/server.log'), 'listening\n');
		const {lines} = tail(shellOf(argv, {HOME: home}), {kind: 'ollama'});
		await until(() => lines.length === 1);
		expect(lines).toEqual(['listening']);
	});
});

it('a file that is begun anew is told so before its lines, and what was unfinished in it is a line', async () => {
	const path = aFile('one\nhalf');
	const {lines, said, sizes, unfinished} = tail(localShell(systemClock), file(path));
	await until(() => unfinished.at(-1) === 'half');
	writeFileSync(path, 'two\n');
	await until(() => lines.includes('two'));
	expect(lines).toEqual(['one', 'half', `tail: ${path}: file truncated`, 'two']);
	expect([said, sizes.at(-1)]).toEqual([['shorter'], 4]);
});

it('a file that is not there is told in the words of tail, which waits for it', async () => {
	const path = join(temporaryDirectory(), 'later.log');
	const {lines, ends} = tail(localShell(systemClock), file(path));
	await until(() => lines.length === 1);
	expect(lines[0]).toContain('No such file or directory');
	writeFileSync(path, 'now\n');
	await until(() => lines.includes('now'));
	expect(ends).toEqual([]);
});

it('a shell that cannot be opened is the end', async () => {
	const failure = {kind: 'unreachable', where: 'pi-1', reason: 'it is not connected now'} as const;
	const {ends} = tail(async () => ({ok: false, failure}), {kind: 'journal'});
	await until(() => ends.length === 1);
	expect(ends).toEqual([failure]);
});

it('a shell that opens after everything was stopped is closed, and nothing is told', async () => {
	const path = aFile('one\n');
	const open = localShell(systemClock);
	let opened = 0;
	const {lines, ends, stop} = tail(async () => {
		const shell = await open(new AbortController().signal);
		opened += 1;
		return shell;
	}, file(path));
	stop();
	await until(() => opened === 1);
	expect(lines).toEqual([]);
	expect(ends).toEqual([]);
});

function file(path: string): KnownLog {
	return {kind: 'file', path: path as RemotePath};
}

function aFile(text: string): string {
	const path = join(temporaryDirectory(), 'a.log');
	writeFileSync(path, text);
	return path;
}

function tail(openShell: OpenShell, source: KnownLog) {
	const stopping = new AbortController();
	const lines: string[] = [];
	const said: unknown[] = [];
	const ends: (Failure | undefined)[] = [];
	const sizes: (number | undefined)[] = [];
	const unfinished: string[] = [];
	const unread: number[] = [];
	onTestFinished(() => stopping.abort());
	void openLogTail({
		...{openShell, request: logRequest(source), clock: systemClock, where: 'pi-1'},
		signal: stopping.signal,
		onOpened: () => undefined,
		onLines(more, after) {
			said.push(...more.flatMap(piece => (typeof piece === 'string' ? [] : [piece.remark?.kind])));
			lines.push(...more.map(piece => (typeof piece === 'string' ? piece : piece.text)));
			sizes.push(after.sizeBytes);
			unfinished.push(after.unfinished);
			unread.push(after.unreadBytes);
		},
		onEnd: failure => ends.push(failure),
	});
	return {lines, said, ends, sizes, unfinished, unread, stop: () => stopping.abort()};
}

/** Processes that were started for this path. */
function readersOf(path: string): readonly string[] {
	const all = execFileSync('ps', ['-eo', 'args'], {encoding: 'utf8'}).split('\n');
	return all.filter(line => line.includes(path));
}
