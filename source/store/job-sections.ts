/** The jobs of the table in their order, before anything is filtered or unfolded: own ones, and those of others. */
import {loadedValue} from '../domain/loadable.ts';
import type {JobSort} from '../domain/screen.ts';
import {firstPlace} from '../rules/first-place.ts';
import {compareInSteps, compareKeys, sortKey} from '../rules/job-order.ts';
import {inOrder, orderInSteps} from '../rules/sort-in-steps.ts';
import {doAll, eachInSteps, type Steps} from '../rules/steps.ts';
import {createWideIndex} from '../rules/wide-index.ts';
import type {ClusterState} from './clusters-state.ts';
import {otherEntries, ownEntries} from './job-entries.ts';
import type {JobEntry} from './job-row.ts';
import {remember} from './remember.ts';
import {rememberSteps} from '../rules/remember-steps.ts';
import type {JobsScreen} from './jobs-screen.ts';
import {ownJobs, ownUser} from './own-jobs.ts';

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
