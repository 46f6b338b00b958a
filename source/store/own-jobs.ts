/** Jobs of the user as whom we ask: of the queue, and of those that ended. */
import type {Job} from '../domain/job.ts';
import {loadedValue} from '../domain/loadable.ts';
import {isAlive} from '../rules/job-phase.ts';
import {rememberSteps} from '../rules/remember-steps.ts';
import {eachInSteps, type Steps} from '../rules/steps.ts';
import type {ClusterState} from './clusters-state.ts';

/** As whom we ask. */
export function ownUser({facts, mine}: ClusterState): string | undefined {
	return facts?.user ?? loadedValue(mine)?.[0]?.user;
}

/** Records of the queue, and of those that ended. */
export function* ownJobs(cluster: ClusterState, hasAll: boolean): Steps<readonly Job[]> {
	const {mine, all, finished} = cluster;
	const everybodys = hasAll ? loadedValue(all) : undefined;
	const queued =
		loadedValue(mine) ?? (everybodys && (yield* jobsOfUser(everybodys, ownUser(cluster))));
	return yield* withFinished(queued ?? noJobs, loadedValue(finished) ?? noJobs);
}

const noJobs: readonly Job[] = [];

const jobsOfUser = rememberSteps(function* (
	jobs: readonly Job[],
	user: string | undefined,
): Steps<readonly Job[]> {
	const own: Job[] = [];
	yield* eachInSteps(jobs, job => {
		if (job.user === user) {
			own.push(job);
		}
	});
	return own;
});

/**
 * What the queue still tells of is not told twice: it knows better. sacct tells of a task that waits (`14_5`) where squeue
 * tells of all of them (`14_[5-100]`), as after it was queued anew.
 */
const withFinished = rememberSteps(function* (
	queued: readonly Job[],
	ended: readonly Job[],
): Steps<readonly Job[]> {
	if (ended.length === 0) {
		return queued;
	}

	const known = new Set<string>();
	const ids = new Set<string>();
	const all: Job[] = [];
	yield* eachInSteps(queued, job => {
		known.add(identity(job));
		ids.add(wholeId(job));
		all.push(job);
	});
	yield* eachInSteps(ended, job => {
		if (!known.has(identity(job)) && !(isAlive(job) && ids.has(wholeId(job)))) {
			all.push(job);
		}
	});
	return all;
});

/** That of its array, where it is of one. */
function wholeId({id, array}: Job): string {
	return array?.id ?? id;
}

function identity({id, submittedAtMs}: Job): string {
	return `${id} ${submittedAtMs}`;
}
