import type {SlurmName} from '../domain/ids.ts';
import type {JobRef} from '../domain/job.ts';
import type {JobColumn, JobPane, JobSort} from '../domain/screen.ts';
import type {JobEntry} from './job-row.ts';
import {initialSlurmNodes, type SlurmNodesScreen} from './slurm-nodes-screen.ts';

/** What the person at the terminal has chosen in the tab of jobs. */
export type JobsScreen = {
	/** Which cluster, where there are several; undefined: the first. */
	readonly cluster: SlurmName | undefined;
	readonly view: 'queue' | 'nodes';
	/** The job that the cursor was put on: an identity, not a line. Undefined before a key or a click: the first row. */
	readonly cursor: JobRef | undefined;
	/** The id of a job that was submitted: the cursor goes there when it is told of, unless it is moved before. */
	readonly awaited: string | undefined;
	readonly nodes: SlurmNodesScreen;
	readonly sort: JobSort;
	/** The order that was chosen last, and when, while it is being made; undefined: it is `sort`. */
	readonly nextSort: {readonly sort: JobSort; readonly sinceMs: number} | undefined;
	/** As typed, and always one that is a filter; empty shows all. */
	readonly filter: string;
	/** Everybody's jobs, not only own ones. */
	readonly hasAll: boolean;
	/** Ids of arrays whose tasks are seen. */
	readonly unfolded: readonly string[];
	/** Of those whose rows are being made: they are unfolded when these are ready, unless they are folded again before. */
	readonly unfolding: readonly string[];
	/** The detail has the whole body. */
	readonly isOpen: boolean;
	/** The view or the tab that it was opened from, where esc goes back to; undefined: its own. */
	readonly openedFrom: 'nodes' | 'events' | undefined;
	readonly pane: JobPane;
	readonly focus: 'list' | 'detail';
	readonly detailScroll: number;
	readonly lastDetailScroll: number;
	/** In the order in which they were marked. */
	readonly marks: readonly JobRef[];
	/** Those that a person chose; undefined: as many as there is room for (SCREENS 4). */
	readonly columns: readonly JobColumn[] | undefined;
	/** The order that rows keep for a while after a key: of own jobs, then of those of others. */
	readonly calm: ReadonlyArray<readonly JobRef[]> | undefined;
	/** The row under the cursor whose job is told of no more, and where in the order it was: it stays until the cursor leaves it. */
	readonly gone: {readonly row: JobEntry; readonly place: number} | undefined;
};

export const initialJobs: JobsScreen = {
	cluster: undefined,
	view: 'queue',
	cursor: undefined,
	nodes: initialSlurmNodes,
	awaited: undefined,
	openedFrom: undefined,
	sort: 'mine',
	nextSort: undefined,
	filter: '',
	hasAll: false,
	unfolded: [],
	unfolding: [],
	isOpen: false,
	pane: 'facts',
	focus: 'list',
	detailScroll: 0,
	lastDetailScroll: 0,
	marks: [],
	columns: undefined,
	calm: undefined,
	gone: undefined,
};
