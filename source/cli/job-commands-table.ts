import {type CommandSpec, everywhere, none} from './command-spec.ts';

const oneJob = {operands: 'JOB', fewestOperands: 1, mostOperands: 1} as const;
const someJobs = {
	...{operands: 'JOB...', fewestOperands: 1, mostOperands: Number.POSITIVE_INFINITY},
} as const;
const ofCluster = ['json', 'cluster', 'config', ...everywhere] as const;
const meansOfChange = {'read-only': 'send nothing, and say so'} as const;
/** What only reads can be tried on a simulated cluster, whose jobs write no files. */
const ofDemo = ['demo', 'jobs', 'seed', ...ofCluster] as const;

/** What is done with jobs of a Slurm cluster. */
export const jobCommands: readonly CommandSpec[] = [
	{
		name: 'jobs ls',
		...none,
		summary: 'list your jobs on the Slurm clusters, and why those that wait do not run',
		flags: ['all', ...ofDemo],
		means: {all: 'the jobs of everybody'},
		examples: [
			['clusterdeck jobs ls --all', 'the whole queue'],
			['clusterdeck jobs ls --json | jq .slurm', 'one document, for programs'],
		],
	},
	{
		name: 'jobs show',
		...oneJob,
		summary: 'say what a job asked for, what it uses, and where it runs',
		flags: ofDemo,
		examples: [['clusterdeck jobs show 4720_3', 'one task of an array; 4720 is all of it']],
	},
	{
		name: 'jobs why',
		...oneJob,
		summary: 'say why a job waits, what stands before it, and what would help',
		flags: ofDemo,
		examples: [['clusterdeck jobs why 4711', 'the reason in words, and commands that would help']],
	},
	{
		name: 'jobs logs',
		...oneJob,
		summary: 'print what a job writes',
		flags: ['follow', 'stderr', ...ofCluster],
		examples: [
			['clusterdeck jobs logs -f 4711', 'its last lines, and what comes'],
			['clusterdeck jobs logs --stderr 4711 > errors.txt', 'the bytes as they are'],
			['clusterdeck jobs logs --json 4711', 'one object a line, for programs'],
		],
	},
	{
		name: 'jobs cancel',
		...someJobs,
		summary: 'end jobs',
		flags: ['yes', 'read-only', ...ofCluster],
		means: meansOfChange,
		examples: [['clusterdeck jobs cancel 4711 4720_3', 'asks first; --yes does not']],
	},
	{
		name: 'jobs hold',
		...someJobs,
		summary: 'let jobs that wait not start',
		flags: ['read-only', ...ofCluster],
		means: meansOfChange,
		examples: [['clusterdeck jobs hold 4711', 'until jobs release 4711']],
	},
	{
		name: 'jobs release',
		...someJobs,
		summary: 'let held jobs start when their turn comes',
		flags: ['read-only', ...ofCluster],
		means: meansOfChange,
		examples: [['clusterdeck jobs release 4711', 'what jobs hold did is undone']],
	},
	{
		name: 'jobs requeue',
		...someJobs,
		summary: 'end jobs and begin them anew when their turn comes',
		flags: ['yes', 'read-only', ...ofCluster],
		means: meansOfChange,
		examples: [['clusterdeck jobs requeue 4711', 'asks first: what it has done is lost']],
	},
	{
		name: 'jobs submit',
		...{operands: 'FILE|-', fewestOperands: 1, mostOperands: 1},
		rest: 'OPTION...',
		summary: 'submit a script of this machine or of stdin, with these options of sbatch',
		flags: ['test-only', 'remote', 'read-only', ...ofCluster],
		means: meansOfChange,
		examples: [
			['clusterdeck jobs submit train.sh -- -p gpu --time=1:00:00', 'with options of sbatch'],
			['clusterdeck jobs submit --test-only train.sh', 'when would it start?'],
			['clusterdeck jobs submit --remote /home/alice/train.sh', 'a script of the login node'],
		],
	},
];
