import {drawn} from '../draw.ts';
import {bytesOf, optionOf, type ProgramAnswer, said} from './answer.ts';
import {type DemoJob, demoJobId, demoSelf, demoUsers} from './demo-job.ts';
import {
	elapsedOf,
	endOf,
	nodesOf,
	reasonOf,
	startOf,
	stateOf,
	type Told,
	timeText,
	tresText,
} from './job-fields.ts';
import {jobsCalled} from './job-selection.ts';
import type {QueueState} from './queue-state.ts';

const fields: Readonly<Record<string, (told: Told) => string>> = {
	JobID: ({job}) => demoJobId(job),
	JobIDRaw: ({job}) => `${job.rawId}`,
	User: ({job}) => job.user,
	Account: ({job}) => demoUsers[job.user].account,
	Partition: ({job}) => job.partition,
	QOS: ({job}) => job.qos,
	Submit: told => timeText(told.job.submittedSecond, told),
	Start: told => timeText(startOf(told), told).replace('N/A', 'None'),
	End: told => timeText(endOf(told), told),
	ElapsedRaw: told => `${Math.floor(elapsedOf(told))}`,
	TimelimitRaw: ({job}) => `${Math.floor(job.limitSeconds / 60)}`,
	NNodes: ({job}) => `${job.nodeCount}`,
	NCPUS: ({job}) => `${job.cpuCount}`,
	AllocTRES: ({job}) => tresText(job),
	ReqTRES: ({job}) => tresText(job),
	NodeList: ({job}) => nodesOf(job).join(',') || 'None assigned',
	ExitCode: ({job}) => exitText(job),
	Priority: ({job}) => `${20_000 - (job.rawId % 10_000)}`,
	Reason: ({job}) => reasonOf(job),
	JobName: ({job}) => job.name,
	Comment: ({job}) => job.comment ?? '',
	State: ({job}) =>
		stateOf(job) === 'CANCELLED' ? `CANCELLED by ${demoUsers[job.user].uid}` : stateOf(job),
};

/** Own jobs that have ended, or what the steps of one have used. */
export function sacctAnswer(
	argv: readonly string[],
	state: QueueState,
	epoch: number,
): ProgramAnswer {
	const columns = (optionOf(argv, 'format', '-o') ?? '').split(',');
	const id = optionOf(argv, 'jobs', '-j');
	if (columns.includes('TotalCPU')) {
		const job = jobsCalled(id ?? '', state)[0];
		return said(job === undefined ? '' : stepsText(job, state, 'sacct'));
	}

	const delimiter = optionOf(argv, 'delimiter') ?? '|';
	const text = state.jobs
		.filter(job => job.user === demoSelf && job.stage.kind === 'ended')
		.map(job => columns.map(name => fields[name]?.({job, state, epoch}) ?? '').join(delimiter))
		.map(line => `${line}\n`)
		.join('');
	return said(bytesOf(text));
}

export function sstatAnswer(argv: readonly string[], state: QueueState): ProgramAnswer {
	const id = optionOf(argv, 'jobs', '-j');
	const job = jobsCalled(id ?? '', state).find(({stage}) => stage.kind === 'runs');
	return said(job === undefined ? '' : stepsText(job, state, 'sstat'));
}

/** A job uses its processors well or badly, and as much of its memory as it happens to; which is its own. */
function stepsText(job: DemoJob, state: QueueState, program: 'sacct' | 'sstat'): string {
	const of = `job ${job.rawId}`;
	const busy = 0.25 + 0.7 * drawn(state.seed, of, 'busy');
	const held = stateOf(job) === 'OUT_OF_MEMORY' ? 1 : 0.04 + 0.8 * drawn(state.seed, of, 'held');
	const cpuSeconds = Math.floor(elapsedOf({job, state}) * job.cpuCount * busy);
	const kibibytes = Math.floor(job.memoryMebibytes * 1024 * held);
	const gpus = job.gpuCount === 0 ? '' : `,gres/gpuutil=${Math.floor(60 + 38 * busy)}`;
	const step = `${job.rawId}.batch|${cpuTime(cpuSeconds)}|${kibibytes}K|1|${kibibytes * 90}|${kibibytes * 12}|cpu=${cpuTime(cpuSeconds)}${gpus}`;
	return program === 'sstat' ? `${step}\n` : `${job.rawId}|${cpuTime(cpuSeconds)}|||||\n${step}\n`;
}

function cpuTime(seconds: number): string {
	const two = (count: number): string => `${Math.floor(count)}`.padStart(2, '0');
	const days = Math.floor(seconds / 86_400);
	const clock = `${two((seconds % 86_400) / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
	return days > 0 ? `${days}-${clock}` : clock;
}

/** The code, and the signal. */
export function exitText({stage}: DemoJob): string {
	const status = stage.kind === 'ended' ? stage.status : 0;
	return status % 128 > 0 ? `0:${status % 128}` : `${Math.floor(status / 256)}:0`;
}
