import {getEventListeners} from 'node:events';
import {chmodSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it, onTestFinished} from 'vitest';
import {createDfFilesystems} from '../../source/clients/df-filesystems.ts';
import {openLocalProbe} from '../../source/clients/local-probe.ts';
import type {CommandRun, OnCommand} from '../../source/domain/command-run.ts';
import type {OpenShell} from '../../source/domain/shell.ts';
import type {ReadFile} from '../../source/domain/files.ts';
import {succeeded} from '../../source/domain/result.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {localFiles} from '../../source/transport/local-files.ts';
import {isGone} from '../helpers/is-gone.ts';
import {pathWith, shellOf} from '../helpers/local-shell.ts';
import {expectValue} from '../helpers/logged-in.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {until} from '../helpers/until.ts';

const signal = new AbortController().signal;
const mounts = '/dev/a / ext4 rw 0 0\nnas:/b /mnt/my\\040files nfs4 rw 0 0\n';
const localRow = '/dev/a 100 40 60 40% /';
const nasRow = 'nas:/b 200 50 150 25% /mnt/my files';

describe('filesystems by df', () => {
	it.each([
		['df', {}],
		['busybox df', {PATH: busyboxPath}],
	])('of %s are those of statfs, with the devices and types of the mounts', async (_, env) => {
		const path = 'PATH' in env ? {PATH: env.PATH()} : {};
		const far = filesystemsBy(shellOf(['/bin/sh'], path), localFiles().readFile);
		const near = await openLocalProbe(systemClock);
		const [one, other] = await Promise.all([
			far.readFilesystems(signal),
			near.readFilesystems(signal),
		]);
		const root = expectValue(other).find(({mount}) => mount === '/');
		expect(expectValue(one).find(({mount}) => mount === '/')).toMatchObject({
			state: 'measured',
			device: root?.device,
			type: root?.type,
			totalBytes: root?.state === 'measured' ? root.totalBytes : undefined,
		});
		near.close();
	});

	it('with names that hold spaces are found', async () => {
		const {filesystems} = played(
			`case $1 in -kPl) echo '${localRow}';; *) printf '%s\\n' '${localRow}' '${nasRow}';; esac`,
		);
		expect(expectValue(await filesystems.readFilesystems(signal))).toMatchObject([
			{mount: '/', device: '/dev/a', type: 'ext4', totalBytes: 102_400},
			{mount: '/mnt/my files', device: 'nas:/b', type: 'nfs4', usedBytes: 51_200},
		]);
	});

	it('that hang are silent, asked once, and ended with the connection', async () => {
		const {filesystems, log} = played(
			`echo "$1 $$" >>LOG; case $1 in -kPl) echo '${localRow}';; *) exec sleep 1000;; esac`,
		);
		for (let round = 0; round < 3; round++) {
			expect(expectValue(await filesystems.readFilesystems(signal))).toMatchObject([
				{mount: '/', state: 'measured'},
				{mount: '/mnt/my files', state: 'silent', type: 'nfs4'},
			]);
		}

		const runs = log().filter(line => line.startsWith('-kP '));
		const pid = Number(runs[0]?.split(' ')[1]);
		expect([runs.length, isGone(pid)]).toEqual([1, false]);
		filesystems.close();
		await until(() => isGone(pid));
	});

	it('that were measured leave nothing waiting for the end of the connection', async () => {
		const signals = new Set<AbortSignal>();
		const folder = dfFolder(`case $1 in -kPl) echo '${localRow}';; *) echo '${nasRow}';; esac`);
		const openHere = shellOf(['/bin/sh'], {PATH: folder});
		const openShell: OpenShell = given => {
			signals.add(given);
			return openHere(given);
		};
		const filesystems = filesystemsBy(openShell, readMounts);
		for (let round = 0; round < 3; round++) {
			expectValue(await filesystems.readFilesystems(signal));
		}

		const listeners = [...signals].map(given => getEventListeners(given, 'abort').length);
		expect(listeners).toEqual([0]);
	});

	it('fail when nothing answers, and when it says too much', async () => {
		const hung = played('exec sleep 1000');
		expect(await hung.filesystems.readFilesystems(signal)).toMatchObject({
			ok: false,
			failure: {kind: 'timedOut'},
		});
		const loud = played('exec cat /dev/zero');
		expect(await loud.filesystems.readFilesystems(signal)).toMatchObject({ok: true, value: []});
	});

	it('are a command in the log, with how it ended, and as it is while it hangs', async () => {
		const runs: CommandRun[] = [];
		const onCommand = (run: CommandRun): unknown => runs.push(run);
		await played('exit 3', onCommand).filesystems.readFilesystems(signal);
		expect(runs).toMatchObject([
			{command: 'df -kPl', tookMs: expect.any(Number), result: {kind: 'exited', exitCode: 3}},
			{command: 'df -kP', tookMs: expect.any(Number), result: {kind: 'exited', exitCode: 3}},
		]);
		runs.length = 0;
		await played('exec sleep 60', onCommand).filesystems.readFilesystems(signal);
		expect(runs[0]).toMatchObject({tookMs: undefined, result: {failure: {kind: 'timedOut'}}});
	});

	it('fail as the shell does', async () => {
		const failure = {kind: 'denied', where: 'pi-1', reason: 'no further session'} as const;
		const filesystems = filesystemsBy(async () => ({ok: false, failure}), readMounts);
		expect(await filesystems.readFilesystems(signal)).toEqual({ok: false, failure});
	});
});

const readMounts = async () => succeeded(mounts);

function filesystemsBy(openShell: OpenShell, readFile: ReadFile, onCommand?: OnCommand) {
	const filesystems = createDfFilesystems({
		...{openShell, readFile, clock: systemClock, where: 'pi-1', onCommand},
		// Longer than a loaded machine takes to start a shell and a program.
		deadlineMs: 2500,
	});
	onTestFinished(() => filesystems.close());
	return filesystems;
}

/** Two mounts, and a df that is this script. */
function played(script: string, onCommand?: OnCommand) {
	const logFile = join(temporaryDirectory(), 'log');
	const folder = dfFolder(script.replace('LOG', logFile));
	return {
		filesystems: filesystemsBy(shellOf(['/bin/sh'], {PATH: folder}), readMounts, onCommand),
		log: () => readFileSync(logFile, 'utf8').split('\n'),
	};
}

function busyboxPath(): string {
	return dfFolder('exec /bin/busybox df "$@"');
}

/** A PATH whose df is this script. */
function dfFolder(script: string): string {
	const folder = pathWith(undefined);
	const file = join(folder, 'df');
	writeFileSync(file, `#!/bin/sh\n${script}\n`);
	chmodSync(file, 0o755);
	return folder;
}
