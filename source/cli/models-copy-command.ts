import type {Config} from '../domain/config.ts';
import type {ModelName, NodeName} from '../domain/ids.ts';
import type {ShelfRow} from '../domain/model-shelf.ts';
import {spreadCopies} from '../runtime/spread-copies.ts';
import {chosenNodes, doDeeds, namesOfNodes} from './deed-command.ts';
import {isUsageProblem} from './flag-values.ts';
import {modelOperand, rowNamed, withModels} from './models-rack.ts';
import {ollamaNodesNamed} from './ollama-nodes.ts';
import type {Flags, Invocation, UsageProblem} from './parse-arguments.ts';
import {type ExitStatus, exitFailed, exitUsage, type Surroundings} from './surroundings.ts';

/** From the nodes that have it to others; who got it gives it on. */
export async function runModelsCopy(
	invocation: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	const {flags} = invocation;
	const {output} = world;
	const name = modelOperand(invocation);
	if (isUsageProblem(name)) {
		output.complain(name.usage);
		return exitUsage;
	}

	if (flags.has('read-only')) {
		output.complain('--read-only: nothing is copied. Leave it out to copy models.');
		return exitFailed;
	}

	const problem = (config: Config): string | undefined => {
		const ends = endsOf(config, flags);
		return isUsageProblem(ends) ? ends.usage : undefined;
	};
	return withModels({flags, problem}, world, rack => {
		const ends = endsOf(rack.config, flags);
		const row = rowNamed(rack, name, world);
		if (isUsageProblem(ends) || row === undefined) {
			return exitFailed;
		}

		const plan = planOf(row, {...ends, name});
		if (isUsageProblem(plan)) {
			output.complain(plan.usage);
			return exitUsage;
		}

		return doDeeds(rack, {flags, world}, async act => {
			const missed = await spreadCopies({...plan, act});
			return missed.length === 0;
		});
	});
}

type Ends = {
	/** Undefined: any that has it. */
	readonly from: NodeName | undefined;
	readonly nodes: readonly NodeName[];
};

function endsOf(config: Config, flags: Flags): Ends | UsageProblem {
	const text = flags.text('from');
	const from = text === undefined ? undefined : ollamaNodesNamed(config, [text]);
	if (isUsageProblem(from)) {
		return from;
	}

	const chosen = chosenNodes(config, flags);
	if (chosen === undefined || isUsageProblem(chosen)) {
		return chosen ?? {usage: 'To which nodes? --node NAME, again for more of them, or --all.'};
	}

	const source = from?.[0]?.name;
	const nodes = namesOfNodes(chosen);
	return nodes.length === 1 && nodes[0] === source
		? {usage: '--from and --node are the same node: name another one.'}
		: {from: source, nodes};
}

/** Where it comes from must have it, and where nobody said which, there must be only one of that name. */
function planOf(
	{copies}: ShelfRow,
	{from, nodes, name}: Ends & {readonly name: ModelName},
):
	| {readonly model: ModelName; readonly from: NodeName[]; readonly nodes: NodeName[]}
	| UsageProblem {
	const havers = [...copies.keys()];
	const copy = from === undefined ? copies.values().next().value : copies.get(from);
	if (copy === undefined) {
		return {usage: `${from ?? 'no node'} has no ${name}. It is on ${havers.join(', ')}.`};
	}

	const digests = new Set([...copies.values()].map(({installed}) => installed.digest));
	if (from === undefined && digests.size > 1) {
		return {usage: `${name} is not the same on ${havers.join(', ')}. Which one? --from NODE`};
	}

	const givers = from === undefined ? havers.filter(node => !nodes.includes(node)) : [from];
	const sources = givers.length === 0 ? havers.slice(0, 1) : givers;
	return {
		model: copy.installed.name,
		from: sources,
		nodes: nodes.filter(node => !sources.includes(node)),
	};
}
