import type {Effect} from '../domain/effect.ts';
import type {Event} from '../domain/event.ts';
import type {SlurmName} from '../domain/ids.ts';
import {changeKey} from '../rules/change-key.ts';
import {changeCommands, changeWords, namedIds, nodeChangeArgv} from '../rules/change-argv.ts';
import {submitCommand} from '../rules/submission-argv.ts';
import type {Screened} from './action-table.ts';
import {viaOf} from './cluster-named.ts';
import type {Reduction} from './reduction.ts';
import type {State} from './state.ts';
import type {UnderWay} from './under-way-state.ts';

/** The state with what was begun and what ended by this event. */
export function withUnderWay(state: State, event: Event, effects: readonly Effect[]): State {
	if (event.type === 'jobs/sending') {
		return withSent(state, event.cluster, event.argv);
	}

	const begun = effects.flatMap(effect => begunBy(effect, event.atMs));
	const stopped = effects.flatMap(effect => (effect.type === 'stopChange' ? [effect.number] : []));
	const ended = endedBy(event);
	if (begun.length === 0 && stopped.length === 0 && ended === undefined) {
		return state;
	}

	const at = state.underWay.findIndex(({key}) => key === ended);
	const left = at < 0 ? state.underWay : state.underWay.toSpliced(at, 1);
	const marked = left.map(one =>
		stopped.some(number => number === one.key) ? {...one, isStopped: true as const} : one,
	);
	const numbers = begun.flatMap(({key}) => (typeof key === 'number' ? [key] : []));
	const changeCount = Math.max(state.changeCount, ...numbers);
	return {...state, changeCount, underWay: [...marked, ...begun]};
}

/** Stops what is told to be under way, where some of it was not sent yet; undefined: there is no such thing. */
export function stopUnderWay(state: Screened, live: State): Reduction | undefined {
	const told = longestUnderWay(live);
	const {line, help, dialog} = state.screen;
	const isCovered = line !== undefined || help !== undefined || dialog !== undefined;
	return typeof told?.key !== 'number' || isCovered || restOf(told) !== 'stoppable'
		? undefined
		: [state, [{type: 'stopChange', cluster: told.cluster, number: told.key}]];
}

/** Whether a key stops what is left of it, or has; undefined: it takes one command, or the last of them has gone out. */
export function restOf({progress, isStopped}: UnderWay): 'stoppable' | 'stopped' | undefined {
	if (isStopped === true) {
		return 'stopped';
	}

	return progress !== undefined && progress.sent < progress.ids.length ? 'stoppable' : undefined;
}

/** Counts what goes out for the jobs of a change that takes several commands; another may name the same jobs. */
function withSent(state: State, cluster: SlurmName, argv: readonly string[]): State {
	const named = namedIds(argv);
	const words = changeWords(argv);
	const at = state.underWay.findIndex(
		one => one.cluster === cluster && changeWords(one.argv) === words && isLeftOf(one, named),
	);
	const one = named.length === 0 ? undefined : state.underWay[at];
	if (one?.progress === undefined) {
		return state;
	}

	const progress = {...one.progress, sent: one.progress.sent + named.length};
	return {...state, underWay: state.underWay.with(at, {...one, progress})};
}

function isLeftOf({progress}: UnderWay, named: readonly string[]): boolean {
	return (
		progress !== undefined &&
		progress.sent + named.length <= progress.ids.length &&
		named.every(id => progress.ids.includes(id))
	);
}

const leastMs = 300;

/**
 * What is told to be under way: what has been for longest of what a key can still stop, and else for longest of all. Not
 * before it is long enough to be told, and not of a cluster that is gone, of which nobody will hear.
 */
export function longestUnderWay({underWay, clusters, clock}: State): UnderWay | undefined {
	const told = underWay.filter(
		({cluster, sinceMs}) =>
			clock.atMs - sinceMs >= leastMs && clusters.some(({config}) => config.name === cluster),
	);
	return told.find(one => restOf(one) === 'stoppable') ?? told[0];
}

/** The machine that is asked; of a cluster of this machine its name. */
export function placeOf(state: State, {cluster}: UnderWay): string {
	return viaOf(state, cluster) ?? cluster;
}

function begunBy(effect: Effect, sinceMs: number): readonly UnderWay[] {
	switch (effect.type) {
		case 'changeJobs': {
			const {cluster, change, jobs, number} = effect;
			const commands = changeCommands(change, jobs);
			const ids = jobs.map(({id}) => id);
			const progress = commands.length > 1 ? {progress: {ids, sent: 0}} : {};
			const argv = commands[0]?.argv ?? [];
			return [{cluster, key: number, argv, sinceMs, ...progress}];
		}
		case 'changeSlurmNode': {
			const {cluster, change, nodes} = effect;
			const key = changeKey(cluster, change, nodes);
			return [{cluster, key, argv: nodeChangeArgv(nodes, change), sinceMs}];
		}
		case 'submitJob': {
			const {cluster, submission} = effect;
			const {argv} = submitCommand(submission);
			return [{cluster, key: changeKey(cluster, submission.token, []), argv, sinceMs}];
		}
		default:
			return [];
	}
}

function endedBy(event: Event): number | string | undefined {
	switch (event.type) {
		case 'jobs/changed':
			return event.number;
		case 'jobs/nodeChanged':
			return changeKey(
				event.cluster,
				event.change,
				event.outcomes.map(({node}) => node),
			);
		case 'jobs/submissionEnded':
			return changeKey(event.cluster, event.token, []);
		default:
			return undefined;
	}
}
