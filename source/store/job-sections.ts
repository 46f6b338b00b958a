/** The jobs of the table in their order, before anything is filtered or unfolded: own ones, and those of others. */
import type {Job, JobRef} from '../domain/job.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {JobSort} from '../domain/screen.ts';
import {arrayRef, countTasks, foldArrays, type FoldedJob} from '../rules/fold-arrays.ts';
import {compareKeys, type SortKey, sortKey} from '../rules/job-order.ts';
import {isAlive} from '../rules/job-phase.ts';
import type {ClusterState} from './clusters-state.ts';
import type {JobEntry} from './job-row.ts';
import {remember} from './remember.ts';
import type {JobsScreen} from './screen-state.ts';

/** Rows that stand together; a blank line is between two sections. */
export type Section = readonly JobEntry[];

type Choices = Pick<JobsScreen, 'sort' | 'hasAll'>;

/** Own jobs and those of others, each in its order; all in one where they are sorted by a column. The same arrays until a list or a choice changes. */
export function sectionsOf(
	cluster: ClusterState | undefined,
	{sort, hasAll}: Choices,
): readonly Section[] {
	if (cluster === undefined) {
		return noSections;
	}

	const user = ownUser(cluster);
	const own = sortedOwn(ownEntries(ownJobs(cluster, hasAll)), sort);
	const all = hasAll ? loadedValue(cluster.all) : undefined;
	if (all === undefined) {
		return one(own);
	}

	const others = sortedOthers(otherEntries(othersJobs(all, user)), sort);
	return sort === 'mine' ? two(own, others) : one(mergedSection(own, others, sort));
}

const noSections: readonly Section[] = [[]];
const one = remember((section: Section): readonly Section[] => [section]);
const two = remember((own: Section, others: Section): readonly Section[] => [own, others]);

/** As whom we ask. */
export function ownUser({facts, mine}: ClusterState): string | undefined {
	return facts?.user ?? loadedValue(mine)?.[0]?.user;
}

/** Records of the queue, and of those that ended. */
function ownJobs(cluster: ClusterState, hasAll: boolean): readonly Job[] {
	const {mine, all, finished} = cluster;
	const everybodys = hasAll ? loadedValue(all) : undefined;
	const queued = loadedValue(mine) ?? (everybodys && jobsOfUser(everybodys, ownUser(cluster)));
	return withFinished(queued ?? noJobs, loadedValue(finished) ?? noJobs);
}

const noJobs: readonly Job[] = [];

const jobsOfUser = remember((jobs: readonly Job[], user: string | undefined): readonly Job[] =>
	jobs.filter(job => job.user === user),
);

/**
 * What the queue still tells of is not told twice: it knows better. sacct tells of a task that waits (`14_5`) where squeue
 * tells of all of them (`14_[5-100]`), as after it was queued anew.
 */
const withFinished = remember((queued: readonly Job[], ended: readonly Job[]): readonly Job[] => {
	if (ended.length === 0) {
		return queued;
	}

	const known = new Set(queued.map(identity));
	const ids = new Set(queued.map(wholeId));
	const isTold = (job: Job): boolean =>
		known.has(identity(job)) || (isAlive(job) && ids.has(wholeId(job)));
	return [...queued, ...ended.filter(job => !isTold(job))];
});

/** That of its array, where it is of one. */
function wholeId({id, array}: Job): string {
	return array?.id ?? id;
}

function identity({id, submittedAtMs}: Job): string {
	return `${id} ${submittedAtMs}`;
}

const othersJobs = remember((all: readonly Job[], user: string | undefined): readonly Job[] =>
	user === undefined ? all : all.filter(job => job.user !== user),
);

const ownEntries = remember((jobs: readonly Job[]) => entriesOf(jobs, true));
const otherEntries = remember((jobs: readonly Job[]) => entriesOf(jobs, false));
const sortedOwn = remember(sorted);
const sortedOthers = remember(sorted);

function entriesOf(jobs: readonly Job[], isOwn: boolean): Section {
	return foldArrays(jobs).map(folded => entryOf(folded, isOwn));
}

function entryOf(folded: FoldedJob, isOwn: boolean): JobEntry {
	if (folded.kind === 'job') {
		return jobEntry(folded.job, isOwn);
	}

	const {id, job, jobs} = folded;
	return {
		...{kind: 'array', ref: arrayRef(id, jobs), job, jobs, counts: countTasks(jobs)},
		...{isOpen: false, isOwn, isGone: false},
	};
}

function jobEntry(job: Job, isOwn: boolean): JobEntry {
	return {kind: 'job', ref: refOfJob(job), job, isOwn, isGone: false};
}

export function refOfJob({id, user, submittedAtMs}: Job): JobRef {
	return {id, user, submittedAtMs};
}

type Keyed = {readonly entry: JobEntry; readonly key: SortKey};

function sorted(entries: Section, sort: JobSort): Section {
	return entries
		.map((entry): Keyed => ({entry, key: sortKey(entry.job, sort)}))
		.sort((before, after) => compareKeys(before.key, after.key))
		.map(({entry}) => entry);
}

/** Two lists that are in order as one. */
const mergedSection = remember((own: Section, others: Section, sort: JobSort): Section => {
	const merged: JobEntry[] = [];
	const keys = others.map(({job}) => sortKey(job, sort));
	let next = 0;
	for (const entry of own) {
		const key = sortKey(entry.job, sort);
		for (let other = keys[next]; other !== undefined; other = keys[next]) {
			if (compareKeys(other, key) > 0) {
				break;
			}

			merged.push(...others.slice(next, next + 1));
			next += 1;
		}

		merged.push(entry);
	}

	return [...merged, ...others.slice(next)];
});
