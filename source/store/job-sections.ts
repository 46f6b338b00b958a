/** The jobs of the table in their order, before anything is filtered or unfolded: own ones, and those of others. */
import type {Job, JobRef} from '../domain/job.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {JobSort} from '../domain/screen.ts';
import {firstPlace} from '../rules/first-place.ts';
import {arrayRef, countInSteps, foldInSteps, type FoldedJob} from '../rules/fold-arrays.ts';
import {compareInSteps, compareKeys, sortKey} from '../rules/job-order.ts';
import {isAlive} from '../rules/job-phase.ts';
import {inOrder, orderInSteps} from '../rules/sort-in-steps.ts';
import {doAll, eachInSteps, itemsPerStep, type Steps} from '../rules/steps.ts';
import {createWideIndex} from '../rules/wide-index.ts';
import type {ClusterState} from './clusters-state.ts';
import type {JobEntry} from './job-row.ts';
import {remember} from './remember.ts';
import {rememberSteps} from '../rules/remember-steps.ts';
import type {JobsScreen} from './jobs-screen.ts';

/** Rows that stand together; a blank line is between two sections. */
export type Section = readonly JobEntry[];

type Choices = Pick<JobsScreen, 'sort' | 'hasAll'>;

/** Own jobs and those of others, each in its order; all in one where they are sorted by a column. The same arrays until a list or a choice changes. */
export function sectionsOf(
	cluster: ClusterState | undefined,
	choices: Choices,
): readonly Section[] {
	if (cluster === undefined) {
		return noSections;
	}

	const [own = [], others] = doAll(sectionsInSteps(cluster, choices));
	return others === undefined ? one(own) : two(own, others);
}

/** The same, of which nothing is left to do where it was done before. */
export function* sectionsInSteps(
	cluster: ClusterState,
	choices: Choices,
): Steps<readonly Section[]> {
	const {own, others} = yield* sortInSections(cluster, choices);
	if (others === undefined) {
		return [own];
	}

	const {sort} = choices;
	return sort === 'mine' ? [own, others] : [yield* mergedSection(own, others, sort)];
}

const noSections: readonly Section[] = [[]];
const one = remember((section: Section): readonly Section[] => [section]);
const two = remember((own: Section, others: Section): readonly Section[] => [own, others]);

type OwnAndOthers = {readonly own: Section; readonly others: Section | undefined};

/** Before those that are sorted by a column are one. */
export function* sortInSections(
	cluster: ClusterState,
	{sort, hasAll}: Choices,
): Steps<OwnAndOthers> {
	const own = yield* sorted(yield* ownEntries(yield* ownJobs(cluster, hasAll)), sort);
	const all = hasAll ? loadedValue(cluster.all) : undefined;
	if (all === undefined) {
		return {own, others: undefined};
	}

	const others = yield* sorted(yield* otherEntries(all, ownUser(cluster)), sort);
	return {own, others};
}

/** By its id the first of a section that has it. */
export type SectionIndex = {readonly get: (id: string) => JobEntry | undefined};

/** Of the same rows: of own jobs, and of those of others. The same until a list changes. */
export function indexOfSections(
	cluster: ClusterState | undefined,
	choices: Choices,
): readonly SectionIndex[] {
	if (cluster === undefined) {
		return noIndex;
	}

	const {own, others} = doAll(sortInSections(cluster, choices));
	return indices(doAll(indexed(own)), others && doAll(indexed(others)));
}

const noIndex: readonly SectionIndex[] = [];
const indices = remember((own: SectionIndex, others: SectionIndex | undefined) =>
	others === undefined ? [own] : [own, others],
);

export const indexed = rememberSteps(function* (section: Section): Steps<SectionIndex> {
	const index = createWideIndex(section.length);
	const placeOf = (id: string) => index.find(id, place => section[place]?.ref.id === id);
	yield* eachInSteps(section, ({ref}, place) => {
		if (placeOf(ref.id) === undefined) {
			index.add(ref.id, place);
		}
	});
	return {get: id => section[placeOf(id) ?? -1]};
});

/** As whom we ask. */
export function ownUser({facts, mine}: ClusterState): string | undefined {
	return facts?.user ?? loadedValue(mine)?.[0]?.user;
}

/** Records of the queue, and of those that ended. */
function* ownJobs(cluster: ClusterState, hasAll: boolean): Steps<readonly Job[]> {
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

const ownEntries = rememberSteps(function* (jobs: readonly Job[]) {
	return yield* entriesInSteps(jobs, true);
});
const otherEntries = rememberSteps(function* (all: readonly Job[], user: string | undefined) {
	const others: Job[] = [];
	yield* eachInSteps(all, job => {
		if (user === undefined || job.user !== user) {
			others.push(job);
		}
	});
	return yield* entriesInSteps(others, false);
});

function* entriesInSteps(jobs: readonly Job[], isOwn: boolean): Steps<Section> {
	const entries: JobEntry[] = [];
	for (const folded of yield* foldInSteps(jobs)) {
		const isJob = folded.kind === 'job';
		entries.push(isJob ? jobEntry(folded.job, isOwn) : yield* arrayEntry(folded, isOwn));
		if (entries.length % itemsPerStep === 0) {
			yield;
		}
	}

	return entries;
}

function* arrayEntry(
	{id, job, jobs}: Extract<FoldedJob, {kind: 'array'}>,
	isOwn: boolean,
): Steps<JobEntry> {
	const counts = yield* countInSteps(jobs);
	return {
		...{kind: 'array', ref: arrayRef(id, jobs), job, jobs, counts},
		...{isOpen: false, isOwn, isGone: false},
	};
}

function jobEntry(job: Job, isOwn: boolean): JobEntry {
	return {kind: 'job', ref: refOfJob(job), job, isOwn, isGone: false};
}

export function refOfJob({id, user, submittedAtMs}: Job): JobRef {
	return {id, user, submittedAtMs};
}

const sorted = rememberSteps(function* (entries: Section, sort: JobSort): Steps<Section> {
	const compare = yield* compareInSteps(entries, sort);
	return yield* inOrder(entries, yield* orderInSteps(entries.length, compare));
});

/** Each is looked for among up to a hundred thousand. */
const placesPerStep = 100;

/** Two lists that are in order as one: places are looked for in the longer one alone. Own jobs stand after those alike. */
const mergedSection = rememberSteps(function* (
	own: Section,
	others: Section,
	sort: JobSort,
): Steps<Section> {
	const isFewOwn = own.length <= others.length;
	const [few, many] = isFewOwn ? [own, others] : [others, own];
	const merged: JobEntry[] = [];
	let next = 0;
	for (const [index, entry] of few.entries()) {
		const key = sortKey(entry.job, sort);
		const end = firstPlace(next, many.length, place => {
			const other = many[place];
			const order = other === undefined ? 1 : compareKeys(sortKey(other.job, sort), key);
			return isFewOwn ? order > 0 : order >= 0;
		});
		yield* eachInSteps(many.slice(next, end), other => {
			merged.push(other);
		});
		next = end;
		merged.push(entry);
		if (index % placesPerStep === 0) {
			yield;
		}
	}

	yield;

	return merged.concat(many.slice(next));
});
