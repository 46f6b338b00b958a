import type {JobPhase} from './job-where.ts';

/** How a job ended. */
export type EndPhase = Extract<JobPhase, 'done' | 'failed' | 'stopped'>;

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

/** It neither runs nor waits, nor will again without a hand. */
export function isEnd(phase: JobPhase): phase is EndPhase {
	return phase === 'done' || phase === 'failed' || phase === 'stopped';
}

/** `NODE_FAIL`; a state that is not known may be one that still stands. */
export function isEndState(state: string): boolean {
	const known = Object.hasOwn(jobStates, state) ? jobStates[state] : undefined;
	return known !== undefined && isEnd(known.phase);
}
