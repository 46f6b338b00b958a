import type {Job} from '../domain/job.ts';

/** Those that the scheduler looks at before this one, the next first: of the same partitions, and with a higher priority. */
export function jobsAhead(job: Job, others: readonly Job[]): readonly Job[] {
	const partitions = partitionsOf(job);
	return others
		.filter(
			other =>
				other.state === 'PENDING' &&
				other.rawId !== job.rawId &&
				canStart(other) &&
				partitionsOf(other).some(name => partitions.includes(name)) &&
				isBefore(other, job),
		)
		.toSorted((one, other) => (isBefore(one, other) ? -1 : 1));
}

/** Of the same partitions that run, the one that ends first, first; those whose end is not told, last. */
export function runningBeside(job: Job, others: readonly Job[]): readonly Job[] {
	const partitions = partitionsOf(job);
	const endOf = ({endsAtMs}: Job): number => endsAtMs ?? Number.POSITIVE_INFINITY;
	return others
		.filter(
			other =>
				other.state === 'RUNNING' && partitionsOf(other).some(name => partitions.includes(name)),
		)
		.toSorted((one, other) => endOf(one) - endOf(other));
}

export function partitionsOf({partition}: Job): readonly string[] {
	return partition.split(',').filter(name => name !== '');
}

/** Only what could start if there were room holds others up: what is held or waits for its time does not. */
function canStart({reason, priority}: Job): boolean {
	return priority !== 0 && (reason === undefined || /^(?:None|Priority|Resources)\b/.test(reason));
}

/** A higher priority, or the same and submitted before. */
function isBefore(one: Job, other: Job): boolean {
	const difference = (one.priority ?? 0) - (other.priority ?? 0);
	return difference === 0
		? (one.submittedAtMs ?? 0) < (other.submittedAtMs ?? 0) ||
				(one.submittedAtMs === other.submittedAtMs && Number(one.rawId) < Number(other.rawId))
		: difference > 0;
}
