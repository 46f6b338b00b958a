import type {TimeLimit} from './job.ts';

export type ResourceCounts = {
	readonly allocated: number;
	readonly idle: number;
	/** Down, drained, reserved: nobody can have them now. */
	readonly other: number;
	readonly total: number;
};

export type SlurmPartition = {
	readonly name: string;
	readonly isDefault: boolean;
	/** `UP`, `DOWN`, `DRAIN`, `INACTIVE` */
	readonly state: string;
	readonly timeLimitSeconds: TimeLimit | undefined;
	readonly nodes: ResourceCounts;
	readonly cpus: ResourceCounts;
	/** Undefined where no node has one. */
	readonly gpus: ResourceCounts | undefined;
};

export type SlurmNode = {
	readonly name: string;
	readonly partitions: readonly string[];
	/** `IDLE`, `MIXED`, `DRAINING`, `DOWN`: several at once, without their marks. */
	readonly states: readonly string[];
	readonly cpusAllocated: number | undefined;
	readonly cpusTotal: number | undefined;
	readonly cpusOther: number | undefined;
	readonly load: number | undefined;
	readonly memoryTotalBytes: number | undefined;
	readonly memoryFreeBytes: number | undefined;
	readonly gres: string | undefined;
	readonly gresUsed: string | undefined;
	readonly gpusTotal: number | undefined;
	readonly gpusUsed: number | undefined;
	readonly features: readonly string[];
	/** Why it is drained or down, raw; undefined: no reason is set. */
	readonly reason: string | undefined;
	readonly reasonUser: string | undefined;
	readonly reasonAtMs: number | undefined;
};

/** What a row of the list of nodes is about: a partition and a node may have one name. */
export type SlurmRowRef = {readonly kind: 'partition' | 'node'; readonly name: string};

export function isSameSlurmRow(one: SlurmRowRef, other: SlurmRowRef): boolean {
	return one.name === other.name && one.kind === other.kind;
}
