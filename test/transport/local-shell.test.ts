import {setTimeout as pause} from 'node:timers/promises';
import {describe, expect, it} from 'vitest';
import type {Shell, ShellEnd, UntilDrained} from '../../source/domain/shell.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {localShell} from '../../source/transport/local-shell.ts';
import {isGone} from '../helpers/is-gone.ts';
import {until} from '../helpers/until.ts';

const signal = new AbortController().signal;

describe('the shell of this machine', () => {
	it('runs its script and tells its exit code after the last output', async () => {
		const {shell, heard, ends} = await listening();
		shell.write('echo "$GREETING"; printf "\\351"; echo no >&2; exit 7\n');
		await until(() => ends.length > 0);
		expect(heard()).toBe('hello\n\xe9');
		expect(ends).toEqual([{reason: 'exited', exitCode: 7}]);
	});

	it('ends when its input does', async () => {
		const {shell, heard, ends} = await listening();
		shell.write('read -r line; echo "got $line"\n');
		shell.end();
		await until(() => ends.length > 0);
		expect(heard()).toBe('got \n');
	});

	it('takes all that it started with it when it is closed, and says no more', async () => {
		const {shell, heard, ends} = await listening();
		shell.write('sleep 1000 & echo $! $$; exec sleep 1000\n');
		await until(() => heard().endsWith('\n'));
		const pids = heard().trim().split(' ').map(Number);
		expect(pids.map(isGone)).toEqual([false, false]);
		shell.close();
		await until(() => pids.every(isGone));
		expect(ends).toEqual([]);
	});

	it('swallows any amount of complaints', async () => {
		const {shell, heard} = await listening();
		shell.write('head -c 1000000 /dev/zero >&2; echo done\n');
		await until(() => heard() === 'done\n');
		shell.close();
	});

	it('waits for who is behind, also when it has ended, and loses nothing', async () => {
		const sleepMs = 4000;
		let isBehind = true;
		const {shell, heard, ends} = await listening(() => (isBehind ? pause(sleepMs) : undefined));
		const startedMs = performance.now();
		shell.write('head -c 60000 /dev/zero; exit 7\n');
		await until(() => heard() !== '');
		isBehind = false;
		const before = heard().length;
		await pause(sleepMs / 2);
		expect([heard().length, ends.length]).toEqual([before, 0]);
		await until(() => ends.length > 0);
		expect(performance.now() - startedMs).toBeGreaterThan(sleepMs);
		expect(heard()).toHaveLength(60_000);
		expect(ends).toEqual([{reason: 'exited', exitCode: 7}]);
	});

	it('is not started when nobody wants it any more', async () => {
		expect(await localShell(systemClock)(AbortSignal.abort())).toMatchObject({
			failure: {kind: 'cancelled'},
		});
		const stopping = new AbortController();
		const opening = localShell(systemClock)(stopping.signal);
		stopping.abort();
		expect(await opening).toMatchObject({failure: {kind: 'cancelled'}});
	});
});

async function listening(untilDrained?: UntilDrained) {
	const opened = await localShell(systemClock, {GREETING: 'hello'})(signal);
	if (!opened.ok) {
		throw new Error(opened.failure.kind);
	}

	const shell: Shell = opened.value;
	const ends: ShellEnd[] = [];
	let text = '';
	shell.listen({
		onOutput(bytes) {
			text += bytes;
		},
		onEnd: end => ends.push(end),
		untilDrained,
	});
	return {shell, heard: () => text, ends};
}
