import {spawn} from 'node:child_process';
import {env} from 'node:process';
import type {Result} from '../domain/result.ts';
import {failed, succeeded} from '../domain/result.ts';
import {
	type FilesystemBlocks,
	parseStatFilesystem,
	statFormat,
} from '../parsers/stat-filesystem.ts';
import type {StatfsQuestion} from './ask-statfs.ts';
import {failureOfError} from './failure-of-error.ts';

const mostOutput = 4096;

/**
 * Asks in a process of its own, so that a hung filesystem holds neither a thread nor our exit: the child is in a
 * session of its own and not waited for. One that waits in the kernel can outlive us; it ends when the mount answers.
 */
export function askStatfsApart(mount: string): StatfsQuestion {
	const argv = ['-f', '-c', statFormat, '--', mount];
	const child = spawn('stat', argv, {
		stdio: ['ignore', 'pipe', 'ignore'],
		detached: true,
		env: {PATH: env['PATH'], LC_ALL: 'C'},
	});
	const cancel = () => {
		child.kill('SIGKILL');
		child.stdout.destroy();
	};
	child.unref();
	// A pipe is a socket, but typed as a mere stream.
	if ('unref' in child.stdout && typeof child.stdout.unref === 'function') {
		child.stdout.unref();
	}

	const answer = new Promise<Result<FilesystemBlocks>>((resolve, reject) => {
		let stdout = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			stdout += text;
			if (stdout.length > mostOutput) {
				cancel();
			}
		});
		child.once('close', () => resolve(blocksOf(stdout, mount)));
		child.once('error', error => {
			try {
				resolve(failed(failureOfError(error, 'stat')));
			} catch (mistake) {
				reject(mistake);
			}
		});
	});
	return {answer, cancel};
}

/** Without four numbers stat has said on stderr why not: mostly that we may not look. */
function blocksOf(stdout: string, mount: string): Result<FilesystemBlocks> {
	const {value} = parseStatFilesystem(stdout);
	return value === undefined
		? failed({kind: 'rejected', where: mount, reason: 'stat gave no figures'})
		: succeeded(value);
}
