import type {NodePlan} from '../plan.ts';

/** A node that Slurm gives to jobs. Those of the partitions `gpu` and `pi` are of the rack: their figures are on its other tab. */
export type ComputeNode = {
	readonly name: string;
	readonly cpus: number;
	readonly memoryMebibytes: number;
	readonly gpus: number;
	readonly gpuType: string;
	readonly partitions: readonly string[];
	drain: {readonly reason: string; readonly user: string; readonly second: number} | undefined;
};

export type DemoPartition = {
	readonly name: string;
	readonly isDefault: boolean;
	readonly limitSeconds: number;
};

const day = 86_400;

export const demoPartitions: readonly DemoPartition[] = [
	{name: 'batch', isDefault: true, limitSeconds: 2 * day},
	{name: 'gpu', isDefault: false, limitSeconds: day},
	{name: 'pi', isDefault: false, limitSeconds: day},
	{name: 'debug', isDefault: false, limitSeconds: 1800},
];

const debugNodes = 2;
const mostGpuNodes = 32;
const mostSmallNodes = 32;

/** `count` nodes that are not in the rack, and the workers of the rack, those with cards last. */
export function computeNodes(plans: readonly NodePlan[], count: number): readonly ComputeNode[] {
	const plain = Array.from({length: count}, (_, index): ComputeNode => {
		const isDebug = index < debugNodes;
		return {
			...{name: `cpu-${`${index + 1}`.padStart(2, '0')}`, cpus: 32, memoryMebibytes: 128_000},
			...{gpus: 0, gpuType: '', partitions: isDebug ? ['debug'] : ['batch']},
			drain:
				index === count - 1
					? {reason: 'fan 3 is loud, waits for a new one', user: 'root', second: -93_000}
					: undefined,
		};
	});
	const workers = plans.filter(({role}) => role === 'worker');
	const small = workers
		.filter(({machine}) => machine.gpus.length === 0)
		.slice(0, mostSmallNodes)
		.map(
			({name, machine}): ComputeNode => ({
				...{name, cpus: machine.cores, gpus: 0, gpuType: '', partitions: ['pi']},
				memoryMebibytes: Math.floor(machine.memoryKibibytes / 1024),
				drain: undefined,
			}),
		);
	const withCards = plans
		.filter(({machine}) => machine.gpus.length > 0)
		.slice(0, mostGpuNodes)
		.map(
			({name, machine}): ComputeNode => ({
				...{name, cpus: machine.cores, gpus: machine.gpus.length, partitions: ['gpu']},
				memoryMebibytes: Math.floor(machine.memoryKibibytes / 1024),
				gpuType: (machine.gpus[0]?.name ?? '')
					.replace(/^NVIDIA |GeForce /g, '')
					.replaceAll(' ', '')
					.toLowerCase(),
				drain: undefined,
			}),
		);
	return [...plain, ...small, ...withCards];
}
