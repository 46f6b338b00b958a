import {assertNever} from '../domain/assert-never.ts';
import type {Job, JobRef} from '../domain/job.ts';
import type {ReadList} from '../domain/parsed.ts';
import {type Result, succeeded} from '../domain/result.ts';
import type {Question} from '../rules/wanted-questions.ts';
import type {PolledReads, TellCluster} from './cluster-parts.ts';

/** What a question is about, beside its kind. */
export type AskedAbout = {
	/** The job that is looked at, and what was told of it last. */
	readonly ref: JobRef | undefined;
	readonly job: Job | undefined;
	readonly nowWallMs: number;
};

/** When it was answered, how long that took, and when it is asked again. */
export type Answered = {
	readonly atMs: number;
	readonly tookMs: number;
	readonly intervalMs: number | undefined;
};

/** An answer as the fact that tells it, and the jobs that it lists. */
export type Told = {
	readonly fact: (answered: Answered) => Parameters<TellCluster>[0] | undefined;
	readonly jobs: readonly Job[] | undefined;
};

export async function askCluster(
	client: PolledReads,
	{kind, subject = '', about}: Question & {readonly about: AskedAbout},
	signal: AbortSignal,
): Promise<Result<Told>> {
	switch (kind) {
		case 'mine':
		case 'all':
			return listed(kind, await client.listJobs({kind}, signal));
		case 'finished':
			return listed(kind, await client.listFinished(midnightMs(about.nowWallMs), signal));
		case 'tasks': {
			const jobs = await client.listJobs({kind: 'array', id: subject}, signal);
			return told(jobs, value => ({
				fact: answered => ({
					...{type: 'cluster/tasksListed', ...answered, array: subject, jobs: value},
				}),
				jobs: value,
			}));
		}

		case 'nodes': {
			const listing = await client.listNodes(signal);
			const problems = listing.ok ? listing.problems : undefined;
			return told(listing, ({partitions, nodes}) => ({
				fact: answered => ({
					...{type: 'cluster/nodesListed', ...answered, partitions, nodes, problems},
				}),
				jobs: undefined,
			}));
		}

		case 'job':
			return told(await client.describeJob(subject, signal), detail => ({
				fact: answered =>
					about.ref && {type: 'cluster/jobDescribed', ...answered, job: about.ref, detail},
				jobs: undefined,
			}));
		case 'usage':
			return used(client, about, signal);
		default:
			return assertNever(kind);
	}
}

function listed(
	scope: 'mine' | 'all' | 'finished',
	listing: ReadList<readonly Job[]>,
): Result<Told> {
	const problems = listing.ok ? listing.problems : undefined;
	return told(listing, jobs => ({
		fact: answered => ({type: 'cluster/jobsListed', ...answered, scope, jobs, problems}),
		jobs,
	}));
}

async function used(
	client: PolledReads,
	{ref, job}: AskedAbout,
	signal: AbortSignal,
): Promise<Result<Told>> {
	if (ref === undefined || job === undefined) {
		return succeeded({fact: () => undefined, jobs: undefined});
	}

	return told(await client.readUsage(job, signal), usage => ({
		fact: ({atMs}) => ({type: 'cluster/jobUsed', atMs, job: ref, usage}),
		jobs: undefined,
	}));
}

function told<Value>(answer: Result<Value>, tell: (value: Value) => Told): Result<Told> {
	return answer.ok ? succeeded(tell(answer.value)) : answer;
}

/** Where this program runs, for there the jobs of today are read. */
export function midnightMs(wallMs: number): number {
	return new Date(wallMs).setHours(0, 0, 0, 0);
}
