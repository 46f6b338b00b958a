import {Buffer} from 'node:buffer';
import type {Clock} from '../domain/clock.ts';
import {failed, succeeded} from '../domain/result.ts';
import type {OpenShell} from '../domain/shell.ts';
import {shellOver} from './ssh/shell-over.ts';
import {type LongCommand, startProcess} from './start-process.ts';

const where = '/bin/sh';

/**
 * The /bin/sh of this machine, for what is asked of it as of any node. Closing it ends all that it started; while it
 * is open it keeps this program alive. Failures: `cancelled`, and those of starting it.
 */
export function localShell(clock: Clock, env: LongCommand['env'] = {}): OpenShell {
	return async signal => {
		if (signal.aborted) {
			return failed({kind: 'cancelled', where});
		}

		const started = await startProcess({argv: [where], env});
		if (!started.ok) {
			return started;
		}

		const {stdin, stdout, stderr, ended, kill} = started.value;
		stderr.resume();
		const close = (): void => {
			kill();
			// What left the group may hold the pipes open; nobody waits for it.
			for (const stream of [stdin, stdout, stderr]) {
				stream.destroy();
			}
		};
		if (signal.aborted) {
			close();
			return failed({kind: 'cancelled', where});
		}

		const channel = {
			input: stdin,
			output: stdout,
			ended: ended.then(({exitCode}) => ({reason: 'exited', exitCode}) as const),
			close,
		};
		return succeeded(shellOver(channel, {clock, where, first: Buffer.alloc(0)}));
	};
}
