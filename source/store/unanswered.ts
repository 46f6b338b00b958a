import {assertNever} from '../domain/assert-never.ts';
import type {ClusterEvent} from '../domain/event.ts';
import {withFailure} from '../domain/loadable.ts';
import type {ClusterState} from './clusters-state.ts';
import {withTasks} from './tasks-of-arrays.ts';

type Unanswered = Extract<ClusterEvent, {type: 'cluster/askFailed'}>;

/** A question that was not answered: what it asked for is old, and where that concerns all questions there is trouble. */
export function reduceUnanswered(cluster: ClusterState, event: Unanswered): ClusterState {
	return withTrouble(unanswered(cluster, event), event);
}

function unanswered(cluster: ClusterState, event: Unanswered): ClusterState {
	const {question, subject, failure} = event;
	switch (question) {
		case 'mine':
		case 'all':
		case 'finished':
			return {...cluster, [question]: withFailure(cluster[question], failure)};
		case 'nodes':
			return {...cluster, nodes: withFailure(cluster.nodes, failure)};
		case 'tasks': {
			const before = cluster.tasks[subject ?? ''];
			return subject === undefined
				? cluster
				: {
						...cluster,
						tasks: withTasks(cluster, subject, withFailure(before ?? {state: 'loading'}, failure)),
					};
		}

		case 'job': {
			const {open} = cluster;
			return open?.job.id === subject && open !== undefined
				? {...cluster, open: {...open, detail: withFailure(open.detail, failure)}}
				: cluster;
		}

		case 'usage':
			return cluster;
		default:
			return assertNever(question);
	}
}

/** Trouble is what concerns all questions: of the database, of nodes, or of one job it is none. */
function withTrouble(cluster: ClusterState, event: Unanswered): ClusterState {
	const {question, failure, controller, atMs, tookMs, intervalMs} = event;
	const isOfAll =
		question !== 'finished' &&
		question !== 'usage' &&
		(controller !== 'up' || failure.kind === 'timedOut');
	if (!isOfAll) {
		return cluster;
	}

	const sinceMs = cluster.trouble?.sinceMs ?? atMs;
	const retryAtMs = intervalMs === undefined ? undefined : atMs - tookMs + intervalMs;
	return {...cluster, trouble: {failure, controller, sinceMs, retryAtMs}};
}
