import {isSameJob, type Job} from '../domain/job.ts';
import type {JobWhy} from '../domain/job-why.ts';
import {loadedValue} from '../domain/loadable.ts';
import {jobWhy} from '../rules/job-why.ts';
import {jobsOf, type JobEntry} from './job-row.ts';
import {rowUnderCursor} from './job-rows.ts';
import {shownCluster} from './shown-cluster.ts';
import type {State} from './state.ts';

/** Why the job under the cursor waits, as far as it is known; undefined where it does not. */
export function jobWhyOf(state: State): JobWhy | undefined {
	const row = rowUnderCursor(state);
	const job = row === undefined ? undefined : waitingOf(row);
	const cluster = shownCluster(state);
	if (row === undefined || job === undefined || cluster === undefined) {
		return undefined;
	}

	const {open, nodes, facts} = cluster;
	const told = loadedValue(nodes);
	const of = open !== undefined && isSameJob(open.job, row.ref) ? open : undefined;
	return jobWhy({
		job,
		asked: of && loadedValue(of.detail),
		evidence: of && loadedValue(of.why),
		partitions: told?.partitions ?? [],
		nodes: told?.nodes ?? [],
		user: facts?.user,
		nowWallMs: state.clock.wallMs,
	});
}

/** Of an array the record of those of its tasks that wait. */
export function waitingOf(row: JobEntry): Job | undefined {
	return jobsOf(row).find(({state}) => state === 'PENDING');
}
