import type {ComputeNode} from './cluster-plan.ts';
import {type DemoJob, demoJobId, demoUsers} from './demo-job.ts';
import type {QueueState} from './queue-state.ts';

/** What a field of squeue and of sacct is told from. */
export type Told = {
	readonly job: DemoJob;
	readonly state: QueueState;
	/** Seconds since 1970 at second 0 of the story. */
	readonly epoch: number;
};

/** By the names of squeue --Format, in small letters. */
export const squeueFields: Readonly<Record<string, (told: Told) => string>> = {
	jobarrayid: ({job}) => demoJobId(job),
	jobid: ({job}) => `${job.rawId}`,
	arrayjobid: ({job}) => `${job.array?.id ?? job.rawId}`,
	arraytaskid: ({job}) => (job.array === undefined ? 'N/A' : demoJobId(job).replace(/^\d+_/, '')),
	username: ({job}) => job.user,
	account: ({job}) => demoUsers[job.user].account,
	partition: ({job}) => job.partition,
	qos: ({job}) => job.qos,
	state: ({job}) => stateOf(job),
	submittime: ({job, epoch}) => `${Math.floor(job.submittedSecond + epoch)}`,
	starttime: told => timeText(startOf(told), told),
	endtime: told => timeText(endOf(told), told),
	timeused: told => lengthText(elapsedOf(told)),
	timelimit: ({job}) => lengthText(job.limitSeconds),
	numnodes: ({job}) => `${job.nodeCount}`,
	numcpus: ({job}) => `${job.cpuCount}`,
	'tres-alloc': ({job}) => tresText(job),
	nodelist: ({job}) => nodesOf(job).join(','),
	prioritylong: ({job}) => `${priorityOf(job)}`,
	dependency: ({job}) => dependencyText(job),
	exit_code: ({job}) => `${job.stage.kind === 'ended' ? job.stage.status : 0}`,
	reason: ({job}) => reasonOf(job),
	name: ({job}) => job.name,
	command: ({job}) => commandOf(job),
	workdir: ({job}) => folderOf(job),
	comment: ({job}) => job.comment ?? '(null)',
	stdout: ({job}) => logOf(job),
	stderr: ({job}) => logOf(job),
};

export function stateOf({stage}: DemoJob): string {
	return stage.kind === 'waits' ? 'PENDING' : stage.kind === 'runs' ? 'RUNNING' : stage.state;
}

export function reasonOf({stage}: DemoJob): string {
	return stage.kind === 'waits'
		? stage.reason
		: stage.kind === 'ended' && stage.state === 'FAILED'
			? 'NonZeroExitCode'
			: 'None';
}

export function nodesOf({stage}: DemoJob): readonly string[] {
	return stage.kind === 'waits' ? [] : stage.nodes;
}

export function startOf({job: {stage, beginSecond}}: Pick<Told, 'job'>): number | undefined {
	return stage.kind === 'waits' ? beginSecond : stage.startSecond;
}

/** At the latest, of one that runs. */
export function endOf({job: {stage, limitSeconds}}: Pick<Told, 'job'>): number | undefined {
	return stage.kind === 'runs'
		? stage.startSecond + limitSeconds
		: stage.kind === 'ended'
			? stage.endSecond
			: undefined;
}

export function elapsedOf({job: {stage}, state}: Pick<Told, 'job' | 'state'>): number {
	return stage.kind === 'runs'
		? state.second - stage.startSecond
		: stage.kind === 'ended' && stage.startSecond !== undefined
			? stage.endSecond - stage.startSecond
			: 0;
}

export function priorityOf({rawId, nice, held}: DemoJob): number {
	return held === undefined ? Math.max(1, 20_000 - (rawId % 10_000) - nice) : 0;
}

export function dependencyText({afterId, stage}: DemoJob): string {
	return afterId === undefined || stage.kind !== 'waits'
		? '(null)'
		: `afterok:${afterId}(${stage.reason === 'DependencyNeverSatisfied' ? 'failed' : 'unfulfilled'})`;
}

export function tresText({cpuCount, gpuCount, nodeCount, memoryMebibytes}: DemoJob): string {
	const gpus = gpuCount === 0 ? '' : `,gres/gpu=${gpuCount}`;
	return `cpu=${cpuCount},mem=${memoryMebibytes}M,node=${nodeCount},billing=${cpuCount}${gpus}`;
}

function homeOf({user}: DemoJob): string {
	return `/home/${user}`;
}

/** Where it works. */
export function folderOf(job: DemoJob): string {
	return job.folder ?? homeOf(job);
}

export function commandOf(job: DemoJob): string {
	return `${homeOf(job)}/${job.name.replaceAll(/[^a-z0-9-]/gi, '')}.sbatch`;
}

export function logOf(job: DemoJob): string {
	return job.name === 'train-llama-8b'
		? '/home/alice/llm/logs/train.out'
		: `${folderOf(job)}/slurm-${job.array === undefined ? '%j' : '%A_%a'}.out`;
}

/** With its patterns filled in. */
export function expandedLogOf(job: DemoJob): string {
	return logOf(job)
		.replace('%j', `${job.rawId}`)
		.replace('%A', `${job.array?.id ?? job.rawId}`)
		.replace('%a', `${job.tasks[0] ?? 0}`);
}

export function timeText(second: number | undefined, {epoch}: Pick<Told, 'epoch'>): string {
	return second === undefined ? 'N/A' : `${Math.floor(second + epoch)}`;
}

/** `2-03:04:05`, `1:02:03`, `0:07` */
export function lengthText(seconds: number): string {
	const two = (count: number): string => `${Math.floor(count)}`.padStart(2, '0');
	const days = Math.floor(seconds / 86_400);
	const hours = Math.floor((seconds % 86_400) / 3600);
	const rest = `${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
	if (days > 0) {
		return `${days}-${two(hours)}:${rest}`;
	}

	return hours > 0 ? `${hours}:${rest}` : rest.replace(/^0(?=\d:)/, '');
}

/** `gpu:rtx4090:2`, or `(null)`. */
export function gresText({gpus, gpuType}: ComputeNode, count = gpus): string {
	return gpus === 0 ? '(null)' : `gpu:${gpuType}:${count}`;
}
