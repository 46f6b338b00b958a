import type {Failure} from './failure.ts';

/**
 * Whether a controller answered that it has no such job: it forgets one some minutes after its end (MinJobAge).
 * https://slurm.schedmd.com/slurm.conf.html#OPT_MinJobAge
 */
export function isUnknownJob(failure: Failure): boolean {
	return failure.kind === 'exited' && failure.stderr.includes('Invalid job id specified');
}
