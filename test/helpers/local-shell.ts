import {Buffer} from 'node:buffer';
import {execFileSync} from 'node:child_process';
import {existsSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import type {OpenShell} from '../../source/domain/shell.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {shellOver} from '../../source/transport/ssh/shell-over.ts';
import {startProcess} from '../../source/transport/start-process.ts';
import {temporaryDirectory} from './temporary-directory.ts';

export type Argv = readonly [string, ...string[]];

/** A shell of this machine that reads its script from stdin, as one on a node does. */
export function shellOf(argv: Argv, env: Readonly<Record<string, string>> = {}): OpenShell {
	return async () => {
		const started = await startProcess({argv, env});
		if (!started.ok) {
			return started;
		}

		const {stdin, stdout, stderr, ended, kill} = started.value;
		stderr.resume();
		const channel = {
			input: stdin,
			output: stdout,
			ended: ended.then(({exitCode}) => ({reason: 'exited', exitCode}) as const),
			close: kill,
		};
		const first = Buffer.alloc(0);
		return {ok: true, value: shellOver(channel, {clock: systemClock, where: 'test', first})};
	};
}

const awks: ReadonlyMap<string, string> = new Map([
	['mawk', '/usr/bin/mawk'],
	['gawk', '/usr/bin/gawk'],
	['busybox', '/usr/bin/busybox'],
	['original-awk', '/usr/bin/original-awk'],
]);

/** Those that are installed; the first three always are where scripts/test installs what is missing. */
export const installedAwks: readonly string[] = [...awks]
	.filter(([, file]) => existsSync(file))
	.map(([name]) => name);

/** A PATH on which awk is this one, or none, beside the few programs that a sampler may use. */
export function pathWith(awk: string | undefined): string {
	const folder = temporaryDirectory();
	for (const name of ['cat', 'head', 'uname', 'sleep']) {
		symlinkSync(execFileSync('which', [name], {encoding: 'utf8'}).trim(), join(folder, name));
	}

	const file = awks.get(awk ?? '');
	if (file !== undefined) {
		symlinkSync(file, join(folder, 'awk'));
	}

	return folder;
}
