import type {SlurmName} from '../domain/ids.ts';
import type {LogEntry} from '../domain/log-entry.ts';
import {type Screened, withScreen} from './action-table.ts';
import {showCluster} from './cluster-actions.ts';
import type {JobEntry} from './job-row.ts';
import {allRows} from './job-rows.ts';
import {jobFilterThatShows, withJobs} from './jobs-cursor.ts';
import {initialScreen} from './screen-state.ts';
import {shownCluster} from './shown-cluster.ts';
import type {State} from './state.ts';

type NamedThere = {readonly cluster: SlurmName; readonly id: string};

/**
 * The job that an event is about on its own tab, out of a log, with its detail; a filter that hides it goes, and esc
 * comes back. Undefined: it is about no job, or its cluster tells of that one no more.
 */
export function showJobOf(state: Screened, entry: LogEntry | undefined): State | undefined {
	const named = entry && jobOf(entry.what);
	if (named === undefined || !state.clusters.some(({config}) => config.name === named.cluster)) {
		return undefined;
	}

	const isShown = shownCluster(state)?.config.name === named.cluster;
	const {screen = initialScreen, ...rest} = isShown ? state : showCluster(state, named.cluster);
	const queue = {...rest, screen: withJobs(screen, {view: 'queue', calm: undefined})};
	const row = rowNamed(queue, named.id);
	return row === undefined
		? undefined
		: withScreen(queue, {
				...withJobs(queue.screen, {
					...{cursor: row.ref, filter: jobFilterThatShows(queue, row.ref)},
					...{isOpen: true, openedFrom: 'events', pane: 'facts', focus: 'list', detailScroll: 0},
				}),
				...{tab: 'jobs', log: undefined},
			});
}

function jobOf(what: LogEntry['what']): NamedThere | undefined {
	if (what.kind === 'cluster') {
		const {news} = what;
		return 'job' in news ? {cluster: news.cluster, id: news.job.id} : undefined;
	}

	if (what.kind !== 'deed') {
		return undefined;
	}

	const {deed} = what;
	const {cluster} = deed;
	if (deed.kind === 'changedJob') {
		return {cluster, id: deed.outcome.job.id};
	}

	return deed.kind === 'submitted' && deed.outcome.kind === 'submitted'
		? {cluster, id: deed.outcome.id}
		: undefined;
}

/** A task of an array that is folded is there with its array. Own jobs come first. */
function rowNamed(state: State, id: string): JobEntry | undefined {
	const rows = allRows(state).filter(row => row.kind !== 'blank');
	return (
		rows.find(({ref}) => ref.id === id) ??
		rows.find(({kind, ref}) => kind === 'array' && ref.id === id.replace(/_.*/, ''))
	);
}
