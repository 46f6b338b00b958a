import {drawn} from '../draw.ts';
import type {DemoJob} from './demo-job.ts';
import {expandedLogOf} from './job-fields.ts';
import type {QueueState} from './queue-state.ts';

const everySeconds = 4;
/** No log is longer. */
const mostLines = 900;

/** What a job has written after one second of the story, up to another; undefined: it has not begun, and no file is there. */
export function jobLogText(
	path: string,
	{state, epoch}: {readonly state: QueueState; readonly epoch: number},
	[afterSecond, toSecond]: readonly [number, number],
): string | undefined {
	const job = state.jobs.findLast(one => one.stage.kind !== 'waits' && expandedLogOf(one) === path);
	if (job === undefined || job.stage.kind === 'waits' || job.stage.startSecond === undefined) {
		return undefined;
	}

	const {stage} = job;
	const startSecond = stage.startSecond ?? 0;
	const endSecond = stage.kind === 'ended' ? stage.endSecond : toSecond;
	const last = Math.floor((Math.min(toSecond, endSecond) - startSecond) / everySeconds);
	const first = Math.max(
		0,
		last - mostLines,
		Math.floor((afterSecond - startSecond) / everySeconds) + 1,
	);
	let text = '';
	for (let step = first; step <= last; step += 1) {
		text += `${clockText(epoch + startSecond + step * everySeconds)} ${stepText(state.seed, job, step)}\n`;
	}

	const isOver = stage.kind === 'ended' && endSecond > afterSecond && endSecond <= toSecond;
	return isOver ? text + lastWords(job) : text;
}

function stepText(seed: number, {rawId, name, gpuCount}: DemoJob, step: number): string {
	const noise = drawn(seed, `step ${rawId}`, step);
	return gpuCount > 0
		? `step ${step * 8} | loss ${(1.1 + 2.4 / (1 + step / 90) + 0.05 * noise).toFixed(4)} | ${(14.2 + noise).toFixed(1)}k tok/s`
		: `${name}: iteration ${step}, residual ${(0.8 ** (step / 40) + 0.002 * noise).toExponential(3)}`;
}

function lastWords({rawId, stage}: DemoJob): string {
	switch (stage.kind === 'ended' ? stage.state : '') {
		case 'FAILED':
			return 'Traceback (most recent call last):\n  File "run.py", line 88, in <module>\nValueError: loss is not finite\n';
		case 'OUT_OF_MEMORY':
			return `slurmstepd: error: Detected 1 oom_kill event in StepId=${rawId}.batch. Some of the step tasks have been OOM Killed.\n`;
		case 'TIMEOUT':
			return `slurmstepd: error: *** JOB ${rawId} CANCELLED DUE TO TIME LIMIT ***\n`;
		case 'CANCELLED':
			return `slurmstepd: error: *** JOB ${rawId} CANCELLED ***\n`;
		default:
			return 'done.\n';
	}
}

/** `14:02:11`, as the clock of the cluster has it. */
function clockText(seconds: number): string {
	return new Date(Math.floor(seconds) * 1000).toISOString().slice(11, 19);
}
