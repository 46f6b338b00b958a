import type {Job} from '../domain/job.ts';
import type {JobChange} from '../domain/job-change.ts';
import {isEnd} from '../domain/job-state.ts';
import {phaseOf, stateName} from './job-phase.ts';

/** A state that we do not know may be one that still stands. */
export function hasEnded(job: Job): boolean {
	return isEnd(phaseOf(job));
}

/** How a job ended, and all of an array; undefined where its tasks did in several ways. */
export function commonState(records: readonly Job[]): string | undefined {
	const [state, ...others] = new Set(records.map(stateName));
	return others.length === 0 ? state : undefined;
}

/** What that has ended cannot be changed: nothing is sent. What is queued again may have ended, and a comment stays. */
export function needsToStand(change: JobChange): boolean {
	return change.kind !== 'requeue' && change.kind !== 'requeueHold' && change.kind !== 'setComment';
}

/**
 * Whether the records of a job show what was wanted, where nothing else tells: undefined where they do not say. No
 * records: the controller has forgotten it.
 */
export function isFulfilled(change: JobChange, records: readonly Job[]): boolean | undefined {
	switch (change.kind) {
		case 'cancel':
			return records.every(job => hasEnded(job) || job.state.startsWith('COMPLETING'));
		case 'hold':
			return some(records, job => hasEnded(job) || phaseOf(job) === 'runs' || isHeld(job));
		case 'release':
			return some(records, job => !isHeld(job));
		case 'requeue':
			return some(records, ({state}) => state === 'PENDING' || state.startsWith('REQUEUE'));
		case 'requeueHold':
			return some(records, isHeld);
		case 'setTimeLimit':
			return some(records, ({timeLimitSeconds}) => timeLimitSeconds === change.seconds);
		case 'setName':
			return some(records, ({name}) => name === change.name);
		case 'addTime':
		case 'setNice':
		case 'setComment':
			return undefined;
		default:
			return undefined;
	}
}

/** Of all of them, and of one at least. */
function some(records: readonly Job[], isSo: (job: Job) => boolean): boolean {
	return records.length > 0 && records.every(isSo);
}

/** Nobody lets it start before somebody releases it: it has no priority then, whatever its reason says. */
export function isHeld(job: Job): boolean {
	const phase = phaseOf(job);
	return phase === 'held' || (job.priority === 0 && (phase === 'waits' || phase === 'never'));
}

/** It was held while it runs: it runs on, and waits to be released where it is queued again. It has no priority then. */
export function runsHeld(job: Job): boolean {
	return job.priority === 0 && phaseOf(job) === 'runs';
}
