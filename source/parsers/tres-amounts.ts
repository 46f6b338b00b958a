import type {JobMemory} from '../domain/job.ts';
import {gpusOfTres, parseSlurmBytes, parseTres} from './slurm-values.ts';

export type TresReader = {
	/** Undefined: none was asked for, or it is not told. */
	readonly gpuCount: (field: string | undefined) => number | undefined;
	readonly memoryPerNode: (
		field: string | undefined,
		nodeCount: number | undefined,
	) => JobMemory | undefined;
};

type Amounts = {readonly gpuCount: number | undefined; readonly memoryBytes: number | undefined};

/**
 * What jobs have of the cluster: `cpu=4,mem=400M,node=2,billing=4,gres/gpu=2`. Many jobs ask for the same, which is read
 * once. https://slurm.schedmd.com/tres.html
 */
export function createTresReader(): TresReader {
	const known = new Map<string, Amounts>();
	const memories = new Map<number, JobMemory>();
	const amountsOf = (field: string): Amounts => {
		const before = known.get(field);
		if (before !== undefined) {
			return before;
		}

		const tres = parseTres(field);
		const gpus = gpusOfTres(tres);
		const amounts = {
			gpuCount: gpus === 0 ? undefined : gpus,
			memoryBytes: parseSlurmBytes(tres.get('mem')),
		};
		known.set(field, amounts);
		return amounts;
	};
	return {
		gpuCount: (field = '') => amountsOf(field).gpuCount,
		memoryPerNode(field = '', nodeCount = 1) {
			const {memoryBytes} = amountsOf(field);
			if (memoryBytes === undefined || nodeCount === 0) {
				return undefined;
			}

			const bytes = Math.round(memoryBytes / nodeCount);
			const memory = memories.get(bytes) ?? {bytes, per: 'node'};
			memories.set(bytes, memory);
			return memory;
		},
	};
}
