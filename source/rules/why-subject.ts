import type {Job} from '../domain/job.ts';
import type {JobDetail} from '../domain/job-detail.ts';
import type {FreePlace, WhyEvidence} from '../domain/job-why.ts';
import type {SlurmNode, SlurmPartition} from '../domain/partition.ts';
import type {WaitReason} from './wait-reason.ts';

/** What is known when the card of a job that waits is made. */
export type WhySubject = {
	/** Of an array the record of the tasks that wait. */
	readonly job: Job;
	/** Undefined while it is asked for, or where it could not be. */
	readonly evidence: WhyEvidence | undefined;
	readonly partitions: readonly SlurmPartition[];
	readonly nodes: readonly SlurmNode[];
	/** What scontrol tells that it asks for, where squeue does not; undefined before it was told. */
	readonly asked:
		| Partial<Pick<JobDetail, 'requestedNodes' | 'excludedNodes' | 'memory' | 'wholeNodes'>>
		| undefined;
	/** As whom we ask. */
	readonly user: string | undefined;
	readonly nowWallMs: number;
};

/** It waits for room, or for those before it. */
export function isInLine(reason: WaitReason | undefined): boolean {
	return (
		reason === undefined ||
		reason.kind === 'priority' ||
		reason.cause === 'resources' ||
		reason.cause === 'nodesUnavailable' ||
		reason.cause === 'nodesPromised'
	);
}

/** All that it asks of one of its nodes, as far as it is known. */
export function fits(job: Job, {cpus, gpus}: FreePlace): boolean {
	const nodes = Math.max(1, job.nodeCount ?? 1);
	return (
		cpus >= Math.ceil((job.cpuCount ?? 1) / nodes) && gpus >= Math.ceil((job.gpuCount ?? 0) / nodes)
	);
}

/** A node of which it could have what is free: all of it where it shares its nodes with nobody. */
export function isOpenTo({asked}: Pick<WhySubject, 'asked'>, node: SlurmNode): boolean {
	return !isClosedNode(node) && (asked?.wholeNodes !== true || isEmptyNode(node));
}

/** One that is planned for a job, for this one too, is told as PLANNED alone. */
function isEmptyNode({states, cpusAllocated = 0}: SlurmNode): boolean {
	const isIdle = states.includes('IDLE') || states.includes('PLANNED');
	return isIdle && !states.includes('COMPLETING') && cpusAllocated === 0;
}

const closed = /DOWN|DRAIN|FAIL|MAINT|RESERVED|NOT_RESPONDING|POWER|UNKNOWN|FUTURE/;

/** Nothing may begin there now. */
export function isClosedNode({states}: Pick<SlurmNode, 'states'>): boolean {
	return states.some(state => closed.test(state));
}
