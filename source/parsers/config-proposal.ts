/**
 * The text of a first config.yaml: what was found, and a comment for each key there is.
 *
 *     version: 1
 *     nodes:
 *       - name: pi-1
 */
import type {NodeName} from '../domain/ids.ts';
import {printable} from '../domain/printable.ts';

export type ConfigProposal = {
	/** At least one, since there is no configuration without. */
	readonly nodes: readonly ProposedNode[];
	/** squeue is on the PATH here. */
	readonly hasSlurm: boolean;
	/** What was left out, a sentence each. */
	readonly notes: readonly string[];
};

export type ProposedNode = {
	readonly name: NodeName;
	readonly isLocal: boolean;
	readonly isEnabled: boolean;
	/** Why it is here, or not enabled: a comment above it. */
	readonly comment: string;
};

export function configProposal({nodes, hasSlurm, notes}: ConfigProposal): string {
	return [
		'# What clusterdeck watches: written by clusterdeck init, and yours to change.',
		'# clusterdeck config validate checks it; clusterdeck config schema describes every key.',
		'',
		'version: 1                # of this format',
		'cluster: rack             # the name in the header',
		'',
		...defaultsLines,
		'',
		...nodeKeyLines,
		'nodes:',
		...nodes.flatMap(nodeLines),
		...(notes.length === 0
			? []
			: ['', '# Left out:', ...notes.map(note => `#   ${oneLine(note)}`)]),
		'',
		...slurmLines(hasSlurm),
		'',
		...restLines,
		'',
	].join('\n');
}

const defaultsLines = [
	'# What holds for every node that does not say otherwise. What is absent comes from ~/.ssh/config.',
	'# defaults:',
	'#   ssh: {user: pi}       # user, port, identity, jump, transport: auto | ssh2 | system',
	'#   poll: 2s              # how often a node is asked for its figures: 500ms to 1h',
];

const nodeKeyLines = [
	'# The machines. Of a node only the name is needed:',
	'#   name: pi-1            # on the screen, unique; pi[1-3] is three nodes',
	'#   host: 192.168.1.11    # what ssh dials: a name, an address or a Host of ~/.ssh/config; default: the name',
	'#   local: true           # this machine, read without ssh',
	'#   enabled: false        # listed, never contacted',
	'#   role: worker          # a word for the reader',
	'#   tags: [pi5, nvme]     # words that models ask for',
	'#   ssh: {port: 2222}     # as in defaults; poll too',
	'#   ollama: {port: 11434, slots: 2}    # false: none; absent: asked for on 11434',
	'#   slurmNode: node017    # its name in Slurm; default: the short host name',
	'#   logs: [/var/log/syslog]            # files to show, beside those that are known',
];

const restLines = [
	'# chat: {model: "llama3.2:3b", routing: resource-aware, system: ""}    # how a conversation begins',
	'# models: [{name: "llama3.2:3b", replicas: 2, tags: [pi5]}]            # which models should be where',
	'# recipes: [~/recipes]    # folders with recipes',
	'# thresholds: {memory: [80, 92], temperature: [75, 83], disk: [85, 95]}    # [warning, critical] in % and °C',
	'# theme: auto             # dark, light, colour-blind, high-contrast, mono',
];

function slurmLines(hasSlurm: boolean): readonly string[] {
	const heading =
		'# Slurm clusters whose jobs are shown: via a node or a Host of ~/.ssh/config, or local.';
	return hasSlurm
		? [
				heading,
				'slurm:',
				'  - name: slurm',
				'    local: true           # squeue is on the PATH here',
			]
		: [heading, '# slurm: [{name: hpc, via: login}]'];
}

function nodeLines({name, isLocal, isEnabled, comment}: ProposedNode): readonly string[] {
	return [
		...(comment === '' ? [] : [`  # ${oneLine(comment)}`]),
		`  - name: ${scalar(name)}`,
		...(isLocal ? ['    local: true'] : []),
		...(isEnabled ? [] : ['    enabled: false']),
	];
}

/** What came from elsewhere stays in its comment. */
function oneLine(text: string): string {
	return printable(text).slice(0, 200);
}

/** A name that YAML would take for a number or a truth stands in quotes. */
function scalar(name: string): string {
	const isPlain = /^[A-Za-z][A-Za-z0-9._-]*$/.test(name);
	return isPlain && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(name)
		? name
		: JSON.stringify(name);
}
