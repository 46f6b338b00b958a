import type {TestedSubmission} from '../domain/submission.ts';
import {linesOf} from './lines.ts';
import {wordsOf} from './slurm-refusals.ts';
import {parseSlurmTime} from './slurm-values.ts';

/**
 * The id of the job that was made, as `sbatch --parsable` tells it, with the name of the cluster where there are several.
 *
 *     4711
 *     4711;hpc
 *
 * https://slurm.schedmd.com/sbatch.html#OPT_parsable
 */
export function parseSubmittedId(stdout: string): string | undefined {
	return linesOf(stdout)
		.map(line => /^(\d{1,10})(?:;[\w.-]+)?$/.exec(line)?.[1])
		.findLast(id => id !== undefined);
}

/**
 * What `sbatch --test-only` tells on its stderr. `offsetMinutes` is the cluster's, east of Greenwich, for times that say
 * no zone.
 *
 *     sbatch: Job 53 to start at 1795350580 using 1 processors on nodes node001 in partition batch
 *     sbatch: error: invalid partition specified: nosuch
 *     allocation failure: Invalid partition name specified
 *
 * https://slurm.schedmd.com/sbatch.html#OPT_test-only
 */
export function parseTestedSubmission(
	stderr: string,
	exitCode: number | undefined,
	offsetMinutes = 0,
): TestedSubmission {
	const words = sbatchWords(stderr);
	const [, start] = /\bto start at (\S+)/.exec(words) ?? [];
	return exitCode === 0
		? {kind: 'fits', startsAtMs: parseSlurmTime(start, offsetMinutes), words}
		: {kind: 'refused', words};
}

/** All that it said, as one, without its name before each line: `; ` between what is not one sentence. */
export function sbatchWords(stderr: string): string {
	return linesOf(stderr)
		.map(line => wordsOf(line).replace(/^(?:sbatch|allocation failure): /, ''))
		.filter((line, index, lines) => lines.indexOf(line) === index)
		.reduce(
			(said, line) => (said === '' ? line : `${said}${isWrapped(said, line) ? ' ' : '; '}${line}`),
			'',
		);
}

/** Slurm wraps long sentences by hand, with its name before each line: those go on in small letters. */
function isWrapped(said: string, line: string): boolean {
	return /^\p{Ll}/u.test(line) || /[.,:;!?]$/.test(said);
}
