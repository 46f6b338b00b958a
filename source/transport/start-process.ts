import {type ChildProcessWithoutNullStreams, spawn} from 'node:child_process';
import process from 'node:process';
import {PassThrough, pipeline, type Readable, type Writable} from 'node:stream';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {failureOfError} from './failure-of-error.ts';
import {killGroup} from './kill-group.ts';

export type LongCommand = {
	/** Program and arguments, handed over as they are: no shell reads them. */
	readonly argv: readonly [string, ...string[]];
	/** Set beside our own environment; undefined takes a variable away. */
	readonly env?: Readonly<Record<string, string | undefined>>;
};

/** A program that runs until somebody ends it. What it prints waits until it is read; what nobody wants is resumed. */
export type StartedProcess = {
	/** What cannot be written any more is dropped: `ended` tells the story. */
	readonly stdin: Writable;
	readonly stdout: Readable;
	readonly stderr: Readable;
	/** Settles once, when the program has ended; its last output may still wait to be read. Never rejects. */
	readonly ended: Promise<ProcessEnd>;
	/** Ends it with all that it started, at once. Called any number of times. */
	readonly kill: () => void;
};

/** `exitCode` is undefined when a signal ended it. */
export type ProcessEnd = {
	readonly exitCode: number | undefined;
	readonly signal: string | undefined;
};

/**
 * Starts a program that lives on: a shell, a connection. It is the leader of its own group, has no terminal to ask for
 * passwords on, and leaves none of its children behind. What ends by itself soon is run by run-process.ts instead.
 *
 * Failures: `missing` and `denied` (the program), `rejected` (an argument with NUL, too many arguments or open files).
 */
export function startProcess({argv, env}: LongCommand): Promise<Result<StartedProcess>> {
	const [file, ...args] = argv;
	if (file === '' || argv.some(argument => argument.includes('\0'))) {
		const reason = 'an argument list needs a program and no NUL';
		return Promise.resolve(failed({kind: 'rejected', where: argv.join(' '), reason}));
	}

	return new Promise((resolve, reject) => {
		const refuse = (error: unknown): void => {
			try {
				resolve(failed(failureOfError(error, file)));
			} catch (mistake) {
				reject(mistake);
			}
		};
		try {
			const child = spawn(file, args, {
				detached: true,
				env: {...process.env, ...env},
				shell: false,
				stdio: 'pipe',
			});
			child.once('error', refuse);
			child.once('spawn', () => resolve(succeeded(started(child))));
		} catch (error) {
			refuse(error);
		}
	});
}

function started(child: ChildProcessWithoutNullStreams): StartedProcess {
	const {stdin} = child;
	let hasEnded = false;
	const ended = new Promise<ProcessEnd>(resolve => {
		child.once('exit', (exitCode, signal) => {
			hasEnded = true;
			// A child of it that stayed would hold the pipes open, and outlive the program.
			killGroup(child.pid);
			stdin.destroy();
			resolve({exitCode: exitCode ?? undefined, signal: signal ?? undefined});
		});
	});
	stdin.on('error', () => stdin.destroy());
	return {
		stdin,
		stdout: keptUntilRead(child.stdout),
		stderr: keptUntilRead(child.stderr),
		ended,
		kill() {
			// Its number may be another's by then.
			if (!hasEnded) {
				killGroup(child.pid);
			}
		},
	};
}

/** When a child exits, Node throws away what nobody has read of its pipes yet; of this it does not know. */
function keptUntilRead(pipe: Readable): Readable {
	return pipeline(pipe, new PassThrough(), () => undefined);
}
