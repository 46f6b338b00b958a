/** The order of the rows of jobs, which may be held for a while for a hand that is on its way to one of them. */
import {isSameJob, type JobRef} from '../domain/job.ts';
import {rememberSteps} from '../rules/remember-steps.ts';
import {doAll, eachInSteps, type Steps} from '../rules/steps.ts';
import {createWideIndex, type WideIndex} from '../rules/wide-index.ts';
import type {JobEntry} from './job-row.ts';
import {type Section, sectionsOf} from './job-sections.ts';
import {remember} from './remember.ts';
import type {JobsScreen} from './jobs-screen.ts';
import {initialScreen} from './screen-state.ts';
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

/** The order in which rows stand now: that which is held, where they stand in it. */
export function orderOfJobs(state: State): Order {
	const {calm} = (state.screen ?? initialScreen).jobs;
	const order = orderOf(heldSections(state));
	const isHeld =
		calm?.length === order.length && order.every((refs, index) => refs === calm[index]);
	return isHeld ? calm : order;
}

/** The order in which they stand where none is held. */
export function sortedOrderOfJobs(state: State): Order {
	return orderOf(sortedSections(state));
}

function sortedSections(state: State): readonly Section[] {
	return sectionsOf(shownCluster(state), (state.screen ?? initialScreen).jobs);
}

const inCalmOrder = remember((sections: readonly Section[], calm: Order): readonly Section[] => {
	const held = sections.map((section, index) => doAll(holdInSteps(section, calm[index])));
	return held.every((section, index) => section === sections[index]) ? sections : held;
});

/** Known rows as they stood, then those that came since. */
export function* holdInSteps(
	section: Section,
	order: readonly JobRef[] | undefined,
): Steps<Section> {
	return order === undefined || order.length === 0 || order === refsBySection.get(section)
		? section
		: yield* inOrder(section, order);
}

const inOrder = rememberSteps(function* (
	section: Section,
	order: readonly JobRef[],
): Steps<Section> {
	const places = yield* placesIn(order);
	const known: (JobEntry | undefined)[] = new Array<undefined>(order.length).fill(undefined);
	const others: JobEntry[] = [];
	yield* eachInSteps(section, entry => {
		const {id} = entry.ref;
		// Of several with an id the first is where the first was, and so on.
		const place = places.find(id, at => order[at]?.id === id && known[at] === undefined);
		if (place === undefined) {
			others.push(entry);
		} else {
			known[place] = entry;
		}
	});
	const held: JobEntry[] = [];
	let isSame = section.length === order.length;
	yield* eachInSteps([...known, ...others], entry => {
		if (entry !== undefined) {
			isSame &&= isAt(order, held.length, entry.ref);
			held.push(entry);
		}
	});
	if (isSame) {
		// So that the next key finds the order as it is, and nothing is put in order again.
		refsBySection.set(held, order);
	}

	return held;
});

function isAt(order: readonly JobRef[], index: number, ref: JobRef): boolean {
	const before = order[index];
	return before !== undefined && isSameJob(before, ref);
}

/** Worked out once for each order, which is asked for with each list that comes while it is held. */
const placesIn = rememberSteps(function* (order: readonly JobRef[]): Steps<WideIndex> {
	const places = createWideIndex(order.length);
	yield* eachInSteps(order, ({id}, place) => {
		places.add(id, place);
	});
	return places;
});

const orderOf = remember((sections: readonly Section[]): Order => sections.map(refsOf));

const refsBySection = new WeakMap<Section, readonly JobRef[]>();

/** The same array for the same section: an order that is held costs nothing while no list changes. */
function refsOf(section: Section): readonly JobRef[] {
	return refsBySection.get(section) ?? doAll(readyOrder(section));
}

/** The order of a section, made before anybody asks for it. */
export function* readyOrder(section: Section): Steps<readonly JobRef[]> {
	const known = refsBySection.get(section);
	if (known !== undefined) {
		return known;
	}

	const refs: JobRef[] = [];
	yield* eachInSteps(section, ({ref}) => {
		refs.push(ref);
	});

	refsBySection.set(section, refs);
	return refs;
}
