/** The order of the rows of jobs, which may be held for a while for a hand that is on its way to one of them. */
import type {JobRef} from '../domain/job.ts';
import {type Section, sectionsOf} from './job-sections.ts';
import {remember} from './remember.ts';
import {initialScreen, type JobsScreen} from './screen-state.ts';
import {shownCluster} from './shown-cluster.ts';
import type {State} from './state.ts';

/** Of each section. */
type Order = NonNullable<JobsScreen['calm']>;

/** The sections in the order in which they are drawn. */
export function heldSections(state: State): readonly Section[] {
	const {calm} = (state.screen ?? initialScreen).jobs;
	const sections = sortedSections(state);
	return calm === undefined ? sections : inCalmOrder(sections, calm);
}

/** The order in which rows stand now. */
export function orderOfJobs(state: State): Order {
	return orderOf(heldSections(state));
}

/** The order in which they stand where none is held. */
export function sortedOrderOfJobs(state: State): Order {
	return orderOf(sortedSections(state));
}

function sortedSections(state: State): readonly Section[] {
	return sectionsOf(shownCluster(state), (state.screen ?? initialScreen).jobs);
}

const inCalmOrder = remember((sections: readonly Section[], calm: Order): readonly Section[] => {
	const held = sections.map((section, index) => inOrder(section, calm[index] ?? []));
	return held.every((section, index) => section === sections[index]) ? sections : held;
});

/** Known rows as they stood, then those that came since. */
function inOrder(section: Section, order: readonly JobRef[]): Section {
	if (order === refsOf(section)) {
		return section;
	}

	const byId = new Map(section.map(entry => [entry.ref.id, entry]));
	const known = order.flatMap(({id}) => {
		const entry = byId.get(id);
		byId.delete(id);
		return entry ?? [];
	});
	const held = [...known, ...byId.values()];
	if (held.length === order.length && held.every(({ref}, index) => ref === order[index])) {
		// So that the next key finds the order as it is, and nothing is put in order again.
		refsBySection.set(held, order);
	}

	return held;
}

const orderOf = remember((sections: readonly Section[]): Order => sections.map(refsOf));

const refsBySection = new WeakMap<Section, readonly JobRef[]>();

/** The same array for the same section: an order that is held costs nothing while no list changes. */
function refsOf(section: Section): readonly JobRef[] {
	const known = refsBySection.get(section) ?? section.map(({ref}) => ref);
	refsBySection.set(section, known);
	return known;
}
