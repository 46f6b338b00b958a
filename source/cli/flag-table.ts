/** Every flag there is, whichever commands take it. */

export type FlagName = keyof typeof flags;

type FlagSpec = {
	/** What stands after the flag; absent for a switch. */
	readonly argument?: string;
	readonly short?: string;
	readonly choices?: readonly string[];
	readonly summary: string;
};

export const tabs = ['nodes', 'jobs', 'chat', 'models', 'events'] as const;
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
	'dry-run': {summary: 'print what would be done, and change nothing'},
	host: {argument: 'HOST', summary: 'name or address to dial, or an alias of ~/.ssh/config'},
	role: {argument: 'ROLE', summary: 'what the node is for'},
	tag: {argument: 'TAG', summary: 'a word to group nodes by'},
	all: {summary: 'the jobs of everybody, each copy of a model, all nodes'},
	context: {argument: 'TOKENS', summary: 'with a context of so many tokens'},
	prune: {summary: 'also remove copies that are too many, elsewhere, or of another digest'},
	from: {argument: 'NODE', summary: 'from the disk of this node'},
	'last-copy': {summary: 'also what no other node has: it is gone from the rack then'},
	keep: {summary: 'keep the old name too'},
	'keep-alive': {
		argument: 'TIME',
		summary: 'for so long, as 10m or 3600 (seconds); --keep-alive=-1: for ever',
	},
	file: {argument: 'FILE', summary: 'the Modelfile; -: from standard input'},
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
	node: {argument: 'NODE', summary: 'this node, and no other'},
	system: {argument: 'TEXT', summary: 'what the model is told before all else'},
	image: {argument: 'FILE', summary: 'a picture that the question is about'},
	continue: {argument: 'CONVERSATION', summary: 'go on from its last turn; last: the newest one'},
	explain: {summary: 'say on stderr how the node was chosen'},
	stream: {summary: 'print the answer as it comes, also to a file or a program'},
	help: {short: 'h', summary: 'say what there is'},
	version: {summary: 'print the version'},
} as const satisfies Readonly<Record<string, FlagSpec>>;

export const flagSpecs: Readonly<Record<FlagName, FlagSpec>> = flags;
