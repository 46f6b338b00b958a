import {Buffer} from 'node:buffer';
import {failed, succeeded} from '../../source/domain/result.ts';
import type {OpenShell} from '../../source/domain/shell.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {shellOver} from '../../source/transport/ssh/shell-over.ts';
import {startProcess} from '../../source/transport/start-process.ts';

/** The shell of somebody who is nobody here, for tests that run as root: root may read everything. */
export const shellOfNobody: OpenShell = async signal => {
	const isRoot = process.getuid?.() === 0;
	const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
	const [program = '', ...args] = [...(isRoot ? asNobody : []), '/bin/sh'];
	const started = await startProcess({argv: [program, ...args]});
	if (!started.ok || signal.aborted) {
		return started.ok ? failed({kind: 'cancelled', where: 'sh'}) : started;
	}

	const {stdin, stdout, stderr, ended, kill} = started.value;
	stderr.resume();
	const channel = {
		...{input: stdin, output: stdout, close: kill},
		ended: ended.then(({exitCode}) => ({reason: 'exited', exitCode}) as const),
	};
	return succeeded(shellOver(channel, {clock: systemClock, where: 'sh', first: Buffer.alloc(0)}));
};
