import {optionOf, type ProgramAnswer, refused, said} from './answer.ts';
import {demoPartitions} from './cluster-plan.ts';
import {submitJob} from './queue.ts';
import type {QueueState} from './queue-state.ts';
import {homeScripts} from './script-text.ts';

/** Reads the script from the home directory, or from its stdin. */
export function sbatchAnswer(
	argv: readonly string[],
	input: string,
	{state, epoch}: {readonly state: QueueState; readonly epoch: number},
): ProgramAnswer {
	const file = argv.slice(1).findLast(word => !word.startsWith('-'));
	const script = file === undefined ? input : homeScripts.get(file.replace(/^\.\//, ''));
	if (script === undefined) {
		return refused(`sbatch: error: Unable to open file ${file}`);
	}

	if (!script.startsWith('#!')) {
		return refused(
			'sbatch: error: This does not look like a batch script.  The first\nsbatch: error: line must start with #! followed by the path to an interpreter.',
		);
	}

	const option = (name: string): string | undefined =>
		optionOf(argv, name) ?? new RegExp(`^#SBATCH --${name}=(.*)$`, 'm').exec(script)?.[1];
	const partition = option('partition') ?? 'batch';
	if (!demoPartitions.some(({name}) => name === partition)) {
		return refused(
			`sbatch: error: invalid partition specified: ${partition}\nsbatch: error: Batch job submission failed: Invalid partition name specified`,
		);
	}

	const cpuCount = Number(option('cpus-per-task') ?? 1);
	if (argv.includes('--test-only')) {
		const node = state.nodes.find(({partitions}) => partitions.includes(partition))?.name ?? '';
		const words = `sbatch: Job ${state.nextId} to start at ${Math.floor(epoch + state.second + 40)} using ${cpuCount} processors on nodes ${node} in partition ${partition}`;
		return refused(words, 0);
	}

	const [, tasks, mostAtOnce] = /^0-(\d+)(?:%(\d+))?$/.exec(option('array') ?? '') ?? [];
	const job = submitJob(state, {
		...{name: option('job-name') ?? file ?? 'sbatch', partition, cpuCount},
		...{
			comment: option('comment'),
			folder: option('chdir'),
			gpuCount: Number(option('gpus') ?? 0),
			runSeconds: 900,
		},
		...(tasks === undefined
			? {}
			: {
					array: {id: 0, mostAtOnce: Number(mostAtOnce ?? tasks)},
					tasks: Array.from({length: Number(tasks) + 1}, (_, index) => index),
				}),
	});
	return said(
		argv.includes('--parsable') ? `${job.rawId}\n` : `Submitted batch job ${job.rawId}\n`,
	);
}
