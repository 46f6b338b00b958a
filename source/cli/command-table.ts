/** Every command and flag there is: arguments are parsed, help is written and shells complete by this table. */
import type {FlagName} from './flag-table.ts';

/** The words of a command; empty for the program itself. */
export type CommandName =
	| ''
	| 'init'
	| 'config validate'
	| 'config path'
	| 'config schema'
	| 'nodes ls'
	| 'nodes add'
	| 'nodes rm'
	| 'nodes accept-key'
	| 'jobs ls'
	| 'jobs show'
	| 'jobs why'
	| 'jobs logs'
	| 'jobs cancel'
	| 'jobs hold'
	| 'jobs release'
	| 'jobs requeue'
	| 'jobs submit'
	| 'chat ls'
	| 'chat search'
	| 'chat export'
	| 'chat verify'
	| 'chat repair'
	| 'chat'
	| 'doctor'
	| 'completion';

export type CommandSpec = {
	readonly name: CommandName;
	/** As help shows them: `[NODE]`. */
	readonly operands: string;
	readonly fewestOperands: number;
	readonly mostOperands: number;
	/** What may stand behind `--`, as it is; absent: operands. */
	readonly rest?: string;
	readonly summary: string;
	readonly flags: readonly FlagName[];
	/** What is typed, and what it does: for help. */
	readonly examples?: ReadonlyArray<readonly [command: string, what: string]>;
};

const everywhere = ['help'] as const satisfies readonly FlagName[];
const none = {operands: '', fewestOperands: 0, mostOperands: 0} as const;
const oneJob = {operands: 'JOB', fewestOperands: 1, mostOperands: 1} as const;
const someJobs = {
	...{operands: 'JOB...', fewestOperands: 1, mostOperands: Number.POSITIVE_INFINITY},
} as const;
const someConversation = {
	...{operands: '[CONVERSATION]', fewestOperands: 0, mostOperands: 1},
} as const;
const ofCluster = ['json', 'cluster', 'config', ...everywhere] as const;

export const commandTable: readonly CommandSpec[] = [
	{
		name: '',
		...none,
		summary: 'the dashboard of the cluster, or its status with --once, --watch or --check',
		flags: [
			'theme',
			'ascii',
			'tab',
			'screen-reader',
			'read-only',
			'once',
			'watch',
			'check',
			'timeout',
			'sample',
			'only',
			'pretty',
			'config',
			'demo',
			'nodes',
			'jobs',
			'seed',
			'version',
			...everywhere,
		],
	},
	{
		name: 'init',
		...none,
		summary: 'write a configuration from ~/.ssh/config and what answers',
		flags: ['dry-run', 'yes', 'config', ...everywhere],
	},
	{
		name: 'config validate',
		operands: '[FILE]',
		fewestOperands: 0,
		mostOperands: 1,
		summary: 'check a configuration and say what is wrong where',
		flags: ['config', ...everywhere],
	},
	{
		name: 'config path',
		...none,
		summary: 'print which configuration is used',
		flags: ['config', ...everywhere],
	},
	{
		name: 'config schema',
		...none,
		summary: 'print the JSON Schema of the configuration',
		flags: everywhere,
	},
	{
		name: 'nodes ls',
		...none,
		summary: 'list the nodes and how they are',
		flags: ['json', 'timeout', 'config', ...everywhere],
	},
	{
		name: 'nodes add',
		operands: 'NAME',
		fewestOperands: 1,
		mostOperands: 1,
		summary: 'add a node to the configuration',
		flags: ['host', 'role', 'tag', 'config', ...everywhere],
	},
	{
		name: 'nodes rm',
		operands: 'NAME',
		fewestOperands: 1,
		mostOperands: 1,
		summary: 'take a node out of the configuration',
		flags: ['yes', 'config', ...everywhere],
	},
	{
		name: 'nodes accept-key',
		operands: 'NODE',
		fewestOperands: 1,
		mostOperands: 1,
		summary: 'show the host key of a node, and add it to the known ones',
		flags: ['yes', 'fingerprint', 'config', ...everywhere],
	},
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
	{
		name: 'chat ls',
		...none,
		summary: 'list your conversations',
		flags: ['json', ...everywhere],
	},
	{
		name: 'chat search',
		...{operands: 'WORD...', fewestOperands: 1, mostOperands: Number.POSITIVE_INFINITY},
		summary: 'find the conversations that hold all words in one question or answer',
		flags: ['json', ...everywhere],
	},
	{
		name: 'chat export',
		...someConversation,
		summary: 'print a conversation as Markdown, or as JSON',
		flags: ['json', 'output', ...everywhere],
	},
	{
		name: 'chat verify',
		...someConversation,
		summary: 'check whether conversations are whole on disk; changes nothing',
		flags: everywhere,
	},
	{
		name: 'chat repair',
		...{operands: 'CONVERSATION', fewestOperands: 1, mostOperands: 1},
		summary: 'leave out of a conversation what nobody can read; takes nothing from its file',
		flags: everywhere,
	},
	// Behind those that begin with the same word: what is none of them is a prompt.
	{
		name: 'chat',
		...{operands: '[PROMPT...]', fewestOperands: 0, mostOperands: Number.POSITIVE_INFINITY},
		summary: 'ask the rack: the best node answers; what is piped in comes before the prompt',
		flags: [
			'model',
			'node',
			'system',
			'image',
			'continue',
			'stream',
			'explain',
			'json',
			'config',
			...everywhere,
		],
		examples: [
			['clusterdeck chat "why is the sky blue?"', 'the answer to stdout, who gave it to stderr'],
			['dmesg | clusterdeck chat what is wrong', 'what is piped in comes before the prompt'],
			['clusterdeck chat --continue last "and in short?"', 'goes on; chat ls lists conversations'],
			['clusterdeck chat --explain hello', 'which node, and what each would have cost'],
			[
				'clusterdeck chat --json hello | jq -r .answer.content',
				'one document; exit 0: it is whole',
			],
		],
	},
	{
		name: 'doctor',
		operands: '[NODE]',
		fewestOperands: 0,
		mostOperands: 1,
		summary: 'check what can go wrong and say what mends it; changes nothing',
		flags: ['json', 'config', ...everywhere],
	},
	{
		name: 'completion',
		operands: 'bash|zsh|fish',
		fewestOperands: 1,
		mostOperands: 1,
		summary: 'print a completion script for the shell',
		flags: everywhere,
	},
];

/** `['config', 'validate']` */
export function wordsOf({name}: CommandSpec): readonly string[] {
	return name === '' ? [] : name.split(' ');
}
