import type {Config, NodeConfig} from '../domain/config.ts';
import type {ModelName, NodeName} from '../domain/ids.ts';
import type {ModelDeed} from '../domain/model-deed.ts';
import type {ShelfCopy} from '../domain/model-shelf.ts';
import {fullModelName} from '../rules/model-name.ts';
import type {DoDeed} from '../runtime/spread-copies.ts';
import {chosenNodes, doDeeds, namesOfNodes} from './deed-command.ts';
import {modelNames} from './model-names.ts';
import {isUsageProblem} from './flag-values.ts';
import {type ModelsRack, rowNamed, withModels} from './models-rack.ts';
import {isSilent, silenceTexts} from './silent-nodes.ts';
import type {Flags, Invocation} from './parse-arguments.ts';
import {type ExitStatus, exitFailed, exitUsage, type Surroundings} from './surroundings.ts';

/** A copy of a model on a node, which something is done to. */
export type TakenCopy = {
	readonly model: ModelName;
	readonly node: NodeName;
	readonly copy: ShelfCopy;
};

export type ChangeCommand = {
	/** What is refused before any node is reached; undefined: nothing. */
	readonly problem?: string | undefined;
	/** Of those that have the model, the ones that it is about. @default all */
	readonly isAbout?: (copy: ShelfCopy) => boolean;
	/** What is said where no node is one of them, of those that were named. */
	readonly missing: (nodes: readonly string[] | undefined) => string;
	/** Whether it may be done on several nodes though none was named. @default false */
	readonly isForAll?: boolean;
	readonly deedOf: (taken: TakenCopy) => ModelDeed;
	/** Asked before anything is done; says itself what was not agreed. @default yes */
	readonly isAgreed?: (taken: readonly TakenCopy[], rack: ModelsRack) => Promise<boolean>;
};

type Names = Pick<Invocation, 'flags'> & {readonly models: readonly string[]};

/** Does something to models where they are; what is not there is said, and fails the command. */
export async function runModelsChange(
	{models, flags}: Names,
	change: ChangeCommand,
	world: Surroundings,
): Promise<ExitStatus> {
	const {output} = world;
	const names = modelNames(models);
	const refusal = isUsageProblem(names) ? names.usage : change.problem;
	if (isUsageProblem(names) || refusal !== undefined) {
		output.complain(refusal ?? '');
		return exitUsage;
	}

	if (flags.has('read-only')) {
		output.complain('--read-only: nothing is changed. Leave it out to change models.');
		return exitFailed;
	}

	const problem = (config: Config): string | undefined => {
		const nodes = chosenNodes(config, flags);
		return isUsageProblem(nodes) ? nodes.usage : undefined;
	};
	return withModels({flags, problem}, world, async rack => {
		const taken = takenCopies(names, {rack, flags, change}, world);
		if ('usage' in taken) {
			output.complain(taken.usage);
			return exitUsage;
		}

		const {copies, isWhole} = taken;
		if (copies.length > 0 && !((await change.isAgreed?.(copies, rack)) ?? true)) {
			return exitFailed;
		}

		return doDeeds(rack, {flags, world}, async act => {
			const isDone = await doAll(copies.map(change.deedOf), act);
			return isDone && isWhole;
		});
	});
}

async function doAll(deeds: readonly ModelDeed[], act: DoDeed): Promise<boolean> {
	const ends = await Promise.all(deeds.map(act));
	return ends.every(({state}) => state === 'done');
}

type Taking = {
	readonly rack: ModelsRack;
	readonly flags: Flags;
	readonly change: ChangeCommand;
};

type Taken = {readonly copies: readonly TakenCopy[]; readonly isWhole: boolean};

/** `isWhole`: each model is somewhere where it was asked for. */
function takenCopies(
	names: readonly ModelName[],
	{rack, flags, change}: Taking,
	world: Surroundings,
): Taken | {readonly usage: string} {
	const {isAbout = () => true, isForAll = false, missing} = change;
	const chosen = chosenNodes(rack.config, flags);
	const nodes = chosen === undefined || isUsageProblem(chosen) ? undefined : nodeSet(chosen);
	const rows = names.map(name => [name, rowNamed(rack, name, world)] as const);
	const isKnown = rows.some(([, row]) => row !== undefined);
	const silent = isKnown && nodes !== undefined ? saySilent(nodes, {rack, flags}, world) : 0;
	const copies: TakenCopy[] = [];
	let isWhole = silent === 0;
	for (const [name, row] of rows) {
		const all = [...(row?.copies ?? [])];
		const found = all.filter(([node, copy]) => (nodes?.has(node) ?? true) && isAbout(copy));
		if (row !== undefined && found.length === 0 && silent !== nodes?.size) {
			world.output.complain(`${fullModelName(name)} is ${missing(nodes && [...nodes])}.`);
		}

		if (nodes === undefined && !isForAll && found.length > 1) {
			const havers = found.map(([node]) => node).join(', ');
			return {usage: `${name} is on ${havers}. Which of them? --node NAME, or --all.`};
		}

		isWhole &&= found.length > 0;
		copies.push(...found.map(([node, copy]) => ({model: copy.installed.name, node, copy})));
	}

	return {copies, isWhole};
}

/** What is there is not known, and not done: how many of those that were chosen. */
function saySilent(
	chosen: ReadonlySet<string>,
	{rack, flags}: Omit<Taking, 'change'>,
	{output}: Pick<Surroundings, 'output'>,
): number {
	const named = flags.has('all') ? [] : [...chosen];
	const nodes = rack.nodes.filter(({name}) => chosen.has(name));
	silenceTexts(nodes, {so: 'so that nothing is done there', named}).forEach(output.complain);
	return nodes.filter(node => isSilent(node, named)).length;
}

function nodeSet(nodes: readonly NodeConfig[]): ReadonlySet<string> {
	return new Set<string>(namesOfNodes(nodes));
}

/** `not on pi-1, pi-2` */
export function notOn(nodes: readonly string[] | undefined): string {
	return nodes === undefined ? 'on no node' : `not on ${nodes.join(', ')}`;
}
