import type {Config} from '../domain/config.ts';
import {isHostName, isNodeName} from '../domain/grammar.ts';
import {quoted} from '../domain/printable.ts';
import type {ConfigEdit} from '../parsers/config-splice.ts';
import {findNodeEntry} from '../parsers/config-node-entry.ts';
import {failureText} from '../theme/failure-text.ts';
import {jsonText} from '../theme/json-text.ts';
import {clean} from '../theme/safe.ts';
import {saveNodes} from './add-nodes.ts';
import {collect} from './collect.ts';
import {isUsageProblem, numberOf} from './flag-values.ts';
import {nodesTable} from './nodes-list.ts';
import type {Flags, Invocation} from './parse-arguments.ts';
import {type SessionConfig, withConfig} from './session-config.ts';
import {nodesDocument} from './status-document.ts';
import {defaultSampleMs, defaultTimeoutMs} from './status-request.ts';
import {
	type ExitStatus,
	exitDone,
	exitFailed,
	exitUsage,
	type Surroundings,
} from './surroundings.ts';
import {unknownNodeText} from './unknown-node-text.ts';

export async function runNodesList({flags}: Invocation, world: Surroundings): Promise<ExitStatus> {
	const timeout = numberOf(flags, 'timeout', {least: 0.1, most: 3600});
	if (isUsageProblem(timeout)) {
		world.output.complain(timeout.usage);
		return exitUsage;
	}

	return withConfig(flags, world, async ({config}) => {
		const timeoutMs = timeout === undefined ? defaultTimeoutMs : timeout * 1000;
		const state = await collect(
			{config, sampleMs: defaultSampleMs, timeoutMs, only: ['nodes']},
			world,
		);
		const text = flags.has('json')
			? jsonText(nodesDocument(state, world.version), 0)
			: nodesTable(state.nodes, world.output.columns()).join('\n');
		world.output.print(`${text}\n`);
		return exitDone;
	});
}

export async function runNodesAdd(
	{operands, flags}: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	const [name = ''] = operands;
	const host = flags.text('host');
	const wrong = [
		...(isNodeName(name)
			? []
			: [
					`${quoted(name)} cannot be the name of a node: letters, digits, "-", "_" and "." only; write ranges into the file.`,
				]),
		...(host === undefined || isHostName(host)
			? []
			: [`${quoted(host)} is neither a host name nor an address.`]),
	];
	if (wrong.length > 0) {
		wrong.forEach(world.output.complain);
		return exitUsage;
	}

	const tag = flags.text('tag');
	const entry = {
		name,
		...(host === undefined ? {} : {host}),
		...(flags.has('role') ? {role: flags.text('role') ?? ''} : {}),
		...(tag === undefined ? {} : {tags: tag.split(',')}),
	};
	return changeNodes({flags, what: 'addNode', target: name}, world, text =>
		findNodeEntry(text, name) === undefined
			? {edit: {path: ['nodes'], append: entry}}
			: {refusal: `${name} is a node already.`},
	);
}

export async function runNodesRemove(
	{operands, flags}: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	const [name = ''] = operands;
	return changeNodes({flags, what: 'removeNode', target: name}, world, async (text, config) => {
		const entry = findNodeEntry(text, name);
		if (entry === undefined) {
			return {refusal: unknownNodeText(name, config)};
		}

		if (entry.writtenName !== name) {
			return {
				refusal: `${name} is one of ${quoted(entry.writtenName)}: change that range by hand.`,
			};
		}

		const question = `Take ${clean(name)} out of the configuration? A backup is kept.`;
		return flags.has('yes') || (await world.confirm(question))
			? {edit: {path: ['nodes', entry.index], remove: true}}
			: {refusal: 'Nothing was changed; --yes does it without asking.'};
	});
}

type Change = {
	readonly flags: Flags;
	/** As the audit log names it. */
	readonly what: string;
	readonly target: string;
};

type Decision = {readonly edit: ConfigEdit} | {readonly refusal: string};

type Decide = (text: string, config: Config) => Decision | Promise<Decision>;

function changeNodes(change: Change, world: Surroundings, decide: Decide): Promise<ExitStatus> {
	return withConfig(change.flags, world, session => changeIn(session, {...change, decide}, world));
}

/** Edits the configuration file, and writes down that it was done. */
async function changeIn(
	{path, text, config}: SessionConfig,
	{what, target, decide}: Change & {readonly decide: Decide},
	world: Surroundings,
): Promise<ExitStatus> {
	const {output} = world;
	if (path === undefined || text === undefined) {
		output.complain('There is no configuration file yet: clusterdeck init writes one.');
		return exitUsage;
	}

	const decision = await decide(text, config);
	if ('refusal' in decision) {
		output.complain(decision.refusal);
		return exitFailed;
	}

	const saved = await saveNodes({path, text, edits: [decision.edit], what, target}, world);
	switch (saved.outcome) {
		case 'saved':
			output.print(`${clean(path)} is saved; the old one is ${clean(saved.backup)}.\n`);
			return exitDone;
		case 'unchanged':
			output.print('Nothing to change.\n');
			return exitDone;
		case 'invalid':
			// Their lines and columns would be those of a text that was never written.
			for (const {path: where, message} of saved.problems) {
				output.complain(`${where} ${message}; nothing was changed`);
			}

			return exitUsage;
		default:
			output.complain(failureText(saved.failure));
			return exitFailed;
	}
}
