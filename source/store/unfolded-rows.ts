import type {ClusterState} from './clusters-state.ts';
import type {Matcher} from './filtered-jobs.ts';
import type {JobRow} from './job-row.ts';
import type {Section, SectionIndex} from './job-sections.ts';
import {type Unfolded, unfolded} from './job-tasks.ts';

/** The ids of arrays that are unfolded, the tasks of them that were told, and which of those are shown: undefined, all. */
export type Folds = {
	readonly open: readonly string[];
	readonly tasks: ClusterState['tasks'];
	readonly matcher: Matcher | undefined;
};

type Part = Unfolded & {readonly place: number};

/** A section with the tasks of what is unfolded: nothing is read of the rows between, which may be very many. */
export function withTasks(
	section: Section,
	{open, tasks, matcher}: Folds,
	index: readonly SectionIndex[],
): {readonly rows: readonly JobRow[]; readonly index: readonly SectionIndex[]} {
	const parts = open
		.flatMap((id): readonly Part[] => {
			const place = arrayPlace(section, id, index);
			const entry = section[place];
			return entry?.kind === 'array' ? [{...unfolded(entry, tasks, matcher), place}] : [];
		})
		.toSorted((one, other) => one.place - other.place);
	return parts.length === 0
		? {rows: section, index: []}
		: {rows: joined(section, parts), index: parts.flatMap(part => part.index)};
}

function arrayPlace(section: Section, id: string, index: readonly SectionIndex[]): number {
	const entries = index.flatMap(known => known.get(id) ?? []);
	for (const entry of entries) {
		const place = entry.kind === 'array' ? section.indexOf(entry) : -1;
		if (place >= 0) {
			return place;
		}
	}

	// A job of another user may have the id of an array.
	return entries.some(({kind}) => kind === 'job')
		? section.findIndex(entry => entry.kind === 'array' && entry.ref.id === id)
		: -1;
}

/** With these parts in the places of the rows that they were made of. */
function joined(section: Section, parts: readonly Part[]): Section {
	const pieces: Section[] = [];
	let next = 0;
	for (const {rows, place} of parts) {
		pieces.push(section.slice(next, place), rows);
		next = place + 1;
	}

	return nothing.concat(...pieces, section.slice(next));
}

const nothing: Section = [];
