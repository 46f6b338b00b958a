/**
 * The shape of config.yaml (DESIGN.md, section 5): what a person may write, before ranges expand and defaults fill in.
 * The descriptions are the hover texts of an editor that reads schema/config.schema.json.
 *
 *     version: 1
 *     nodes:
 *       - {name: pi-main, local: true}
 */
import * as z from 'zod';
import {durationPattern, parseIntervalMs} from '../domain/duration.ts';
import {isHostName, isModelName, isRemotePath, isSlurmName, isUserName} from '../domain/grammar.ts';
import {choice, list, range, section, text, threshold, wholeNumber} from './config-fields.ts';
import {isJumpList, isLabel, isLocalPath} from './config-words.ts';

const label = text('text of 1 to 40 characters', isLabel);
const modelName = text('a model name such as "llama3.2:3b"', isModelName);
const port = wholeNumber(1, 65_535);
const flag = z.boolean('must be true or false');
const tags = list('tags', label);

const pollError = 'must be a duration from 500ms to 1h with its unit, such as 2s';
const poll = z
	.string(pollError)
	.regex(durationPattern, {error: pollError, abort: true})
	.refine(duration => parseIntervalMs(duration) !== undefined, pollError)
	.describe('How often a node is asked for its figures: 500ms to 1h. Default: 2s.');

const ssh = section(
	{
		user: text('a user name', isUserName)
			.describe('Who logs in. Default: what ~/.ssh/config says, else your own name.')
			.optional(),
		port: port.describe('The port of sshd. Default: what ~/.ssh/config says, else 22.').optional(),
		identity: text('the path of a private key', isLocalPath)
			.describe('A private key file on this machine; ~ is your home directory. Never the key.')
			.optional(),
		jump: text('hosts such as "login" or "me@login:2222"', isJumpList)
			.describe('The host or hosts to go through, as in `ssh -J`, with commas; "none" for none.')
			.optional(),
		transport: choice(['auto', 'ssh2', 'system'])
			.describe(
				'ssh2: the built-in client. system: the ssh command, which also knows certificates, FIDO keys and ProxyCommand. auto (default): what the node needs.',
			)
			.optional(),
	},
	'How to reach a node over ssh. What is absent comes from ~/.ssh/config.',
);

const ollamaKeys = section(
	{
		port: port.describe('Where Ollama listens on the node. Default: 11434.').optional(),
		slots: wholeNumber(1, 256)
			.describe('How many requests it answers at once (OLLAMA_NUM_PARALLEL).')
			.optional(),
	},
	'Where Ollama is and how much it takes.',
);
const ollama = z
	.union([z.boolean(), ollamaKeys], 'must be true, false or keys such as {port: 11434, slots: 2}')
	.describe(
		'Ollama on this node. false: none. true or {port, slots}: there is one. Absent: asked for on 11434.',
	);

const node = section(
	{
		name: range('a node name such as gpu-01, or a range such as pi[1-3]').describe(
			'The name on the screen, unique. `pi[1-3]` is three nodes; `n[001-128]` keeps the zeros.',
		),
		local: flag.describe('true: this machine, read without ssh. One node at most.').optional(),
		host: range('a host name or an address')
			.describe(
				'What ssh dials: a name, an address or a Host of ~/.ssh/config. A range gives each name its host. Default: the name.',
			)
			.optional(),
		role: label.describe('A word for the reader, such as controller or worker.').optional(),
		tags: tags.describe('Words that models ask for, such as gpu or nvme.').optional(),
		enabled: flag.describe('false: listed, never contacted. Default: true.').optional(),
		ssh: ssh.optional(),
		poll: poll.optional(),
		ollama: ollama.optional(),
		slurmNode: range('a Slurm node name')
			.describe(
				'This node in Slurm, where that is not its short host name. A range gives each name its own.',
			)
			.optional(),
		logs: list('paths', text('an absolute path without ".."', isRemotePath))
			.describe("Files on the node that `l` shows, beside Ollama's log and the journal.")
			.optional(),
	},
	'A machine, or several that differ only by a number.',
);

const slurm = section(
	{
		name: text('a name of letters, digits, ".", "_" and "-"', isSlurmName).describe(
			'The name on the screen, unique.',
		),
		via: text('a node of this file or a Host of ~/.ssh/config', isHostName)
			.describe('Where squeue runs: a node of this file, or a Host of ~/.ssh/config.')
			.optional(),
		local: flag.describe('true: squeue runs on this machine.').optional(),
	},
	'A Slurm cluster: `via` a login node, or `local: true`.',
);

const chat = section(
	{
		model: modelName
			.describe('The model a new conversation starts with. Default: one that is loaded.')
			.optional(),
		routing: choice(['resource-aware', 'least-loaded', 'round-robin', 'affinity'])
			.describe('How a node is chosen. resource-aware (default): the one that will be done first.')
			.optional(),
		system: z
			.string('must be text')
			.max(16_384, 'must be text of at most 16384 characters')
			.describe('The system prompt of new conversations.')
			.optional(),
	},
	'Conversations.',
);

const model = section(
	{
		name: modelName.describe('The model as Ollama names it, in quotes because of the colon.'),
		replicas: wholeNumber(0, 10_000)
			.describe('How many nodes should have it. Default: every node that fits.')
			.optional(),
		tags: tags.describe('Only nodes with all of these tags.').optional(),
		nodes: list('node names', range('a node name or a range'), 10_000)
			.describe('Only these nodes.')
			.optional(),
	},
	'A model and where it should be; `clusterdeck models sync` brings it there.',
);

const thresholds = section(
	{
		memory: threshold(100, 'percent')
			.describe('Memory used in percent: [warning, critical]. Default: [80, 92].')
			.optional(),
		temperature: threshold(150, 'degrees Celsius')
			.describe('The hottest sensor in degrees Celsius: [warning, critical]. Default: [75, 83].')
			.optional(),
		disk: threshold(100, 'percent')
			.describe('The fullest file system in percent: [warning, critical]. Default: [85, 95].')
			.optional(),
	},
	'Over the first: warning. Over the second: critical.',
);

const defaults = section(
	{ssh: ssh.optional(), poll: poll.optional()},
	'What holds for every node that does not say otherwise.',
);

export const configFileSchema = section(
	{
		version: z
			.literal(1, 'must be 1, the only version there is')
			.describe('The version of this format: 1.'),
		cluster: label.describe('The name in the header. Default: cluster.').optional(),
		defaults: defaults.optional(),
		nodes: list('nodes', node, 10_000)
			.describe('The machines. They are shown by health, then by name.')
			.optional(),
		slurm: list('Slurm clusters', slurm, 16)
			.describe('The Slurm clusters whose jobs are shown.')
			.optional(),
		chat: chat.optional(),
		models: list('models', model, 1000)
			.describe('The models that should be on the nodes.')
			.optional(),
		recipes: list('directories', text('the path of a directory', isLocalPath))
			.describe('Directories with recipes on this machine; ~ is your home directory.')
			.optional(),
		thresholds: thresholds.optional(),
		theme: choice(['auto', 'dark', 'light', 'colour-blind', 'high-contrast', 'mono'])
			.describe('Colours. auto (default): what the terminal says.')
			.optional(),
	},
	'Which machines clusterdeck watches, and how it reaches them.',
).meta({title: 'clusterdeck configuration'});

export type ConfigFile = z.infer<typeof configFileSchema>;
export type NodeFields = z.infer<typeof node>;
export type SshFields = z.infer<typeof ssh>;
export type ModelFields = z.infer<typeof model>;
export type SlurmFields = z.infer<typeof slurm>;
