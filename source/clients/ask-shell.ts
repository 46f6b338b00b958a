import type {Clock} from '../domain/clock.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import type {Shell} from '../domain/shell.ts';

export type ShellQuestion = {
	/** A constant. */
	readonly script: string;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	readonly where: string;
	readonly limitMs: number;
	readonly maxBytes: number;
};

export type ShellAnswer = {
	/** As bytes, one character each. */
	readonly output: string;
	/** Undefined when a signal ended it, or when the node did not say. */
	readonly exitCode: number | undefined;
};

/** Runs a script on a shell to its end, and closes it. Failures: `timedOut`, `cancelled`, `tooLarge`, and a lost connection's. */
export function askShell(
	shell: Shell,
	{script, clock, signal, where, limitMs, maxBytes}: ShellQuestion,
): Promise<Result<ShellAnswer>> {
	return new Promise(resolve => {
		let output = '';
		const settle = (result: Result<ShellAnswer>): void => {
			stopTimer();
			signal.removeEventListener('abort', onAbort);
			shell.close();
			resolve(result);
		};
		const onAbort = (): void => settle(failed({kind: 'cancelled', where}));
		const stopTimer = clock.startTimer(limitMs, () =>
			settle(failed({kind: 'timedOut', where, afterMs: limitMs})),
		);
		signal.addEventListener('abort', onAbort, {once: true});
		shell.listen({
			onOutput(bytes) {
				output += bytes;
				if (output.length > maxBytes) {
					settle(failed({kind: 'tooLarge', where, limitBytes: maxBytes}));
				}
			},
			onEnd: end =>
				settle(
					end.reason === 'lost' ? failed(end.failure) : succeeded({output, exitCode: end.exitCode}),
				),
		});
		shell.write(script);
		shell.end();
		if (signal.aborted) {
			onAbort();
		}
	});
}
