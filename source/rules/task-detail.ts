import type {Job} from '../domain/job.ts';
import type {JobDetail} from '../domain/job-detail.ts';

/**
 * What is known of a task of an array, also of one that the queue has forgotten, from what the controller told of its
 * array: where it writes, for all of its tasks have the same patterns. What is of one record is left out. Undefined:
 * another array was told of, or names that are no patterns any more.
 */
export function taskDetail(told: JobDetail | undefined, task: Job): JobDetail | undefined {
	const {id, rawId, array, user, nodeList} = task;
	const [toldId] = told?.id.split('_') ?? [];
	if (
		told === undefined ||
		array === undefined ||
		told.areLogsTold === true ||
		toldId !== array.id ||
		told.user !== user
	) {
		return undefined;
	}

	const own = `${told.workDir}/slurm-${told.rawId ?? told.id}.out`;
	const patterns = {
		stdOut: told.stdOut === own ? undefined : told.stdOut,
		stdErr: told.stdErr === own ? undefined : told.stdErr,
	};
	return {
		...told,
		...patterns,
		...bytesOf(told, patterns),
		...{id, rawId, nodeList, batchHost: undefined, restarts: undefined},
		...{state: task.state, exit: task.exit, reason: task.reason, runSeconds: task.elapsedSeconds},
		...{submittedAtMs: task.submittedAtMs, startsAtMs: task.startsAtMs, endsAtMs: task.endsAtMs},
		allocations: [],
		others: [],
	};
}

function bytesOf(
	{bytes}: JobDetail,
	{stdOut, stdErr}: Pick<JobDetail, 'stdOut' | 'stdErr'>,
): Pick<JobDetail, 'bytes'> {
	return bytes === undefined
		? {}
		: {
				bytes: {
					name: bytes.name,
					stdOut: stdOut && bytes.stdOut,
					stdErr: stdErr && bytes.stdErr,
				},
			};
}
