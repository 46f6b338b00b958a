import type {Job} from '../domain/job.ts';
import type {JobPhase} from '../domain/job-where.ts';
import type {JobSort} from '../domain/screen.ts';
import {arrayTasks} from './array-tasks.ts';
import {phaseOf} from './job-phase.ts';
import {eachInSteps, type Steps} from './steps.ts';

const jobSorts: readonly JobSort[] = [
	...(['mine', 'id', 'name', 'user', 'state', 'time', 'priority', 'submitted'] as const),
];

/** The sort that follows. */
export function nextJobSort(sort: JobSort): JobSort {
	return jobSorts[(jobSorts.indexOf(sort) + 1) % jobSorts.length] ?? 'mine';
}

/** What runs is first, then what waits, then what ended. */
const ranks: Readonly<Record<JobPhase, number>> = {
	...{runs: 0, waits: 1, held: 2, never: 3, failed: 4, stopped: 4, done: 4, unknown: 5},
};

/** Where a row stands: what is compared of it, computed once. */
export type SortKey = {
	readonly rank: number;
	/** The smaller first; NaN never stands here. */
	readonly value: number;
	readonly text: string;
	readonly id: number;
	/** The first one of what it stands for. */
	readonly task: number;
};

export function sortKey(job: Job, sort: JobSort): SortKey {
	const {rank, value = 0, text = ''} = keyParts[sort](job);
	return {
		rank: rank ?? 0,
		value,
		text,
		id: Number.parseInt(job.array?.id ?? job.id, 10) || 0,
		task: job.array === undefined ? -1 : (arrayTasks(job.array.task).first ?? -1),
	};
}

type KeyParts = {readonly rank?: number; readonly value?: number; readonly text?: string};

const unknownLast = Number.MAX_VALUE;

const keyParts: Readonly<Record<JobSort, (job: Job) => KeyParts>> = {
	mine: byPhase,
	state: byPhase,
	id: ({array, id}) => ({value: -(Number.parseInt(array?.id ?? id, 10) || 0)}),
	name: ({name}) => ({text: name}),
	user: ({user}) => ({text: user}),
	time: ({elapsedSeconds}) => ({value: largestFirst(elapsedSeconds)}),
	priority: ({priority}) => ({value: largestFirst(priority)}),
	submitted: ({submittedAtMs}) => ({value: largestFirst(submittedAtMs)}),
};

/** What has run longest first; of what waits what has the highest priority, then what came first; what ended last first. */
function byPhase(job: Job): KeyParts {
	const phase = phaseOf(job);
	const rank = ranks[phase];
	switch (phase) {
		case 'runs':
			return {rank, value: job.startsAtMs ?? unknownLast};
		case 'waits':
		case 'held':
		case 'never':
			return {rank, value: largestFirst(job.priority)};
		default:
			return {rank, value: largestFirst(job.endsAtMs)};
	}
}

function largestFirst(value: number | undefined): number {
	return value === undefined ? unknownLast : -value;
}

/** Rows that are alike stand in the order of their ids, which is that in which they were submitted. */
export function compareKeys(one: SortKey, other: SortKey): number {
	return (
		one.rank - other.rank ||
		one.value - other.value ||
		compareTexts(one.text, other.text) ||
		one.id - other.id ||
		one.task - other.task
	);
}

/** Compares very many rows by their places: their keys stand in columns, for objects would have to be cleared away. */
export function* compareInSteps(
	rows: readonly {readonly job: Job}[],
	sort: JobSort,
): Steps<(one: number, other: number) => number> {
	const ranks = new Uint8Array(rows.length);
	const values = new Float64Array(rows.length);
	const texts: string[] = [];
	const ids = new Float64Array(rows.length);
	const tasks = new Float64Array(rows.length);
	yield* eachInSteps(rows, ({job}, place) => {
		const key = sortKey(job, sort);
		ranks[place] = key.rank;
		values[place] = key.value;
		texts.push(key.text);
		ids[place] = key.id;
		tasks[place] = key.task;
	});
	return (one, other) =>
		difference(ranks, one, other) ||
		difference(values, one, other) ||
		compareTexts(texts[one] ?? '', texts[other] ?? '') ||
		difference(ids, one, other) ||
		difference(tasks, one, other);
}

function difference(column: Uint8Array | Float64Array, one: number, other: number): number {
	return (column[one] ?? 0) - (column[other] ?? 0);
}

function compareTexts(one: string, other: string): number {
	return one === other ? 0 : one < other ? -1 : 1;
}
