import type {Clock} from '../domain/clock.ts';
import type {Failure} from '../domain/failure.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import type {OpenShell, Shell} from '../domain/shell.ts';
import {decodeBytes, encodeBytes} from '../parsers/bytes.ts';
import {newNonce} from '../transport/ssh/prove-shell.ts';
import {createAnswerReader} from './slurm-answer.ts';
import type {AskSlurm, SlurmAnswer, SlurmCommand} from './slurm-command.ts';
import {slurmScript} from './slurm-script.ts';

export type AskSlurmParts = {
	/** Of the login node. */
	readonly openShell: OpenShell;
	readonly clock: Clock;
	/** As failures name the cluster. */
	readonly where: string;
};

/**
 * Runs programs of Slurm on a login node, each on a shell of its own, which is closed with the answer: what does not
 * answer in time is killed there. An argument with a newline or a NUL, or an input with a NUL, is `rejected`.
 */
export function createAskSlurm({openShell, clock, where}: AskSlurmParts): AskSlurm {
	return async (command, signal) => {
		if (command.argv.some(argument => /[\n\0]/.test(argument)) || command.input?.includes('\0')) {
			const reason = 'what holds a line end or a NUL cannot be told to the cluster.';
			return failed({kind: 'rejected', where, reason});
		}

		const shell = await openShell(signal);
		if (!shell.ok) {
			return shell;
		}

		if (signal.aborted) {
			shell.value.close();
			return failed({kind: 'cancelled', where});
		}

		return converse(shell.value, {command, signal, clock, where});
	};
}

type Conversation = Omit<AskSlurmParts, 'openShell'> & {
	readonly command: SlurmCommand;
	readonly signal: AbortSignal;
};

function converse(
	shell: Shell,
	{command, signal, clock, where}: Conversation,
): Promise<Result<SlurmAnswer>> {
	return new Promise(resolve => {
		const {limitMs, maxBytes, argv} = command;
		const nonce = newNonce();
		let isSettled = false;
		const settle = (result: Result<SlurmAnswer>): void => {
			if (isSettled) {
				return;
			}

			isSettled = true;
			stopTimer();
			signal.removeEventListener('abort', onAbort);
			shell.close();
			resolve(result);
		};
		const fail = (failure: Failure): void => settle(failed(failure));
		const onAbort = (): void => fail({kind: 'cancelled', where});
		const stopTimer = clock.startTimer(limitMs, () =>
			fail({kind: 'timedOut', where, afterMs: limitMs}),
		);
		const chunks: string[] = [];
		let bytes = 0;
		const reader = createAnswerReader(nonce, {
			onReady: () => shell.write(requestOf(command, nonce)),
			onOutput(piece) {
				bytes += piece.length;
				if (bytes > maxBytes) {
					fail({kind: 'tooLarge', where, limitBytes: maxBytes});
				} else if (!isSettled) {
					(command.onOutput ?? (one => chunks.push(one)))(piece);
				}
			},
			onFlood: () =>
				fail({kind: 'protocol', where, problem: 'its end did not come where it has to.'}),
			onEnd(code, errors) {
				settle(answerOf(code, {stdout: chunks.join(''), stderr: decodeBytes(errors)}, argv));
			},
		});
		signal.addEventListener('abort', onAbort, {once: true});
		shell.listen({
			onOutput: reader.push,
			untilDrained: command.untilDrained,
			onEnd(end) {
				fail(
					end.reason === 'lost'
						? end.failure
						: {kind: 'protocol', where, problem: 'its shell ended before the answer did.'},
				);
			},
		});
		shell.write(slurmScript);
	});
}

function requestOf({argv, folder, withinSeconds, input}: SlurmCommand, nonce: string): string {
	const lines = [
		...[nonce, `${argv.length}`, ...argv.map(encodeBytes)],
		...[folderWord(folder), `${withinSeconds ?? '-'}`, `${input?.length ?? '-'}`],
	];
	return `${lines.join('\n')}\n${input ?? ''}`;
}

/** Neither `-`, which is the folder before, nor one that CDPATH would find elsewhere. */
function folderWord(folder: string | undefined): string {
	if (folder === undefined) {
		return '-';
	}

	return folder.startsWith('/') ? encodeBytes(folder) : `./${encodeBytes(folder)}`;
}

function answerOf(
	code: number | 'missing',
	said: Pick<SlurmAnswer, 'stdout' | 'stderr'>,
	[program = '']: readonly string[],
): Result<SlurmAnswer> {
	if (code === 'missing') {
		return failed({kind: 'missing', where: program});
	}

	// A shell says 128 more than the number of the signal, of which there are 31; scancel really ends with 210.
	const isSignal = code > 128 && code < 160;
	return succeeded({...said, exitCode: isSignal ? undefined : code});
}
