import type {Job, JobRef} from '../domain/job.ts';
import type {JobDetail} from '../domain/job-detail.ts';

/** The records of the controller that are this job, or tasks of this array: by id, and by whose they are. */
export function recordsOf({id, user}: JobRef, jobs: readonly Job[]): readonly Job[] {
	return jobs.filter(job => job.user === user && isRecordOf(id, job));
}

/**
 * Whether they are those that were meant, and not new ones under an old id. One record is enough: a task that was queued
 * again has a new time.
 */
export function areMeant({submittedAtMs}: JobRef, records: readonly Job[]): boolean {
	return records.some(record => record.submittedAtMs === submittedAtMs);
}

/**
 * Whether what is told under its id is another job: another's, or submitted at another time. One that was queued again
 * has a new time, and stays what it is.
 */
export function isGivenAnew(
	{user, submittedAtMs}: JobRef,
	told: Pick<JobDetail, 'user' | 'submittedAtMs' | 'restarts'>,
): boolean {
	if (told.user !== undefined && told.user !== user) {
		return true;
	}

	const {restarts = 0} = told;
	const areKnown = submittedAtMs !== undefined && told.submittedAtMs !== undefined;
	return areKnown && submittedAtMs !== told.submittedAtMs && restarts === 0;
}

function isRecordOf(id: string, {id: told, array}: Job): boolean {
	if (told === id) {
		return true;
	}

	const [, base, task] = /^(\d+)(?:_(\d+))?$/.exec(id) ?? [];
	return (
		base !== undefined &&
		array?.id === base &&
		(task === undefined || holdsTask(array.task, Number(task)))
	);
}

/** Whether `1,5-64%2` names this one. A list that was cut off, which ends in `...`, may name any. */
export function holdsTask(tasks: string, index: number): boolean {
	return tasks
		.replace(/%\d+$/, '')
		.split(',')
		.some(part => {
			const [, first, last = first, step = '1'] = /^(\d+)(?:-(\d+))?(?::(\d+))?$/.exec(part) ?? [];
			return first === undefined
				? part.endsWith('...')
				: Number(first) <= index &&
						index <= Number(last) &&
						(index - Number(first)) % Math.max(1, Number(step)) === 0;
		});
}
