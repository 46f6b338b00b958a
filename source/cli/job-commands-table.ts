import {type CommandSpec, everywhere, none} from './command-spec.ts';

const oneJob = {operands: 'JOB', fewestOperands: 1, mostOperands: 1} as const;
const someJobs = {
	...{operands: 'JOB...', fewestOperands: 1, mostOperands: Number.POSITIVE_INFINITY},
} as const;
const ofCluster = ['json', 'cluster', 'config', ...everywhere] as const;

/** What is done with jobs of a Slurm cluster. */
export const jobCommands: readonly CommandSpec[] = [
	{
		name: 'jobs ls',
		...none,
		summary: 'list your jobs on the Slurm clusters, and why those that wait do not run',
		flags: ['all', ...ofCluster],
	},
	{
		name: 'jobs show',
		...oneJob,
		summary: 'say what a job asked for, what it uses, and where it runs',
		flags: ofCluster,
	},
	{
		name: 'jobs why',
		...oneJob,
		summary: 'say why a job waits, what stands before it, and what would help',
		flags: ofCluster,
	},
	{
		name: 'jobs logs',
		...oneJob,
		summary: 'print what a job writes',
		flags: ['follow', 'stderr', 'cluster', 'config', ...everywhere],
	},
	{
		name: 'jobs cancel',
		...someJobs,
		summary: 'end jobs',
		flags: ['yes', 'read-only', ...ofCluster],
	},
	{
		name: 'jobs hold',
		...someJobs,
		summary: 'let jobs that wait not start',
		flags: ['read-only', ...ofCluster],
	},
	{
		name: 'jobs release',
		...someJobs,
		summary: 'let held jobs start when their turn comes',
		flags: ['read-only', ...ofCluster],
	},
	{
		name: 'jobs requeue',
		...someJobs,
		summary: 'end jobs and begin them anew when their turn comes',
		flags: ['yes', 'read-only', ...ofCluster],
	},
	{
		name: 'jobs submit',
		...{operands: 'FILE|-', fewestOperands: 1, mostOperands: 1},
		rest: 'OPTION...',
		summary: 'submit a script of this machine or of stdin, with these options of sbatch',
		flags: ['test-only', 'remote', 'read-only', ...ofCluster],
	},
];
