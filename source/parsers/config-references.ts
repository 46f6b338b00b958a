/** The parts of a configuration that name its nodes: Slurm clusters and wanted models. */
import type {NodeConfig, SlurmConfig, WantedModel} from '../domain/config.ts';
import {isHostName, isModelName, isSlurmName} from '../domain/grammar.ts';
import type {NodeName} from '../domain/ids.ts';
import {quoted} from '../domain/printable.ts';
import {nearest} from './nearest.ts';
import type {Finding} from './config-issues.ts';
import type {ConfigPath} from './config-path.ts';
import type {ConfigFile, ModelFields, SlurmFields} from './config-schema.ts';
import {expandHostRange} from './host-range.ts';

type Built<Value> = {readonly value: readonly Value[]; readonly findings: readonly Finding[]};

/** `via` may also be a Host of ~/.ssh/config, so an unknown name is none of our business; a disabled node is. */
export function buildSlurm(file: ConfigFile, nodes: readonly NodeConfig[]): Built<SlurmConfig> {
	const findings: Finding[] = [];
	const clusters = new Map<string, SlurmConfig>();
	const disabled = new Set(nodes.filter(node => !node.isEnabled).map(node => String(node.name)));
	for (const [index, fields] of (file.slurm ?? []).entries()) {
		const path = ['slurm', index];
		findings.push(...wayFindings(fields, disabled, path));
		if (clusters.has(fields.name)) {
			const message = `names ${quoted(fields.name)}, which is a Slurm cluster already`;
			findings.push({path: [...path, 'name'], at: 'value', message});
		} else if (isSlurmName(fields.name)) {
			const via = fields.via !== undefined && isHostName(fields.via) ? fields.via : undefined;
			clusters.set(fields.name, {name: fields.name, via});
		}
	}

	return {value: [...clusters.values()], findings};
}

function wayFindings(
	{via, local}: SlurmFields,
	disabled: ReadonlySet<string>,
	path: ConfigPath,
): readonly Finding[] {
	if (via === undefined && local !== true) {
		const message = 'needs "via: ..." (where squeue runs) or "local: true"';
		return [{path, at: 'value', message}];
	}

	if (via !== undefined && local === true) {
		const message = 'is true, and "via" names another machine: keep one of the two';
		return [{path: [...path, 'local'], at: 'value', message}];
	}

	if (via !== undefined && disabled.has(via)) {
		const message = `names ${quoted(via)}, a node that is never contacted (enabled: false)`;
		return [{path: [...path, 'via'], at: 'value', message}];
	}

	return [];
}

export function buildModels(file: ConfigFile, nodes: readonly NodeConfig[]): Built<WantedModel> {
	const findings: Finding[] = [];
	const models = new Map<string, WantedModel>();
	const known = {
		nodes: new Map(nodes.map(node => [String(node.name), node.name])),
		tags: new Set(nodes.flatMap(node => node.tags)),
	};
	for (const [index, fields] of (file.models ?? []).entries()) {
		const path = ['models', index];
		findings.push(...targetFindings(fields, known, path));
		const identity = fields.name.includes(':') ? fields.name : `${fields.name}:latest`;
		if (models.has(identity)) {
			const message = `names ${quoted(fields.name)}, which is in this list already`;
			findings.push({path: [...path, 'name'], at: 'value', message});
		} else if (isModelName(fields.name)) {
			models.set(identity, {
				name: fields.name,
				replicas: fields.replicas,
				tags: fields.tags ?? [],
				nodes: (fields.nodes ?? []).flatMap(range => knownNodes(range, known.nodes)),
			});
		}
	}

	return {value: [...models.values()], findings};
}

type Known = {
	readonly nodes: ReadonlyMap<string, NodeName>;
	readonly tags: ReadonlySet<string>;
};

function knownNodes(range: string, nodes: Known['nodes']): readonly NodeName[] {
	return expandHostRange(range).flatMap(name => nodes.get(name) ?? []);
}

function targetFindings(fields: ModelFields, known: Known, path: ConfigPath): readonly Finding[] {
	const tags = (fields.tags ?? []).flatMap((tag, index) =>
		known.tags.has(tag)
			? []
			: unknown({path: [...path, 'tags', index], name: tag, what: 'tag', known: known.tags}),
	);
	const nodes = (fields.nodes ?? []).flatMap((range, index) => {
		const names = expandHostRange(range);
		const name = names.length === 0 ? range : names.find(one => !known.nodes.has(one));
		return name === undefined
			? []
			: unknown({path: [...path, 'nodes', index], name, what: 'name', known: known.nodes.keys()});
	});
	return [...tags, ...nodes];
}

type Unknown = {
	readonly path: ConfigPath;
	readonly name: string;
	readonly what: string;
	readonly known: Iterable<string>;
};

function unknown({path, name, what, known}: Unknown): readonly Finding[] {
	// A suggestion among ten thousand names is not worth ten thousand comparisons for each slip.
	const guess = nearest(name, [...known].slice(0, 1000));
	const hint = guess === undefined ? '' : `. Did you mean ${quoted(guess)}?`;
	return [{path, at: 'value', message: `is the ${what} of no node, found ${quoted(name)}${hint}`}];
}
