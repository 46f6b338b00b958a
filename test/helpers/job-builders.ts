import type {Job, JobRef} from '../../source/domain/job.ts';

/** A job of alice that waits; a test names only what it is about. */
export function aJob(id: string, parts: Partial<Job> = {}): Job {
	const [array, task] = id.split('_');
	return {
		id,
		rawId: array ?? id,
		array:
			task === undefined || array === undefined
				? undefined
				: {id: array, task: task.replaceAll(/[[\]]/g, '')},
		name: 'train-llm',
		nameBytes: undefined,
		user: 'alice',
		account: 'lab-a',
		partition: 'gpu',
		qos: 'normal',
		state: 'PENDING',
		reason: 'Priority',
		submittedAtMs: 1000,
		startsAtMs: undefined,
		endsAtMs: undefined,
		elapsedSeconds: 0,
		timeLimitSeconds: 3600,
		nodeCount: 1,
		cpuCount: 4,
		gpuCount: undefined,
		memory: undefined,
		nodeList: undefined,
		priority: 100,
		dependency: undefined,
		exit: undefined,
		...parts,
	};
}

export function aRef(id: string, parts: Partial<JobRef> = {}): JobRef {
	return {id, user: 'alice', submittedAtMs: 1000, ...parts};
}
