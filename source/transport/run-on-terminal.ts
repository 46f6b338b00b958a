import {type ChildProcess, spawn} from 'node:child_process';
import {constants} from 'node:fs';
import {access} from 'node:fs/promises';
import process from 'node:process';
import type {Clock} from '../domain/clock.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {codeOf, failureOfError} from './failure-of-error.ts';
import type {ProcessEnd} from './start-process.ts';
import {keepTerminalModes} from './terminal-modes.ts';

export type TerminalCommand = {
	/** Program and arguments, handed over as they are: no shell reads them. */
	readonly argv: readonly [string, ...string[]];
	/** An interactive shell, named by its path: it gives the terminal to itself and to its jobs. */
	readonly isShell?: boolean;
};

/** A program may stop itself, as ssh does at `~ Ctrl-Z`; no shell is there to continue it. */
const wakeEveryMs = 2000;
/** One that does not end when the terminal goes away is ended. */
const graceMs = 1000;

/**
 * A shell that dies with the terminal in its hands would leave us in the background, where all that we do with the
 * terminal stops us. Job control of the system's own sh takes it back, however the job ended. It says on descriptor 3
 * whom to signal: a group of its own. A job that stops itself goes on after a second.
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#set (-m)
 */
const underJobControl = `/bin/sh -c 'echo "$$" >&3; exec 3>&-; exec "$@"' sh "$@"
status=$?
while kill -0 %1 2>/dev/null; do sleep 1; fg %1 >/dev/null 2>&1; status=$?; done
exit "$status"`;

/**
 * Runs a program on our own terminal, which is its for that time: what keys make signals of may be for us too, and has
 * to be left to it. Aborted, it is told that the terminal is gone, and ended soon after. The modes of the terminal are
 * afterwards what they were before, also after one that was killed.
 *
 * Failures: `missing` and `denied` (the program), `rejected` (an argument with NUL, too many arguments).
 */
export async function runOnTerminal(
	{argv, isShell = false}: TerminalCommand,
	clock: Clock,
	signal: AbortSignal,
): Promise<Result<ProcessEnd>> {
	if (argv.some(argument => argument.includes('\0'))) {
		const reason = 'an argument list needs no NUL';
		return failed({kind: 'rejected', where: argv.join(' '), reason});
	}

	const [file] = argv;
	try {
		await (isShell ? access(file, constants.X_OK) : undefined);
	} catch (error) {
		return failed(failureOfError(error, file));
	}

	const restoreModes = await keepTerminalModes(clock);
	const child = isShell ? startShell(argv) : start(argv, 'ignore');
	const care = careFor(child, clock, signal);
	const ended = await Promise.race([endOf(child, file), care.gaveUp]);
	care.release();
	await restoreModes();
	return ended;
}

type Argv = TerminalCommand['argv'];

/** Its descriptor 3 is `third`. Our stderr may be a file, and a shell talks there. */
function start([file, ...args]: Argv, third: 'ignore' | 'pipe'): ChildProcess {
	const stdio = ['inherit', 'inherit', 1, third] as const;
	return spawn(file, args, {env: process.env, shell: false, stdio: [...stdio]});
}

function startShell(argv: Argv): ChildProcess {
	return start(['/bin/sh', '-mc', underJobControl, 'sh', ...argv], 'pipe');
}

function endOf(child: ChildProcess, file: string): Promise<Result<ProcessEnd>> {
	return new Promise((resolve, reject) => {
		child.once('error', error => {
			try {
				resolve(failed(failureOfError(error, file)));
			} catch (mistake) {
				reject(mistake);
			}
		});
		child.once('exit', (exitCode, endedBy) => {
			resolve(succeeded({exitCode: exitCode ?? undefined, signal: endedBy ?? undefined}));
		});
	});
}

type Care = {
	/** It did not even end when it was killed. */
	readonly gaveUp: Promise<Result<ProcessEnd>>;
	readonly release: () => void;
};

/** Wakes what stopped itself, and ends it when we are to end. */
function careFor(child: ChildProcess, clock: Clock, signal: AbortSignal): Care {
	const {promise: gaveUp, resolve} = Promise.withResolvers<Result<ProcessEnd>>();
	const send = senderTo(child);
	let cancelTimer = (): void => undefined;
	const wake = (): void => {
		child.kill('SIGCONT');
		cancelTimer = clock.startTimer(wakeEveryMs, wake);
	};
	const giveUp = (): void => {
		child.kill('SIGKILL');
		resolve(succeeded({exitCode: undefined, signal: 'SIGKILL'}));
	};
	const kill = (): void => {
		send('SIGKILL');
		cancelTimer = clock.startTimer(graceMs, giveUp);
	};
	const onAbort = (): void => {
		cancelTimer();
		send('SIGHUP');
		send('SIGCONT');
		cancelTimer = clock.startTimer(graceMs, kill);
	};
	wake();
	signal.addEventListener('abort', onAbort, {once: true});
	if (signal.aborted) {
		onAbort();
	}

	return {
		gaveUp,
		release() {
			cancelTimer();
			signal.removeEventListener('abort', onAbort);
		},
	};
}

/** Signals go to the process that was named on descriptor 3, as long as the one that named it waits for it. */
function senderTo(child: ChildProcess): (signal: NodeJS.Signals) => void {
	let said = '';
	child.stdio[3]?.on('data', (bytes: unknown) => {
		said += String(bytes);
	});
	return signal => {
		const named = /^\d+(?=\n)/.exec(said)?.[0];
		if (named === undefined) {
			child.kill(signal);
		} else if (child.exitCode === null && child.signalCode === null) {
			signalProcess(Number(named), signal);
		}
	};
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(pid, signal);
	} catch (error) {
		// ESRCH: it ended meanwhile. EPERM: it became another user's.
		if (!['ESRCH', 'EPERM'].includes(codeOf(error) ?? '')) {
			throw error;
		}
	}
}
