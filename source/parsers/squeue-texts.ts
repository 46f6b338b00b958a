/**
 * `squeue -h -j 24 -O Name:mQ,Command:mQ,WorkDir:mQ,Comment:mQ,STDOUT:mQ,STDERR:mQ`: what the owner of a job wrote,
 * byte for byte, with a mark after each that nobody could know (here `mQ`), so that no text can hold it.
 *
 *     train.sbatchmQ/home/carol/train.sbatch --epochs 3mQ/home/carolmQ(null)mQ/home/carol/out-%j.logmQ/home/carol/out-%j.logmQ
 *     x
 *        JobState=COMPLETEDmQ(null)mQ/home/carolmQ(null)mQ/home/carol/slurm-9.outmQ/home/carol/slurm-9.outmQ
 *
 * Patterns of paths are not expanded here (22.05), as they are by scontrol. https://slurm.schedmd.com/squeue.html
 */
import type {JobTexts} from './scontrol-job-fields.ts';

/** In the order of JobTexts. */
export const textColumns = ['Name', 'Command', 'WorkDir', 'Comment', 'STDOUT', 'STDERR'] as const;

/** Of the first job that is told of; undefined where it is not told whole. */
export function parseSqueueTexts(bytes: string, mark: string): JobTexts | undefined {
	const fields = bytes.split(mark, textColumns.length + 1);
	const [name, command, workDir, comment, stdOut, stdErr, rest] = fields;
	return name === undefined ||
		command === undefined ||
		workDir === undefined ||
		comment === undefined ||
		stdOut === undefined ||
		stdErr === undefined ||
		rest === undefined
		? undefined
		: {name, command, workDir, comment, stdOut, stdErr};
}
