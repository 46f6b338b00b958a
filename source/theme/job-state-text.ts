import {isEnd} from '../domain/job-state.ts';
import type {Job} from '../domain/job.ts';
import type {JobPhase} from '../domain/job-where.ts';
import {durationText} from './duration-text.ts';
import {jobStateText} from './job-text.ts';
import {clean, joinSafe, type Safe, safe} from './safe.ts';
import {whenText} from './time-text.ts';

export type JobStateWords = {
	readonly job: Job;
	readonly phase: JobPhase;
	/** Why it waits, as its row says it. */
	readonly wait: readonly Safe[];
	/** It runs on, and waits once it is queued again. */
	readonly isHeld: boolean;
	/** Ids of own jobs that wait for it; raw. */
	readonly dependents: readonly string[];
	readonly nowWallMs: number;
};

const mostDependents = 3;

/** `running since 11:48`, `ends by 19:48`, `4725 waits for it`: the most important first. */
export function jobStateParts(words: JobStateWords): readonly Safe[] {
	return [...ownParts(words), ...dependentParts(words.dependents)];
}

export type LogTaskWords = {
	readonly phase: JobPhase;
	/** As its cluster calls it. */
	readonly state: string;
	readonly runSeconds: number | undefined;
};

/** `done after 8 m 20 s`, `running` */
export function logTaskText({phase, state, runSeconds}: LogTaskWords): Safe {
	const word = jobStateText(phase, state);
	return isEnd(phase) && runSeconds !== undefined
		? safe`${word} after ${clean(durationText(runSeconds * 1000))}`
		: word;
}

function ownParts(words: JobStateWords): readonly Safe[] {
	const {job, phase, wait} = words;
	switch (phase) {
		case 'runs':
			return runningParts(words);
		case 'waits':
			return [safe`waiting: ${wait[0] ?? safe`the cluster does not say why`}`, ...wait.slice(1)];
		case 'held':
		case 'never':
			return wait.length === 0 ? [jobStateText(phase, job.state)] : wait;
		default:
			return endedParts(words);
	}
}

function runningParts({job, phase, isHeld, nowWallMs}: JobStateWords): readonly Safe[] {
	const {startsAtMs, endsAtMs, state, timeLimitSeconds} = job;
	const word = jobStateText(phase, state);
	const since =
		startsAtMs === undefined ? word : safe`${word} since ${whenText(startsAtMs, nowWallMs)}`;
	const held = isHeld ? [safe`held if requeued`] : [];
	if (timeLimitSeconds === 'unlimited') {
		return [since, safe`no time limit`, ...held];
	}

	const end = endsAtMs === undefined ? [] : [safe`ends by ${whenText(endsAtMs, nowWallMs)}`];
	return [since, ...end, ...held];
}

function endedParts({job, phase, nowWallMs}: JobStateWords): readonly Safe[] {
	const {endsAtMs, elapsedSeconds, state, exit} = job;
	const ended = endsAtMs === undefined ? safe`` : safe` at ${whenText(endsAtMs, nowWallMs)}`;
	const after =
		elapsedSeconds === undefined
			? safe``
			: safe` after ${clean(durationText(elapsedSeconds * 1000))}`;
	const {code = 0, signal = 0} = exit ?? {};
	return [
		safe`${jobStateText(phase, state)}${ended}${after}`,
		...(signal === 0 ? [] : [safe`signal ${signal}`]),
		...(phase === 'failed' && code > 0 ? [safe`exit ${code}`] : []),
	];
}

function dependentParts(ids: readonly string[]): readonly Safe[] {
	if (ids.length === 0) {
		return [];
	}

	const named = ids.slice(0, mostDependents).map(id => clean(id, {maxCharacters: 40}));
	const verb = ids.length === 1 ? safe`waits` : safe`wait`;
	const others =
		ids.length > mostDependents ? safe` and ${ids.length - mostDependents} more` : safe``;
	return [safe`${joinSafe(named, safe`, `)}${others} ${verb} for it`];
}
