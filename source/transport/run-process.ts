import {Buffer} from 'node:buffer';
import {type ChildProcessWithoutNullStreams, spawn} from 'node:child_process';
import process from 'node:process';
import type {Clock} from '../domain/clock.ts';
import type {Result} from '../domain/result.ts';
import {failed, succeeded} from '../domain/result.ts';
import {Secret} from '../domain/secret.ts';
import {failureOfError} from './failure-of-error.ts';
import {killGroup} from './kill-group.ts';

export type Command = {
	/** Program and arguments, handed over as they are: no shell reads them. */
	readonly argv: readonly [string, ...string[]];
	/** Written to stdin, which is then closed: the one way for data, and for secrets, which no list of processes may show. */
	readonly input?: string | Secret;
	readonly timeoutMs: number;
	/** Of stdout and stderr together. */
	readonly maxBytes: number;
	/** Set beside our own environment; undefined takes a variable away. */
	readonly env?: Readonly<Record<string, string | undefined>>;
};

export type Finished = {
	readonly stdout: string;
	readonly stderr: string;
	readonly exitCode: number;
};

/** After its exit a command's children may hold its pipes open; what they say later is not waited for. */
const graceMs = 1000;
const stderrCharacters = 4096;

/**
 * Runs a program to its end. Every exit code is a success here: the caller knows what the code means. Deadline, abort
 * and overflow kill the whole process group, so that no grandchild stays.
 *
 * Failures: `missing` and `denied` (the program), `timedOut`, `cancelled`, `tooLarge`, `exited` (ended by a signal that
 * was not ours), `rejected` (an argument with NUL, too many arguments).
 */
export async function runProcess(
	command: Command,
	clock: Clock,
	signal: AbortSignal,
): Promise<Result<Finished>> {
	const where = command.argv.join(' ');
	if (signal.aborted) {
		return failed({kind: 'cancelled', where});
	}

	if (where.includes('\0') || command.argv[0] === '') {
		return failed({kind: 'rejected', where, reason: 'an argument list needs a program and no NUL'});
	}

	try {
		return await follow(start(command), command, {clock, signal, where});
	} catch (error) {
		return failed(failureOfError(error, command.argv[0]));
	}
}

function start({argv: [file, ...args], env, input}: Command): ChildProcessWithoutNullStreams {
	const child = spawn(file, args, {
		// Its own group, which can be killed whole, and no terminal to ask for passwords on.
		detached: true,
		env: {...process.env, ...env},
		shell: false,
		stdio: 'pipe',
	});
	// A program that ends without reading its stdin is no failure.
	child.stdin.on('error', () => child.stdin.destroy());
	child.stdin.end(input instanceof Secret ? input.reveal() : (input ?? ''));
	return child;
}

type Surroundings = {
	readonly clock: Clock;
	readonly signal: AbortSignal;
	readonly where: string;
};

function follow(
	child: ChildProcessWithoutNullStreams,
	{timeoutMs, maxBytes}: Command,
	{clock, signal, where}: Surroundings,
): Promise<Result<Finished>> {
	return new Promise((resolve, reject) => {
		const output: Output = {stdout: [], stderr: []};
		let exit: Exit = {exitCode: null, signalName: null};
		let length = 0;
		let stopGrace: (() => void) | undefined;

		const release = () => {
			stopTimer();
			stopGrace?.();
			signal.removeEventListener('abort', onAbort);
		};
		const settle = (result: Result<Finished>) => {
			release();
			resolve(result);
		};
		// Settles at once: a process that hangs in the kernel outlives SIGKILL, and is not waited for.
		const stop = (result: Result<Finished>) => {
			killGroup(child.pid);
			child.stdout.destroy();
			child.stderr.destroy();
			settle(result);
		};
		const onAbort = () => stop(failed({kind: 'cancelled', where}));
		const stopTimer = clock.startTimer(timeoutMs, () =>
			stop(failed({kind: 'timedOut', where, afterMs: timeoutMs})),
		);

		signal.addEventListener('abort', onAbort, {once: true});
		for (const name of ['stdout', 'stderr'] as const) {
			child[name].on('data', (chunk: Buffer) => {
				length += chunk.length;
				output[name].push(chunk);
				if (length > maxBytes) {
					stop(failed({kind: 'tooLarge', where, limitBytes: maxBytes}));
				}
			});
		}

		child.on('exit', (exitCode, signalName) => {
			exit = {exitCode, signalName};
			stopGrace = clock.startTimer(graceMs, () => stop(ended(where, output, exit)));
		});
		child.on('close', () => settle(ended(where, output, exit)));
		child.on('error', error => {
			release();
			reject(error);
		});
	});
}

type Output = {readonly stdout: Buffer[]; readonly stderr: Buffer[]};
type Exit = {readonly exitCode: number | null; readonly signalName: string | null};

function ended(where: string, output: Output, exit: Exit): Result<Finished> {
	const stdout = Buffer.concat(output.stdout).toString('utf8');
	const stderr = Buffer.concat(output.stderr).toString('utf8');
	return exit.exitCode === null
		? failed({
				kind: 'exited',
				where,
				exitCode: undefined,
				signal: exit.signalName ?? undefined,
				stderr: stderr.slice(0, stderrCharacters),
			})
		: succeeded({stdout, stderr, exitCode: exit.exitCode});
}
