/** The script under the shells that nodes have for a /bin/sh, over the processes of this machine. */
import {spawn} from 'node:child_process';
import {symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it, onTestFinished} from 'vitest';
import {openProcessLister} from '../../source/clients/process-list.ts';
import {countersMark, endMark} from '../../source/clients/process-script.ts';
import type {OpenShell, ShellListener} from '../../source/domain/shell.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {type Argv, shellOf} from '../helpers/local-shell.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

const shells: readonly Argv[] = [
	['dash'],
	['bash', '--posix'],
	['busybox', 'sh'],
	// A login shell as sshd starts it, which our own is told to be.
	['fish', '-c', 'exec /bin/sh'],
];

describe.each(shells.map(argv => [argv] as const))('under %s', argv => {
	it('all processes are listed, as often as they are asked for', async () => {
		const hostile = spawn(namedProgram('a) R 1\n(b'), ['60']);
		onTestFinished(() => void hostile.kill('SIGKILL'));
		const lister = await open(shellOf(argv));
		for (const _ of [1, 2]) {
			const answer = await lister.ask();
			const {uptimeSeconds = 0, processes = []} = answer.ok ? answer.value : {};
			expect(uptimeSeconds).toBeGreaterThan(1);
			const own = processes.find(({pid}) => pid === process.pid);
			expect(own?.user).toBeDefined();
			expect(own?.residentBytes).toBeGreaterThan(1_000_000);
			expect(processes.find(({pid}) => pid === hostile.pid)?.command).toBe('a) R 1\n(b');
		}
	});
});

/** A process is named after the file that it runs. */
function namedProgram(name: string): string {
	const path = join(temporaryDirectory(), name);
	symlinkSync('/bin/sleep', path);
	return path;
}

/** A shell that says READY, and to each question what it is told to. */
function played(answer: string, clock = new FakeClock()) {
	let listener: ShellListener | undefined;
	let isClosed = false;
	let writes = 0;
	const openShell: OpenShell = async () => ({
		ok: true,
		value: {
			write() {
				writes += 1;
				listener?.onOutput(writes === 1 ? 'a motd\nREADY\n' : answer);
			},
			end: () => undefined,
			listen(one) {
				listener = one;
			},
			close() {
				isClosed = true;
			},
		},
	});
	const end = (): void => listener?.onEnd({reason: 'exited', exitCode: 1});
	return {openShell, clock, end, isClosed: () => isClosed};
}

it('a list without a time is not understood', async () => {
	const {openShell, clock} = played(`${endMark}\n`);
	const lister = await open(openShell, clock);
	expect(await lister.ask()).toMatchObject({ok: false, failure: {kind: 'unparseable'}});
});

it('a list that never ends is given up, and so is one that is too large', async () => {
	const slow = played(`${countersMark} 1.00 4096\n`);
	const lister = await open(slow.openShell, slow.clock);
	const answer = lister.ask();
	await slow.clock.advance(11_000);
	expect(await answer).toMatchObject({ok: false, failure: {kind: 'timedOut'}});
	expect(slow.isClosed()).toBe(true);
	const large = played('x'.repeat(5_000_000));
	const flooded = await open(large.openShell, large.clock);
	expect(await flooded.ask()).toMatchObject({ok: false, failure: {kind: 'tooLarge'}});
});

it('a shell that ends answers no more, and neither does one that was closed', async () => {
	const ended = played('');
	const lister = await open(ended.openShell, ended.clock);
	ended.end();
	expect(await lister.ask()).toMatchObject({ok: false, failure: {kind: 'exited'}});
	const closed = played('');
	const other = await open(closed.openShell, closed.clock);
	other.close();
	expect(await other.ask()).toMatchObject({ok: false, failure: {kind: 'cancelled'}});
	expect(closed.clock.timerCount).toBe(0);
});

async function open(openShell: OpenShell, clock: FakeClock | typeof systemClock = systemClock) {
	const stopping = new AbortController();
	onTestFinished(() => stopping.abort());
	const opened = await openProcessLister(openShell, {
		...{clock, where: 'pi-1', signal: stopping.signal},
	});
	if (!opened.ok) {
		throw new Error(opened.failure.kind);
	}

	return opened.value;
}
