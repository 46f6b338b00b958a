import type {DemoJob} from './demo-job.ts';
import {lengthText} from './job-fields.ts';

/** What a job was submitted with. */
export function scriptOf({
	name,
	partition,
	cpuCount,
	gpuCount,
	limitSeconds,
	memoryMebibytes,
}: DemoJob): string {
	return [
		'#!/bin/bash',
		`#SBATCH --job-name=${name}`,
		`#SBATCH --partition=${partition}`,
		`#SBATCH --cpus-per-task=${cpuCount}`,
		...(gpuCount === 0 ? [] : [`#SBATCH --gpus=${gpuCount}`]),
		`#SBATCH --mem=${memoryMebibytes}M`,
		`#SBATCH --time=${lengthText(limitSeconds)}`,
		'',
		'module load cuda/12.4',
		`srun python -u ${name.replaceAll(/[^a-z0-9-]/gi, '')}.py --config config.yaml`,
		'',
	].join('\n');
}

/** Scripts in the home directory on the login node, by their paths there. */
export const homeScripts: ReadonlyMap<string, string> = new Map([
	[
		'eval.sbatch',
		`#!/bin/bash
#SBATCH --job-name=eval
#SBATCH --partition=gpu
#SBATCH --gpus=1
#SBATCH --time=1:00:00

srun python -u eval.py --model runs/last
`,
	],
	[
		'sweep.sbatch',
		`#!/bin/bash
#SBATCH --job-name=sweep
#SBATCH --array=0-15%4
#SBATCH --cpus-per-task=4
#SBATCH --time=20:00

srun python -u sweep.py --index "$SLURM_ARRAY_TASK_ID"
`,
	],
]);
