/** Every command and flag there is: arguments are parsed, help is written and shells complete by this table. */

export type FlagName = keyof typeof flags;

type FlagSpec = {
	/** What stands after the flag; absent for a switch. */
	readonly argument?: string;
	readonly short?: string;
	readonly choices?: readonly string[];
	readonly summary: string;
};

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
};

export const tabs = ['nodes', 'jobs', 'events'] as const;
export const themes = ['auto', 'dark', 'light', 'high-contrast', 'colour-blind', 'mono'] as const;

const flags = {
	config: {argument: 'FILE', summary: 'the configuration file'},
	once: {summary: 'print one JSON document of the whole cluster, then exit'},
	watch: {argument: 'SECONDS', summary: 'print a document every so often, one a line'},
	check: {summary: 'print one line; exit 0 ok, 1 warning, 2 critical, 3 unknown'},
	timeout: {argument: 'SECONDS', summary: 'print what is known after this time (default 10)'},
	sample: {argument: 'MS', summary: 'time between the two samples of a rate (default 500)'},
	only: {
		argument: 'SECTIONS',
		choices: ['nodes', 'jobs', 'models'],
		summary: 'leave out the other sections',
	},
	pretty: {summary: 'indent the JSON'},
	theme: {argument: 'NAME', choices: themes, summary: 'the colours of the dashboard'},
	tab: {argument: 'NAME', choices: tabs, summary: 'the tab that is shown first (default nodes)'},
	ascii: {summary: 'draw the dashboard in ASCII'},
	'screen-reader': {summary: 'say the dashboard in lines of words: no bars, no charts, no boxes'},
	'read-only': {summary: 'change nothing outside: no shell, no key accepted, no node added'},
	demo: {summary: 'show a simulated cluster: no configuration is read, and nobody is reached'},
	nodes: {argument: 'COUNT', summary: 'with --demo: a rack of so many nodes (default 8)'},
	jobs: {argument: 'COUNT', summary: 'with --demo: so many jobs in the queue of its cluster'},
	seed: {argument: 'NUMBER', summary: 'with --demo: another cluster and another story (default 1)'},
	json: {summary: 'print JSON'},
	yes: {summary: 'do not ask'},
	fingerprint: {
		argument: 'SHA256:...',
		summary: 'accept no other key than this (or these, with commas)',
	},
	'dry-run': {summary: 'print it and write nothing'},
	host: {argument: 'HOST', summary: 'name or address to dial, or an alias of ~/.ssh/config'},
	role: {argument: 'ROLE', summary: 'what the node is for'},
	tag: {argument: 'TAG', summary: 'a word to group nodes by'},
	all: {summary: 'the jobs of everybody, not only your own'},
	cluster: {argument: 'NAME', summary: 'the Slurm cluster, where there are several'},
	follow: {short: 'f', summary: 'go on with what comes, until it is stopped'},
	stderr: {summary: 'what it writes to its stderr'},
	'test-only': {summary: 'only ask whether it would be taken, and when it would start'},
	remote: {summary: 'FILE is a path on the login node'},
	output: {argument: 'FILE', summary: 'write it there'},
	model: {
		argument: 'MODEL',
		summary: 'the model that answers (default: chat.model, or the usual one)',
	},
	node: {argument: 'NODE', summary: 'the node that answers, and no other'},
	system: {argument: 'TEXT', summary: 'what the model is told before all else'},
	image: {argument: 'FILE', summary: 'a picture that the question is about'},
	continue: {argument: 'CONVERSATION', summary: 'go on from its last turn; last: the newest one'},
	explain: {summary: 'say on stderr how the node was chosen'},
	stream: {summary: 'print the answer as it comes, also to a file or a program'},
	help: {short: 'h', summary: 'say what there is'},
	version: {summary: 'print the version'},
} as const satisfies Readonly<Record<string, FlagSpec>>;

export const flagSpecs: Readonly<Record<FlagName, FlagSpec>> = flags;

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
		summary: 'keep what is whole of a damaged conversation, and a backup',
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
