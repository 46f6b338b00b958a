/** The nodes of a configuration file with their ranges expanded and the defaults filled in. */
import type {NodeConfig, OllamaConfig, SshConfig} from '../domain/config.ts';
import {parseDurationMs} from '../domain/duration.ts';
import {isHostName, isNodeName, isRemotePath, isUserName} from '../domain/grammar.ts';
import {quoted} from '../domain/printable.ts';
import {defaultOllamaPort, defaultPollMs, defaultSsh} from './config-defaults.ts';
import type {Finding} from './config-issues.ts';
import type {ConfigPath} from './config-path.ts';
import type {ConfigFile, NodeFields, SshFields} from './config-schema.ts';
import {hostProblem} from './config-words.ts';
import {expandHostRange, mostNodes, parseHostRange} from './host-range.ts';

export type BuiltNodes = {
	readonly nodes: readonly NodeConfig[];
	readonly findings: readonly Finding[];
};

export function buildNodes(file: ConfigFile): BuiltNodes {
	const findings: Finding[] = [];
	const nodes = new Map<string, NodeConfig>();
	let count = 0;
	let localName: string | undefined;
	for (const [index, fields] of (file.nodes ?? []).entries()) {
		const path = ['nodes', index];
		count += countOf(fields.name);
		if (count > mostNodes) {
			findings.push({path: [...path, 'name'], at: 'value', message: tooMany(count)});
			break;
		}

		findings.push(...rangeFindings(fields, path), ...localFindings(fields, localName, path));
		localName ??= fields.local === true ? fields.name : undefined;
		const built = expandNode(fields, file.defaults, path);
		findings.push(...built.findings);
		for (const node of built.nodes) {
			if (nodes.has(node.name)) {
				findings.push({path: [...path, 'name'], at: 'value', message: isTwice(node.name)});
				break;
			}

			nodes.set(node.name, node);
		}
	}

	return {nodes: [...nodes.values()], findings};
}

function tooMany(count: number): string {
	return `makes ${count} nodes, and ${mostNodes} are the most`;
}

function isTwice(name: string): string {
	return `names ${quoted(name)}, which is a node already`;
}

function countOf(text: string): number {
	const range = parseHostRange(text);
	return range.ok ? range.count : 1;
}

const rangedKeys = ['host', 'slurmNode'] as const;

/** A range of names and its hosts are joined one to one, so they must agree in number. */
function rangeFindings(fields: NodeFields, path: ConfigPath): readonly Finding[] {
	const names = countOf(fields.name);
	return rangedKeys.flatMap(key => {
		const text = fields[key];
		const count = text === undefined ? names : countOf(text);
		const message = `has ${amount(count, 'value')} for ${amount(names, 'node')}: write one for each`;
		return count === names ? [] : [{path: [...path, key], at: 'value' as const, message}];
	});
}

function amount(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function localFindings(
	fields: NodeFields,
	localName: string | undefined,
	path: ConfigPath,
): readonly Finding[] {
	if (fields.local !== true) {
		return [];
	}

	const findings: Finding[] = [];
	if (localName !== undefined) {
		const message = `is this machine, and so is ${quoted(localName)}: keep one`;
		findings.push({path: [...path, 'local'], at: 'value', message});
	}

	if (countOf(fields.name) > 1) {
		const message = 'must be one name, because there is one local machine';
		findings.push({path: [...path, 'name'], at: 'value', message});
	}

	for (const key of ['host', 'ssh'] as const) {
		if (fields[key] !== undefined) {
			const message = 'is not for a local node, which is read without ssh: delete it or "local"';
			findings.push({path: [...path, key], at: 'key', message});
		}
	}

	return findings;
}

type Defaults = ConfigFile['defaults'];

function expandNode(fields: NodeFields, defaults: Defaults, path: ConfigPath): BuiltNodes {
	const names = expandHostRange(fields.name);
	const hosts = fields.host === undefined ? names : expandHostRange(fields.host);
	const slurmNodes = fields.slurmNode === undefined ? undefined : expandHostRange(fields.slurmNode);
	const shared = sharedParts(fields, defaults);
	const nodes: NodeConfig[] = [];
	for (const [index, name] of names.entries()) {
		const host = hosts[index] ?? name;
		const slurmNode = slurmNodes?.[index];
		const finding =
			nodeNameFinding(name, path) ??
			hostFinding(host, [...path, fields.host === undefined ? 'name' : 'host']) ??
			slurmNodeFinding(slurmNode, path);
		if (finding !== undefined) {
			return {nodes, findings: [finding]};
		}

		if (isNodeName(name) && isHostName(host)) {
			nodes.push({...shared, name, host, slurmNode});
		}
	}

	return {nodes, findings: []};
}

function nodeNameFinding(name: string, path: ConfigPath): Finding | undefined {
	const message = `must be letters, digits, ".", "_" and "-", 63 at most, found ${quoted(name)}`;
	return isNodeName(name) ? undefined : {path: [...path, 'name'], at: 'value', message};
}

function hostFinding(host: string, path: ConfigPath): Finding | undefined {
	const problem = hostProblem(host);
	return problem === undefined
		? undefined
		: {path, at: 'value', message: `${problem}, found ${quoted(host)}`};
}

function slurmNodeFinding(name: string | undefined, path: ConfigPath): Finding | undefined {
	const message = `must be letters, digits, ".", "_" and "-", 63 at most, found ${quoted(name ?? '')}`;
	return name === undefined || isNodeName(name)
		? undefined
		: {path: [...path, 'slurmNode'], at: 'value', message};
}

function sharedParts(
	fields: NodeFields,
	defaults: Defaults,
): Omit<NodeConfig, 'name' | 'host' | 'slurmNode'> {
	const poll = fields.poll ?? defaults?.poll;
	return {
		isLocal: fields.local === true,
		role: fields.role,
		tags: fields.tags ?? [],
		isEnabled: fields.enabled !== false,
		ssh: sshOf(fields.ssh, defaults?.ssh),
		pollIntervalMs: (poll === undefined ? undefined : parseDurationMs(poll)) ?? defaultPollMs,
		ollama: ollamaOf(fields.ollama),
		logs: (fields.logs ?? []).filter(isRemotePath),
	};
}

function sshOf(own: SshFields | undefined, shared: SshFields | undefined): SshConfig {
	const user = own?.user ?? shared?.user;
	return {
		user: user !== undefined && isUserName(user) ? user : undefined,
		port: own?.port ?? shared?.port,
		identity: own?.identity ?? shared?.identity,
		jump: own?.jump ?? shared?.jump,
		transport: own?.transport ?? shared?.transport ?? defaultSsh.transport,
	};
}

function ollamaOf(fields: NodeFields['ollama']): OllamaConfig {
	if (fields === false) {
		return {use: 'never'};
	}

	if (fields === undefined) {
		return {use: 'ask', port: defaultOllamaPort, slots: undefined};
	}

	const {port, slots} = fields === true ? {} : fields;
	return {use: 'always', port: port ?? defaultOllamaPort, slots};
}
