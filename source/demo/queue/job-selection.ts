import {optionOf} from './answer.ts';
import {type DemoJob, demoJobId, demoSelf, demoUsers} from './demo-job.ts';
import {stateOf} from './job-fields.ts';
import {type QueueState, rememberedSeconds} from './queue-state.ts';

export type JobSelection = {
	/** All there are of which some may be listed. */
	readonly jobs: readonly DemoJob[];
	readonly isListed: (job: DemoJob) => boolean;
	/** Each task of an array by itself. */
	readonly isSplit: boolean;
};

/** Those that squeue lists with these options; undefined: the only job that was asked for is not known. */
export function selectJobs(argv: readonly string[], state: QueueState): JobSelection | undefined {
	const ids = optionOf(argv, 'jobs', '-j')?.split(',');
	const user = argv.includes('--me') ? demoSelf : optionOf(argv, 'user', '-u');
	const states = optionOf(argv, 'states', '-t')?.toUpperCase().split(',') ?? ['PENDING', 'RUNNING'];
	const partitions = optionOf(argv, 'partition', '-p')?.split(',');
	const jobs =
		ids === undefined
			? state.jobs
			: [...new Set(ids.flatMap(id => jobsCalled(id, state)))].filter(job =>
					isRemembered(job, state),
				);
	if (ids?.length === 1 && jobs.length === 0) {
		return undefined;
	}

	const users = new Map(Object.entries(demoUsers).map(([name, {uid}]) => [name, `${uid}`]));
	return {
		jobs,
		isListed: job =>
			(user === undefined || user === job.user || user === users.get(job.user)) &&
			(states.includes('ALL') || states.includes(stateOf(job))) &&
			(partitions === undefined || partitions.includes(job.partition)) &&
			isRemembered(job, state),
		isSplit: argv.includes('--array') || argv.includes('-r'),
	};
}

/** By its own number, `4720` for all of an array, `4720_3` for one task. */
export function jobsCalled(id: string, {byId}: QueueState): readonly DemoJob[] {
	return (byId.get(Number.parseInt(id, 10)) ?? []).filter(job => isCalled(job, id));
}

function isCalled(job: DemoJob, id: string): boolean {
	const [first = '', task] = id.split('_');
	if (task !== undefined) {
		return `${job.array?.id ?? ''}` === first && job.tasks.includes(Number(task));
	}

	return `${job.array?.id ?? job.rawId}` === id || `${job.rawId}` === id || demoJobId(job) === id;
}

export function isRemembered({stage}: DemoJob, {second}: QueueState): boolean {
	return stage.kind !== 'ended' || second - stage.endSecond <= rememberedSeconds;
}

export function tasksOf(job: DemoJob): readonly DemoJob[] {
	const {array, tasks} = job;
	return array !== undefined && tasks.length > 1
		? tasks.map(task => ({...job, array: {...array, mostAtOnce: 0}, tasks: [task]}))
		: [job];
}
