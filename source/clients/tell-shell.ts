import type {Clock} from '../domain/clock.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import type {OpenShell, ShellEnd} from '../domain/shell.ts';
import {FailureError, failureIn} from '../transport/failure-error.ts';
import {readyLine} from './tool-scripts.ts';

export type ToldScript = {
	/** A constant, which says READY when it begins to listen. */
	readonly script: string;
	/** What it is told then: bytes, one character each. */
	readonly input: string;
};

export type Telling = {
	readonly openShell: OpenShell;
	readonly where: string;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	/** So long it may say nothing. */
	readonly silentMs: number;
};

/** More of it waits in the pipe until somebody takes it. */
const mostWaiting = 262_144;

/**
 * What a script prints, as it is taken, in bytes, one character each; then its exit code. Throws a FailureError where the
 * shell cannot be opened, is lost, is silent for too long, or begins with other words. Who takes no more ends the shell.
 */
export async function* tellShell(
	{script, input}: ToldScript,
	{openShell, where, clock, signal, silentMs}: Telling,
): AsyncGenerator<string, number | undefined, void> {
	const opened = await openShell(signal);
	if (!opened.ok) {
		throw new FailureError(opened.failure);
	}

	const shell = opened.value;
	const heard = openQueue({where, clock, signal, silentMs});
	try {
		shell.listen({
			onOutput: heard.push,
			untilDrained: heard.untilDrained,
			onEnd: heard.end,
		});
		shell.write(script);
		let head: string | undefined = '';
		for (;;) {
			const next = await heard.take();
			if (typeof next !== 'string') {
				return exitOf(next);
			}

			const bytes: string = head === undefined ? next : head + next;
			if (head !== undefined && bytes.startsWith(`${readyLine}\n`)) {
				shell.write(input);
				shell.end();
				head = undefined;
				yield bytes.slice(readyLine.length + 1);
			} else if (head === undefined) {
				yield bytes;
			} else if (`${readyLine}\n`.startsWith(bytes)) {
				head = bytes;
			} else {
				const problem = 'its shell said something else before it was ready';
				throw new FailureError({kind: 'protocol', where, problem});
			}
		}
	} finally {
		heard.leave();
		shell.close();
	}
}

export type ToldAnswer = {readonly output: string; readonly exitCode: number | undefined};

/** All that a script prints. Failures: those of `tellShell`, `tooLarge`. */
export async function askTold(
	told: ToldScript,
	telling: Telling,
	maxBytes: number,
): Promise<Result<ToldAnswer>> {
	const pieces = tellShell(told, telling);
	let output = '';
	try {
		for (;;) {
			const next = await pieces.next();
			if (next.done === true) {
				return succeeded({output, exitCode: next.value});
			}

			output += next.value;
			if (output.length > maxBytes) {
				await pieces.return(undefined);
				return failed({kind: 'tooLarge', where: telling.where, limitBytes: maxBytes});
			}
		}
	} catch (error) {
		const failure = failureIn(error);
		if (failure === undefined) {
			throw error;
		}

		return failed(failure);
	}
}

function exitOf(end: ShellEnd): number | undefined {
	if (end.reason === 'lost') {
		throw new FailureError(end.failure);
	}

	return end.exitCode;
}

type Waiting = Pick<Telling, 'where' | 'clock' | 'signal' | 'silentMs'>;

/** What came and was not taken yet. */
function openQueue({where, clock, signal, silentMs}: Waiting) {
	const pieces: string[] = [];
	let waiting = 0;
	let ended: ShellEnd | undefined;
	let drained: (() => void) | undefined;
	let wake = (): void => undefined;
	const onAbort = (): void => wake();
	signal.addEventListener('abort', onAbort, {once: true});
	const untilHeard = (): Promise<void> =>
		new Promise((resolve, reject) => {
			const stop = clock.startTimer(silentMs, () =>
				reject(new FailureError({kind: 'timedOut', where, afterMs: silentMs})),
			);
			wake = () => {
				stop();
				resolve();
			};
		});
	return {
		push(bytes: string): void {
			pieces.push(bytes);
			waiting += bytes.length;
			wake();
		},
		end(end: ShellEnd): void {
			ended = end;
			wake();
		},
		untilDrained: (): Promise<void> | undefined =>
			waiting < mostWaiting
				? undefined
				: new Promise(resolve => {
						drained = resolve;
					}),
		async take(): Promise<string | ShellEnd> {
			for (;;) {
				if (signal.aborted) {
					throw new FailureError({kind: 'cancelled', where});
				}

				const piece = pieces.shift();
				if (piece !== undefined) {
					waiting -= piece.length;
					if (waiting < mostWaiting) {
						drained?.();
					}

					return piece;
				}

				if (ended !== undefined) {
					return ended;
				}

				await untilHeard();
			}
		},
		leave(): void {
			signal.removeEventListener('abort', onAbort);
			drained?.();
		},
	};
}
