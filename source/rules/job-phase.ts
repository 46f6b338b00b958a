import type {Job} from '../domain/job.ts';
import {jobStates} from '../domain/job-state.ts';
import type {JobPhase} from '../domain/job-where.ts';
import {waitKindOf, type WaitReason} from './wait-reason.ts';

/** sacct adds by whom a job was cancelled: `CANCELLED by 1001`. */
export function stateName({state}: Pick<Job, 'state'>): string {
	return Object.hasOwn(jobStates, state) ? state : (/^[A-Z_]+/.exec(state)?.[0] ?? state);
}

export function phaseOf(job: Pick<Job, 'state' | 'reason'>): JobPhase {
	const name = stateName(job);
	const phase = Object.hasOwn(jobStates, name) ? jobStates[name]?.phase : undefined;
	if (phase !== 'waits') {
		return phase ?? 'unknown';
	}

	return waitPhase(knownReason(job.reason));
}

function waitPhase(reason: WaitReason | undefined): JobPhase {
	switch (reason?.cause) {
		case 'heldByUser':
		case 'heldByAdmin':
		case 'heldAfterFailure':
			return 'held';
		case 'failedBefore':
			return 'waits';
		default:
			return reason?.kind === 'never' ? 'never' : 'waits';
	}
}

const mostReasons = 500;
const reasons = new Map<string, WaitReason | undefined>();

/** A queue of a hundred thousand jobs has a handful of reasons. */
export function knownReason(reason: string | undefined): WaitReason | undefined {
	if (reason === undefined || reasons.has(reason)) {
		return reasons.get(reason ?? '');
	}

	if (reasons.size >= mostReasons) {
		reasons.clear();
	}

	const known = waitKindOf(reason);
	reasons.set(reason, known);
	return known;
}

/** Whether it has begun or will: it can still be cancelled. */
export function isAlive(job: Pick<Job, 'state' | 'reason'>): boolean {
	const phase = phaseOf(job);
	return phase === 'runs' || phase === 'waits' || phase === 'held' || phase === 'never';
}
