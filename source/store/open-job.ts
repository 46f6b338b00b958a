import type {Effect} from '../domain/effect.ts';
import type {JobEvent} from '../domain/event.ts';
import {isSameJob} from '../domain/job.ts';
import {withCluster} from './clusters.ts';
import type {OpenJob} from './clusters-state.ts';
import {rowUnderCursor} from './job-rows.ts';
import {waitingOf} from './job-why-of.ts';
import {seenLog} from './log-tab.ts';
import type {Reduction} from './reduction.ts';
import {shownCluster} from './shown-cluster.ts';
import type {State} from './state.ts';

/** What a person asked of the job that is looked at; of another it means nothing any more. */
export function reduceOpenJob(
	state: State,
	event: Extract<JobEvent, {type: 'jobs/explained' | 'jobs/scriptRead'}>,
): State {
	return withCluster(state, event.cluster, cluster => {
		const {open} = cluster;
		return open === undefined || !isSameJob(open.job, event.job)
			? cluster
			: {...cluster, open: told(open, event)};
	});
}

function told(
	open: OpenJob,
	event: Extract<JobEvent, {type: 'jobs/explained' | 'jobs/scriptRead'}>,
): OpenJob {
	const {atMs} = event;
	if (event.type === 'jobs/explained') {
		const {evidence} = event;
		return {
			...open,
			why: evidence.ok
				? {state: 'fresh', value: evidence.value, atMs}
				: {state: 'failed', failure: evidence.failure},
		};
	}

	const {script} = event;
	return {
		...open,
		script: script.ok
			? {state: 'fresh', value: script.value, atMs}
			: {state: 'failed', failure: script.failure},
	};
}

/**
 * Why a job waits, and its script, are asked for once, when the pane that shows them is seen, and only of a job that the
 * cursor rested on: its detail is asked for then.
 */
export function readOpenJob(state: State): Reduction {
	const {screen, paused} = state;
	const cluster = shownCluster(state);
	const open = cluster?.open;
	if (screen?.tab !== 'jobs' || paused !== undefined || open === undefined) {
		return [state, []];
	}

	const {pane, view, isOpen} = screen.jobs;
	const isSeen =
		view === 'queue' && seenLog(screen) === undefined && cluster?.look.job !== undefined;
	const hasRested = open.detail.state !== 'loading' && open.detail.state !== 'idle';
	if (!isSeen || !hasRested || cluster === undefined) {
		return [state, []];
	}

	const about = {cluster: cluster.config.name, job: open.job};
	const loading = (part: Partial<OpenJob>, effect: Effect): Reduction => [
		withCluster(state, cluster.config.name, one => ({...one, open: {...open, ...part}})),
		[effect],
	];
	if (pane === 'why' && open.why.state === 'idle' && isWaiting(state)) {
		return loading({why: {state: 'loading'}}, {type: 'explainJob', ...about});
	}

	return (pane === 'script' || isOpen) && open.script.state === 'idle'
		? loading({script: {state: 'loading'}}, {type: 'readJobScript', ...about})
		: [state, []];
}

/** Of an array any of its tasks, also where others run. */
function isWaiting(state: State): boolean {
	const row = rowUnderCursor(state);
	return row !== undefined && waitingOf(row) !== undefined;
}
