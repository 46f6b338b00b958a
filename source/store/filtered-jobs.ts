/** Those rows of jobs that a filter shows. */
import type {Job} from '../domain/job.ts';
import {type NamesOf, parseJobFilter} from '../rules/job-filter.ts';
import {matchingPlaces, readyForFilter} from '../rules/job-filter-columns.ts';
import {rememberSteps} from '../rules/remember-steps.ts';
import {doAll, eachInSteps, type Steps} from '../rules/steps.ts';
import {namesOfNodes, type RackIndex} from './job-nodes.ts';
import type {JobEntry} from './job-row.ts';
import type {Section} from './job-sections.ts';
import {remember} from './remember.ts';

export type Matcher = {
	/** 1 at the place of each job that matches. */
	readonly placesIn: (jobs: readonly Job[]) => Uint8Array;
};

const parsed = remember(parseJobFilter);

/** Undefined: all match. What is no filter never becomes the one in use (store/screen-line.ts). */
export const matcherOf = remember((text: string, index: RackIndex): Matcher | undefined => {
	const filter = parsed(text);
	if (filter.kind === 'problem' || filter.terms.length === 0) {
		return undefined;
	}

	const namesOf: NamesOf = list => namesOfNodes(list, index);
	return {
		placesIn: jobs => matchingPlaces(filter, jobs, namesOf),
	};
});

/** Own jobs are asked for more often than those of others: each list is filtered when it changes. */
export function filteredSections(
	sections: readonly Section[],
	matcher: Matcher,
): readonly Section[] {
	const [own = [], others] = sections;
	const shownOwn = filteredOwn(own, matcher);
	return others === undefined ? one(shownOwn) : two(shownOwn, filteredOthers(others, matcher));
}

const one = remember((section: Section): readonly Section[] => [section]);
const two = remember((own: Section, others: Section): readonly Section[] => [own, others]);
const filteredOwn = remember(filtered);
const filteredOthers = remember(filtered);

/** Of an array one record is enough. */
function filtered(section: Section, {placesIn}: Matcher): Section {
	const {jobs, ends} = doAll(recordsOf(section));
	const places = placesIn(jobs);
	const shown: JobEntry[] = [];
	let first = 0;
	let place = -1;
	for (const [index, end] of ends.entries()) {
		// A match that is far ahead is not searched for again from each row before it.
		place = place < first ? places.indexOf(1, first) : place;
		if (place === -1) {
			break;
		}

		const entry = place < end ? section[index] : undefined;
		if (entry !== undefined) {
			shown.push(entry);
		}

		first = end;
	}

	return shown;
}

/** What a filter looks at in a section, made ready. */
export function* readySection(section: Section): Steps<void> {
	const {jobs} = yield* recordsOf(section);
	yield* readyForFilter(jobs);
}

/** The records of all rows one behind the other, and where those of each end. */
const recordsOf = rememberSteps(function* (
	section: Section,
): Steps<{readonly jobs: readonly Job[]; readonly ends: Uint32Array}> {
	const jobs: Job[] = [];
	const ends = new Uint32Array(section.length);
	yield* eachInSteps(section, (entry, index) => {
		for (const job of entry.kind === 'array' ? entry.jobs : [entry.job]) {
			jobs.push(job);
		}

		ends[index] = jobs.length;
	});

	return {jobs, ends};
});
