import {optionOf, type ProgramAnswer, refused, said} from './answer.ts';
import {type DemoJob, demoJobId, demoSelf} from './demo-job.ts';
import {isRemembered, jobsCalled} from './job-selection.ts';
import {endJob, requeueJob, startWaiting} from './queue.ts';
import {keepJob, type QueueState, sortWaiting} from './queue-state.ts';

const cancelled = {state: 'CANCELLED', status: 15} as const;

/** Says nothing of a job that is not there, as the real one. */
export function scancelAnswer(argv: readonly string[], state: QueueState): ProgramAnswer {
	const ids = argv.slice(1).filter(word => /^\d/.test(word));
	const user = optionOf(argv, 'user', '-u');
	const refusals: string[] = [];
	for (const id of ids) {
		for (const job of known(state, id).filter(one => user === undefined || one.user === user)) {
			if (job.user !== demoSelf) {
				refusals.push(`scancel: error: Kill job error on job id ${id}: Access/permission denied`);
			} else if (job.stage.kind !== 'ended') {
				cancel(state, job, id);
			}
		}
	}

	startWaiting(state);
	return refusals.length === 0 ? said('') : refused(refusals.join('\n'), 210);
}

/** One task of those that wait leaves them. */
function cancel(state: QueueState, job: DemoJob, id: string): void {
	const task = Number(id.split('_')[1]);
	if (id.includes('_') && job.tasks.length > 1) {
		job.tasks = job.tasks.filter(one => one !== task);
		state.nextId += 1;
		const gone: DemoJob = {...job, rawId: state.nextId - 1, tasks: [task]};
		keepJob(state, gone);
		endJob(state, gone, cancelled);
	} else {
		endJob(state, job, cancelled);
	}
}

const verbs = new Set(['hold', 'release', 'requeue', 'requeuehold']);

/** What scontrol changes; undefined: it is no change. */
export function scontrolChange(
	argv: readonly string[],
	state: QueueState,
): ProgramAnswer | undefined {
	const [, verb = '', subject = '', ...settings] = argv;
	if (verb === 'update') {
		return subject.startsWith('NodeName=')
			? refused('slurm_update error: Invalid user id')
			: changeAll(subject.replace('JobId=', ''), state, job => update(job, settings));
	}

	return verbs.has(verb) ? changeAll(subject, state, job => act(state, job, verb)) : undefined;
}

function changeAll(
	ids: string,
	state: QueueState,
	change: (job: DemoJob) => string | undefined,
): ProgramAnswer {
	const refusals: string[] = [];
	for (const id of ids.split(',')) {
		const jobs = known(state, id).filter(({stage}) => stage.kind !== 'ended');
		if (jobs.length === 0) {
			refusals.push(`Invalid job id specified for job ${id}`);
		}

		for (const job of jobs) {
			const words = job.user === demoSelf ? change(job) : 'Access/permission denied';
			refusals.push(...(words === undefined ? [] : [`${words} for job ${demoJobId(job)}`]));
		}
	}

	sortWaiting(state);
	startWaiting(state);
	return refusals.length === 0 ? said('') : refused(refusals.join('\n'));
}

/** The cluster's words where it refuses. */
function act(state: QueueState, job: DemoJob, verb: string): string | undefined {
	const waits = job.stage.kind === 'waits';
	if (verb === 'hold' || verb === 'release') {
		job.held = verb === 'hold' ? 'user' : undefined;
		return waits ? undefined : 'Job is no longer pending execution';
	}

	if (waits) {
		return 'Requested operation is presently disabled';
	}

	requeueJob(state, job);
	job.held = verb === 'requeuehold' ? 'user' : undefined;
	return undefined;
}

function update(job: DemoJob, settings: readonly string[]): string | undefined {
	for (const setting of settings) {
		const [key = ''] = setting.split('=', 1);
		const value = setting.slice(key.length + 1);
		if (key === 'TimeLimit') {
			const seconds = secondsOf(value, job.limitSeconds);
			if (seconds === undefined || seconds > job.limitSeconds) {
				return 'Access/permission denied';
			}

			job.limitSeconds = seconds;
		} else if (key === 'Nice') {
			if (Number(value) < job.nice) {
				return 'Access/permission denied';
			}

			job.nice = Number(value);
		} else if (key === 'JobName') {
			job.name = value;
		}
	}

	return undefined;
}

/** Minutes or `1-02:03:04`, with a sign before it what is added. */
function secondsOf(text: string, now: number): number | undefined {
	const match = /^([+-]?)(?:(\d+)|(?:(\d+)-)?(\d+):(\d+):(\d+))$/.exec(text);
	if (match === null) {
		return undefined;
	}

	const [sign, minutes, days, hours, others, seconds] = match.slice(1);
	const count =
		minutes === undefined
			? Number(days ?? 0) * 86_400 + Number(hours) * 3600 + Number(others) * 60 + Number(seconds)
			: Number(minutes) * 60;
	return sign === '' ? count : now + (sign === '-' ? -count : count);
}

function known(state: QueueState, id: string): readonly DemoJob[] {
	return jobsCalled(id, state).filter(job => isRemembered(job, state));
}
