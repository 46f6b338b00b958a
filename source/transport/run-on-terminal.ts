import {spawn} from 'node:child_process';
import process from 'node:process';
import type {Clock} from '../domain/clock.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {failureOfError} from './failure-of-error.ts';
import type {ProcessEnd} from './start-process.ts';

export type TerminalCommand = {
	/** Program and arguments, handed over as they are: no shell reads them. */
	readonly argv: readonly [string, ...string[]];
};

/** A program may stop itself, as ssh does at `~ Ctrl-Z`; no shell is there to continue it. */
const wakeEveryMs = 2000;
/** One that does not end when the terminal goes away is ended. */
const graceMs = 1000;

/**
 * Runs a program on our own terminal, which is its for that time, in our process group: what keys make signals of is for
 * us too, and has to be left to it. Aborted, it is told that the terminal is gone. The modes of the terminal are
 * afterwards what they were before, also after one that was killed.
 *
 * Failures: `missing` and `denied` (the program), `rejected` (an argument with NUL, too many arguments).
 */
export async function runOnTerminal(
	{argv}: TerminalCommand,
	clock: Clock,
	signal: AbortSignal,
): Promise<Result<ProcessEnd>> {
	if (argv.some(argument => argument.includes('\0'))) {
		const reason = 'an argument list needs no NUL';
		return failed({kind: 'rejected', where: argv.join(' '), reason});
	}

	const modes = (await stty('-g')).trim();
	const ended = await follow(argv, clock, signal);
	if (/^[\da-f][\w:=]*$/.test(modes)) {
		await stty(modes);
	}

	return ended;
}

function follow(
	[file, ...args]: TerminalCommand['argv'],
	clock: Clock,
	signal: AbortSignal,
): Promise<Result<ProcessEnd>> {
	return new Promise((resolve, reject) => {
		let cancelTimer = (): void => undefined;
		// Our stderr may be a file; a shell talks there.
		const stdio = ['inherit', 'inherit', 1] as const;
		const child = spawn(file, args, {env: process.env, shell: false, stdio: [...stdio]});
		const wake = (): void => {
			child.kill('SIGCONT');
			cancelTimer = clock.startTimer(wakeEveryMs, wake);
		};
		const onAbort = (): void => {
			cancelTimer();
			child.kill('SIGHUP');
			child.unref();
			cancelTimer = clock.startTimer(graceMs, () => void child.kill('SIGKILL'));
		};
		const release = (): void => {
			cancelTimer();
			signal.removeEventListener('abort', onAbort);
		};
		child.once('spawn', () => {
			wake();
			signal.addEventListener('abort', onAbort, {once: true});
			if (signal.aborted) {
				onAbort();
			}
		});
		child.once('error', error => {
			release();
			try {
				resolve(failed(failureOfError(error, file)));
			} catch (mistake) {
				reject(mistake);
			}
		});
		child.once('exit', (exitCode, endedBy) => {
			release();
			resolve(succeeded({exitCode: exitCode ?? undefined, signal: endedBy ?? undefined}));
		});
	});
}

/** What it says of our terminal; nothing where there is no stty. */
function stty(argument: string): Promise<string> {
	return new Promise(resolve => {
		const child = spawn('stty', [argument], {stdio: ['inherit', 'pipe', 'ignore'], shell: false});
		let said = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			said += text;
		});
		child.once('error', () => resolve(''));
		child.once('close', () => resolve(said));
	});
}
