import {resolve} from 'node:path';
import {
	type LoadedConfig,
	loadConfig,
	type SaveOutcome,
	saveConfig,
} from '../clients/config-file.ts';
import {configPath} from '../clients/find-config.ts';
import {writeConfig} from '../clients/write-config.ts';
import type {Config, ConfigProblem} from '../domain/config.ts';
import type {NodeName} from '../domain/ids.ts';
import type {Notice} from '../domain/notice.ts';
import {parseConfig} from '../parsers/config.ts';
import {findNodeEntry} from '../parsers/config-node-entry.ts';
import {configProposal} from '../parsers/config-proposal.ts';
import type {ConfigEdit} from '../parsers/config-splice.ts';
import {isDialledName} from '../parsers/config-words.ts';
import {configProblemText} from '../theme/config-problem-text.ts';
import {audit} from './audit.ts';
import type {Surroundings} from './surroundings.ts';

type World = Pick<Surroundings, 'env' | 'clock' | 'output'>;

export type NodesEdit = {
	readonly path: string;
	/** What the edits were made for. */
	readonly text: string;
	readonly edits: readonly ConfigEdit[];
	/** As the audit log names it. */
	readonly what: string;
	readonly target: string;
};

/** Saves a change of the nodes in a configuration file, with a backup, and writes down that it was done. */
export async function saveNodes(
	{path, text, edits, what, target}: NodesEdit,
	world: World,
): Promise<SaveOutcome> {
	const saved = await saveConfig({path, readText: text, edits});
	if (saved.outcome === 'saved') {
		await audit({what, target, argv: ['config', resolve(path)], result: 'done'}, world);
	}

	return saved;
}

export type NodesToAdd = {
	readonly names: readonly string[];
	/** The file that is in use; undefined: the configuration is the built-in one. */
	readonly path: string | undefined;
	readonly config: Config;
};

export type AddedNodes = {
	readonly notice: Notice;
	/** What is on disk now; undefined: nothing was changed. */
	readonly saved:
		| {readonly path: string; readonly text: string; readonly config: Config}
		| undefined;
};

/**
 * Adds hosts of ~/.ssh/config as nodes. Where there is no configuration file yet one is written, with this machine in
 * it as it was before. What stands in the way is told in words, and then nothing is changed.
 */
export async function addNodes(wish: NodesToAdd, world: World): Promise<AddedNodes> {
	const names = wish.names.filter(isDialledName);
	const place = await configPath({flag: wish.path, environment: world.env});
	if (place.from !== 'builtIn') {
		return addTo(place.path, names, world);
	}

	return place.lookedAt === undefined
		? refused('There is no home directory to write a configuration to.')
		: writeFirst(place.lookedAt, {config: wish.config, names}, world);
}

async function addTo(path: string, names: readonly NodeName[], world: World): Promise<AddedNodes> {
	const loaded: LoadedConfig = await loadConfig(path);
	if (!loaded.ok) {
		return refused(firstOf(loaded.problems));
	}

	const {text} = loaded;
	const added = names.filter(name => findNodeEntry(text, name) === undefined);
	if (added.length === 0) {
		return refused(`${names.join(', ')}: in ${path} already.`);
	}

	const edits = added.map(name => ({path: ['nodes'], append: {name}}));
	const target = added.join(' ');
	const saved = await saveNodes({path, text, edits, what: 'addNode', target}, world);
	switch (saved.outcome) {
		case 'saved':
			return done(path, saved.text, added);
		case 'failed':
			return {notice: {kind: 'failed', failure: saved.failure}, saved: undefined};
		case 'invalid':
			return refused(
				`${saved.problems[0]?.message ?? 'it cannot be edited'}; nothing was changed.`,
			);
		default:
			return refused('Nothing to change.');
	}
}

async function writeFirst(
	path: string,
	{names, config}: Pick<NodesToAdd, 'config'> & {readonly names: readonly NodeName[]},
	world: World,
): Promise<AddedNodes> {
	const here = config.nodes.filter(({isLocal}) => isLocal).map(({name}) => name);
	const text = configProposal({
		nodes: [
			...here.map(name => ({name, isLocal: true, isEnabled: true, comment: 'this machine'})),
			...names.map(name => ({name, isLocal: false, isEnabled: true, comment: ''})),
		],
		hasSlurm: config.slurm.length > 0,
		notes: [],
	});
	const written = await writeConfig(path, text);
	if (!written.ok) {
		return {notice: {kind: 'failed', failure: written.failure}, saved: undefined};
	}

	const argv = names.map(String);
	await audit({what: 'writeConfig', target: resolve(path), argv, result: 'done'}, world);
	return done(path, text, names);
}

function done(path: string, text: string, names: readonly NodeName[]): AddedNodes {
	const parsed = parseConfig(text, path);
	return parsed.ok
		? {notice: {kind: 'nodesAdded', names, file: path}, saved: {path, text, config: parsed.config}}
		: refused(firstOf(parsed.problems));
}

function firstOf([problem]: readonly ConfigProblem[]): string {
	return problem === undefined ? 'it cannot be read' : configProblemText(problem);
}

function refused(reason: string): AddedNodes {
	return {notice: {kind: 'refused', reason}, saved: undefined};
}
