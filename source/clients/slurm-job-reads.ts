import type {Job} from '../domain/job.ts';
import {failed, type Result} from '../domain/result.ts';
import type {SlurmReads} from './slurm-client.ts';
import type {AskSlurm} from './slurm-command.ts';

/** What is asked of one job. */
export type SlurmJobReads = Pick<
	SlurmReads,
	'describeJob' | 'readUsage' | 'readScript' | 'explain'
>;

export type SlurmJobReadParts = {
	readonly ask: AskSlurm;
	/** As failures name the cluster. */
	readonly where: string;
	/** Jobs as the list has them, where squeue is given these options beside its format: `--partition=gpu`. */
	readonly listJobsWith: (
		options: readonly string[],
		signal: AbortSignal,
	) => Promise<Result<readonly Job[]>>;
	/** What stands between two fields of text, of letters and digits: different for each call, so that no job can hold it. */
	readonly newMark: () => string;
};

/** Failures: those of `AskSlurm`, `exited` with the cluster's own words, `unparseable`. */
export function createSlurmJobReads({where}: SlurmJobReadParts): SlurmJobReads {
	const notYet = async () => failed({kind: 'unsupported', where, reason: 'it is not built.'});
	return {describeJob: notYet, readUsage: notYet, readScript: notYet, explain: notYet};
}
