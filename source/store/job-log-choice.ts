import type {NodeName} from '../domain/ids.ts';
import {isSameJob, type Job, type JobRef} from '../domain/job.ts';
import type {JobPhase} from '../domain/job-where.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {JobStream, LogSource} from '../domain/screen.ts';
import {phaseOf} from '../rules/job-phase.ts';
import {taskDetail} from '../rules/task-detail.ts';
import {type Screened, withScreen} from './action-table.ts';
import type {ClusterState} from './clusters-state.ts';
import {jobsOf, type JobEntry} from './job-row.ts';
import {rowUnderCursor} from './job-rows.ts';
import {openedLog} from './log-choice.ts';
import type {Reduction} from './reduction.ts';
import type {LogScreen} from './screen-state.ts';
import {shownCluster} from './shown-cluster.ts';
import type {State} from './state.ts';

type JobLog = Extract<LogSource, {kind: 'job'}>;

/** Opens the log of the job under the cursor; of an array that is folded it asks of which task. */
export function openJobLog(state: Screened, live: State): Reduction {
	const row = rowUnderCursor(state);
	const cluster = shownCluster(live);
	if (row === undefined || cluster === undefined) {
		return [state, []];
	}

	const [first, ...others] = sourcesOf(row, cluster);
	if (first === undefined) {
		const reason = 'No task of it has begun: none has written.';
		return [
			withScreen(state, {
				...state.screen,
				toast: {
					what: {kind: 'notice', notice: {kind: 'refused', reason}},
					sinceMs: state.clock.atMs,
				},
			}),
			[],
		];
	}

	const node = loginOf(cluster);
	return [
		withScreen(
			state,
			others.length === 0
				? openedLog(state.screen, node, first)
				: {
						...state.screen,
						dialog: {kind: 'chooseLog', node, sources: [first, ...others], cursor: 0},
					},
		),
		[],
	];
}

/** As events and failures name it: the machine on which it is read. */
function loginOf({config: {via, name}}: ClusterState): NodeName {
	return (via ?? name) as string as NodeName;
}

const mostTasks = 200;

/** Of an array its tasks that have begun: those that failed first, then those that run, each by its number. */
function sourcesOf(row: JobEntry, {config, open}: ClusterState): readonly JobLog[] {
	const detail = open && loadedValue(open.detail);
	const sourceOf = (ref: JobRef, job: Job): JobLog => ({
		kind: 'job',
		cluster: config.name,
		job: ref,
		name: job.name,
		stream: 'stdout',
		told: open !== undefined && isSameJob(open.job, ref) ? detail : taskDetail(detail, job),
	});
	if (row.kind !== 'array') {
		return [sourceOf(row.ref, row.job)];
	}

	return jobsOf(row)
		.filter(job => /^\d+$/.test(job.array?.task ?? '') && phaseOf(job) !== 'waits')
		.toSorted((one, other) => rankOf(one) - rankOf(other) || taskOf(one) - taskOf(other))
		.slice(0, mostTasks)
		.map(job => {
			const {id, user, submittedAtMs, state, reason, elapsedSeconds} = job;
			return {
				...sourceOf({id, user, submittedAtMs}, job),
				listed: {state, reason, elapsedSeconds},
			};
		});
}

function rankOf(job: Job): number {
	const rank = ranks.indexOf(phaseOf(job));
	return rank < 0 ? ranks.length : rank;
}

const ranks: readonly JobPhase[] = ['failed', 'runs'];

function taskOf({array}: Job): number {
	return Number(array?.task);
}

/** The other of the two streams, opened anew; undefined: it is no log of a job. */
export function otherStream(screen: Screened['screen'], view: LogScreen): LogScreen | undefined {
	const {source} = view.opened;
	if (source.kind !== 'job') {
		return undefined;
	}

	const stream: JobStream = source.stream === 'stdout' ? 'stderr' : 'stdout';
	return {
		...view,
		opened: {...view.opened, log: screen.nextLog, source: {...source, stream}},
		top: undefined,
		match: undefined,
	};
}
