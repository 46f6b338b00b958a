import {failed, type Result, succeeded} from '../domain/result.ts';
import type {AskSlurm, SlurmCommand} from './slurm-command.ts';

const mostShortBytes = 1_048_576;
/** A million jobs. */
export const mostListBytes = 268_435_456;

/**
 * What a program of Slurm prints, a mebibyte unless more is allowed. Failures: those of `AskSlurm`, `exited` with the
 * cluster's own words.
 */
export async function askForText(
	ask: AskSlurm,
	command: Omit<SlurmCommand, 'maxBytes'> & Partial<SlurmCommand>,
	signal: AbortSignal,
): Promise<Result<string>> {
	const answer = await ask({maxBytes: mostShortBytes, ...command}, signal);
	if (!answer.ok) {
		return answer;
	}

	const {stdout, stderr, exitCode} = answer.value;
	const where = command.argv[0] ?? '';
	return exitCode === 0
		? succeeded(stdout)
		: failed({kind: 'exited', where, exitCode, signal: undefined, stderr});
}
