import type {JobDetail} from '../domain/job-detail.ts';
import type {JobEfficiency} from '../domain/job-efficiency.ts';
import {loadedValue} from '../domain/loadable.ts';
import {hostNames} from '../rules/host-list.ts';
import {dependentsOn} from '../rules/job-dependents.ts';
import {jobEfficiency} from '../rules/job-efficiency.ts';
import {type JobLogPath, logPathOf, recordFacts, shortLogPath} from '../rules/job-log-path.ts';
import type {OpenJob} from './clusters-state.ts';
import type {JobEntry} from './job-row.ts';
import {shownCluster} from './shown-cluster.ts';
import type {State} from './state.ts';

/** Where a job writes, as it is read: relative to its folder where it is in that. */
export type ShownLog = JobLogPath;

/** What can be said of a job beyond what was told of it. */
export type JobSight = {
	readonly efficiency: JobEfficiency;
	/** Undefined: it is no batch job, or it was not told yet. */
	readonly stdout: ShownLog | undefined;
	readonly stderr: ShownLog | undefined;
};

export type SightSubject = {
	readonly detail: JobDetail | undefined;
	readonly open: OpenJob | undefined;
	/** How busy its gpus are now, as their nodes tell. */
	readonly liveGpuFraction: number | undefined;
};

export function jobSight(
	state: State,
	{job}: JobEntry,
	{detail, open, liveGpuFraction}: SightSubject,
): JobSight {
	const log = (stream: 'stdOut' | 'stdErr'): ShownLog | undefined =>
		detail === undefined || detail.isBatch === false
			? undefined
			: shownLog(detail, stream, {
					...job,
					version: shownCluster(state)?.facts?.version,
				});
	return {
		efficiency: jobEfficiency({job, detail, usage: open?.usage, liveGpuFraction}),
		stdout: log('stdOut'),
		stderr: log('stdErr'),
	};
}

type Named = Pick<JobEntry['job'], 'rawId' | 'array' | 'user'> & {
	readonly version: string | undefined;
};

function shownLog(
	detail: JobDetail,
	stream: 'stdOut' | 'stdErr',
	{rawId, array, user, version}: Named,
): ShownLog {
	const {workDir, batchHost, nodeList} = detail;
	const facts = {
		...recordFacts(detail),
		...{rawId: detail.rawId ?? rawId, array, name: detail.name, user, workDir, version},
		host: batchHost ?? (nodeList === undefined ? undefined : hostNames(nodeList)[0]),
	};
	const found = logPathOf(detail[stream] ?? detail.stdOut, detail, facts);
	return found.kind === 'path' ? {...found, path: shortLogPath(found.path, workDir)} : found;
}

/** `train.sbatch --epochs 3`, without its folder. */
export function shortCommand({command, workDir}: JobDetail): string | undefined {
	return command === undefined ? undefined : shortLogPath(command, workDir);
}

/** Ids of own jobs that wait for it. */
export function dependentsOf(state: State, {ref}: JobEntry): readonly string[] {
	const mine = shownCluster(state)?.mine;
	return dependentsOn((mine === undefined ? undefined : loadedValue(mine)) ?? [], ref.id);
}
