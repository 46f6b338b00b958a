import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {describe, expect, test} from 'vitest';
import {systemClock} from '../../source/transport/clock.ts';
import {type Command, runProcess} from '../../source/transport/run-process.ts';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';
import {isGone} from '../helpers/is-gone.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

describe('a program that ends', () => {
	test('gives its output, its errors and its exit code, whatever the code is', async () => {
		expect(await run(['sh', '-c', 'echo out; echo err >&2; exit 3'])).toEqual({
			ok: true,
			value: {stdout: 'out\n', stderr: 'err\n', exitCode: 3},
		});
	});

	test('reads its input from stdin, to the last byte', async () => {
		const input = 'é'.repeat(100_000);
		expect(await run(['cat'], {input})).toMatchObject({value: {stdout: input}});
	});

	test('may ignore its input', async () => {
		expect(await run(['true'], {input: 'x'.repeat(1_000_000)})).toMatchObject({ok: true});
	});

	test('gets variables set and taken away', async () => {
		const env = {LC_ALL: 'C', HOME: undefined};
		const shown = await run(['sh', '-c', 'echo "$LC_ALL"; env | grep -c ^HOME='], {env});
		expect(shown).toMatchObject({value: {stdout: 'C\n0\n'}});
	});

	test('is not waited for when a child of it keeps the pipe open, and the child is killed', async () => {
		const mark = join(temporaryDirectory(), 'mark');
		const before = performance.now();
		const result = await run(['sh', '-c', `echo done; (sleep 3; touch ${mark}) & exit 0`]);
		expect(result).toMatchObject({value: {stdout: 'done\n', exitCode: 0}});
		expect(performance.now() - before).toBeLessThan(2500);
		await pause(2500);
		expect(existsSync(mark)).toBe(false);
	});
});

describe('a program that does not end well', () => {
	test('is missing', async () => {
		expect(await run(['no-such-program-here'])).toEqual({
			ok: false,
			failure: {kind: 'missing', where: 'no-such-program-here'},
		});
	});

	test('is denied', async () => {
		expect(await run(['/etc/passwd'])).toMatchObject({failure: {kind: 'denied'}});
	});

	test('is ended by a signal', async () => {
		expect(await run(['sh', '-c', 'echo why >&2; kill -TERM $$'])).toMatchObject({
			failure: {kind: 'exited', exitCode: undefined, signal: 'SIGTERM', stderr: 'why\n'},
		});
	});

	test('says too much on stdout or stderr', async () => {
		for (const argv of [['yes'], ['sh', '-c', 'yes >&2']] as const) {
			const result = await run([...argv], {maxBytes: 100_000});
			expect(result).toMatchObject({failure: {kind: 'tooLarge', limitBytes: 100_000}});
		}
	});

	test('passes its deadline, and all of its group are killed', async () => {
		const pidFile = join(temporaryDirectory(), 'pid');
		const script = `trap '' TERM; sleep 60 & echo $! > ${pidFile}; wait`;
		const result = await run(['sh', '-c', script], {timeoutMs: 3000});
		expect(result).toMatchObject({failure: {kind: 'timedOut', afterMs: 3000}});
		await expect.poll(() => isGone(Number(readFileSync(pidFile, 'utf8')))).toBe(true);
	});

	test('is aborted', async () => {
		const controller = new AbortController();
		const running = run(['sleep', '60'], {}, controller.signal);
		await pause(50);
		controller.abort();
		expect(await running).toEqual({ok: false, failure: {kind: 'cancelled', where: 'sleep 60'}});
		expect(await run(['sleep', '60'], {}, controller.signal)).toMatchObject({
			failure: {kind: 'cancelled'},
		});
	});

	test('cannot be started with NUL in an argument, or with too many', async () => {
		expect(await run(['echo', 'a\0b'])).toMatchObject({failure: {kind: 'rejected'}});
		expect(await run(['echo', 'x'.repeat(3_000_000)])).toMatchObject({failure: {kind: 'rejected'}});
	});
});

test('no argument and no input ever becomes code', async () => {
	const directory = temporaryDirectory();
	const canary = join(directory, 'X');
	const texts = hostileCorpus
		.map(({text}) => text.replaceAll('\0', '').toWellFormed())
		.flatMap(text => [text, text.replaceAll('touch X', `touch ${canary}`)])
		.filter(text => text.length < 10_000);
	for (const text of texts) {
		const printed = await run(['/bin/sh', '-c', 'printf %s "$1"; cat >/dev/null', 'sh', text], {
			input: text,
		});
		expect(printed).toMatchObject({value: {stdout: text, exitCode: 0}});
	}

	expect(existsSync(canary)).toBe(false);
});

test('the canary dies where a string does become code', async () => {
	const canary = join(temporaryDirectory(), 'X');
	await run(['/bin/sh', '-c', `echo $(touch ${canary})`]);
	expect(existsSync(canary)).toBe(true);
});

function run(
	argv: readonly [string, ...string[]] | readonly string[],
	options: Partial<Command> = {},
	signal = new AbortController().signal,
) {
	const [file = '', ...args] = argv;
	const command = {
		timeoutMs: 20_000,
		maxBytes: 1_000_000,
		...options,
		argv: [file, ...args] as const,
	};
	return runProcess(command, systemClock, signal);
}

/** A killed process stays as a zombie until its parent, or init, takes notice. */
