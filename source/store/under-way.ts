import type {Effect} from '../domain/effect.ts';
import type {Event} from '../domain/event.ts';
import type {SlurmName} from '../domain/ids.ts';
import {changeCommands, nodeChangeArgv} from '../rules/change-argv.ts';
import {submitCommand} from '../rules/submission-argv.ts';
import {viaOf} from './cluster-named.ts';
import type {State} from './state.ts';
import type {UnderWay} from './under-way-state.ts';

/** The state with what was begun and what ended by this event. */
export function withUnderWay(state: State, event: Event, effects: readonly Effect[]): State {
	const begun = effects.flatMap(effect => begunBy(effect, event.atMs));
	const ended = endedBy(event);
	if (begun.length === 0 && ended === undefined) {
		return state;
	}

	const at = state.underWay.findIndex(({key}) => key === ended);
	const left = at < 0 ? state.underWay : state.underWay.toSpliced(at, 1);
	return {...state, underWay: [...left, ...begun]};
}

const leastMs = 300;

/** What has been under way for longest, and long enough to be told; of a cluster that is gone nobody will hear. */
export function longestUnderWay({underWay, clusters, clock}: State): UnderWay | undefined {
	return underWay.find(
		({cluster, sinceMs}) =>
			clock.atMs - sinceMs >= leastMs && clusters.some(({config}) => config.name === cluster),
	);
}

/** The machine that is asked; of a cluster of this machine its name. */
export function placeOf(state: State, {cluster}: UnderWay): string {
	return viaOf(state, cluster) ?? cluster;
}

function begunBy(effect: Effect, sinceMs: number): readonly UnderWay[] {
	switch (effect.type) {
		case 'changeJobs': {
			const {cluster, change, jobs} = effect;
			const argv = changeCommands(change, jobs)[0]?.argv ?? [];
			const key = keyOf(
				cluster,
				change,
				jobs.map(({id}) => id),
			);
			return [{cluster, key, argv, sinceMs}];
		}
		case 'changeSlurmNode': {
			const {cluster, change, nodes} = effect;
			const key = keyOf(cluster, change, nodes);
			return [{cluster, key, argv: nodeChangeArgv(nodes, change), sinceMs}];
		}
		case 'submitJob': {
			const {cluster, submission} = effect;
			const {argv} = submitCommand(submission);
			return [{cluster, key: keyOf(cluster, submission.token, []), argv, sinceMs}];
		}
		default:
			return [];
	}
}

function endedBy(event: Event): string | undefined {
	switch (event.type) {
		case 'jobs/changed':
			return keyOf(
				event.cluster,
				event.change,
				event.outcomes.map(({job}) => job.id),
			);
		case 'jobs/nodeChanged':
			return keyOf(
				event.cluster,
				event.change,
				event.outcomes.map(({node}) => node),
			);
		case 'jobs/submissionEnded':
			return keyOf(event.cluster, event.token, []);
		default:
			return undefined;
	}
}

function keyOf(cluster: SlurmName, change: unknown, ids: readonly string[]): string {
	return JSON.stringify([cluster, change, ids.toSorted()]);
}
