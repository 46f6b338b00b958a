import type {Job} from '../domain/job.ts';
import type {JobPhase} from '../domain/job-where.ts';
import {waitKindOf, type WaitReason} from './wait-reason.ts';

/** https://slurm.schedmd.com/squeue.html#SECTION_JOB-STATE-CODES, with the short form of each. */
export const jobStates: Readonly<
	Record<string, {readonly code: string; readonly phase: Exclude<JobPhase, 'held' | 'never'>}>
> = {
	BOOT_FAIL: {code: 'BF', phase: 'failed'},
	CANCELLED: {code: 'CA', phase: 'stopped'},
	COMPLETED: {code: 'CD', phase: 'done'},
	CONFIGURING: {code: 'CF', phase: 'runs'},
	COMPLETING: {code: 'CG', phase: 'runs'},
	DEADLINE: {code: 'DL', phase: 'failed'},
	// From 25.11 on, without a short form: queued again, before all others.
	EXPEDITING: {code: 'EXPEDITING', phase: 'waits'},
	FAILED: {code: 'F', phase: 'failed'},
	NODE_FAIL: {code: 'NF', phase: 'failed'},
	OUT_OF_MEMORY: {code: 'OOM', phase: 'failed'},
	PENDING: {code: 'PD', phase: 'waits'},
	PREEMPTED: {code: 'PR', phase: 'stopped'},
	RUNNING: {code: 'R', phase: 'runs'},
	RESV_DEL_HOLD: {code: 'RD', phase: 'waits'},
	REQUEUE_FED: {code: 'RF', phase: 'waits'},
	REQUEUE_HOLD: {code: 'RH', phase: 'waits'},
	REQUEUED: {code: 'RQ', phase: 'waits'},
	RESIZING: {code: 'RS', phase: 'runs'},
	REVOKED: {code: 'RV', phase: 'stopped'},
	SIGNALING: {code: 'SI', phase: 'runs'},
	SPECIAL_EXIT: {code: 'SE', phase: 'waits'},
	STAGE_OUT: {code: 'SO', phase: 'runs'},
	STOPPED: {code: 'ST', phase: 'runs'},
	SUSPENDED: {code: 'S', phase: 'runs'},
	TIMEOUT: {code: 'TO', phase: 'failed'},
};

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
