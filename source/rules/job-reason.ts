/** Why a job waits, as far as a row of the table says it: https://slurm.schedmd.com/job_reason_codes.html. */
import type {Job} from '../domain/job.ts';

type Reasoned = Pick<Job, 'reason'>;

/** One job may wait for several things: `JobArrayTaskLimit,JobHeldUser`. A sentence is one reason. */
export function reasonsOf({reason}: Reasoned): readonly string[] {
	if (reason === undefined || reason === 'None' || reason === '(null)') {
		return [];
	}

	return /^\w+(?:,\w+)+$/.test(reason) ? reason.split(',') : [reason];
}

/** Until somebody lets it go. */
export function isHeld(job: Reasoned): boolean {
	return reasonsOf(job).some(reason => held.test(reason));
}

/** As things are: what it asked for is not allowed, is nowhere, or what it waits for cannot come. */
export function neverStarts(job: Reasoned): boolean {
	return reasonsOf(job).some(reason => never.has(reason) || tooMuchForOneJob.test(reason));
}

const held = /^JobHeld(?:User|Admin)$|requeued held|requeued in held state/;

/** Limits of what one job may ask for, of a QOS or an association: more of them than of anything else. */
const tooMuchForOneJob =
	/^(?:QOS|Assoc)?(?:Max(?:\w+)(?:PerJob|PerNode)(?:Limit)?|MaxWallDurationPerJobLimit|Min\w+)$/;

const never: ReadonlySet<string> = new Set([
	'AccountNotAllowed',
	'BadConstraints',
	'DeadLine',
	'DependencyNeverSatisfied',
	'InvalidAccount',
	'InvalidQOS',
	'MaxMemPerLimit',
	'PartitionNodeLimit',
	'PartitionTimeLimit',
	'QOSNotAllowed',
	'ReservationDeleted',
]);
