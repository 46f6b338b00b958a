import type {Config, NodeConfig} from '../domain/config.ts';
import type {NodeName} from '../domain/ids.ts';
import {spreadModel} from '../runtime/spread-model.ts';
import {chosenNodes, doDeeds, namesOfNodes, onlyNode} from './deed-command.ts';
import {modelNames} from './model-names.ts';
import {isUsageProblem} from './flag-values.ts';
import {type ModelsRack, withModels} from './models-rack.ts';
import type {Flags, Invocation, UsageProblem} from './parse-arguments.ts';
import {type ExitStatus, exitFailed, exitUsage, type Surroundings} from './surroundings.ts';

/** Each model comes from its registry once, and from node to node then. */
export async function runModelsPull(
	{operands, flags}: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	const {output} = world;
	const models = modelNames(operands);
	if (isUsageProblem(models)) {
		output.complain(models.usage);
		return exitUsage;
	}

	if (flags.has('read-only')) {
		output.complain('--read-only: nothing is pulled. Leave it out to pull models.');
		return exitFailed;
	}

	const problem = (config: Config): string | undefined => {
		const nodes = pullers(config, flags);
		return isUsageProblem(nodes) ? nodes.usage : undefined;
	};
	return withModels({flags, problem, isOnlyNamed: true}, world, rack => {
		const nodes = pullers(rack.config, flags);
		const names = inOrder(isUsageProblem(nodes) ? [] : namesOfNodes(nodes), rack);
		return doDeeds(rack, {flags, world}, async act => {
			const missed = await Promise.all(
				models.map((model, index) => spreadModel({model, nodes: turned(names, index), act})),
			);
			return missed.every(some => some.length === 0);
		});
	});
}

/** Those that answer first: one of them pulls. */
function inOrder(names: readonly NodeName[], {nodes}: ModelsRack): readonly NodeName[] {
	const serving = new Set(
		nodes.filter(({service}) => service.state === 'serving').map(({name}) => name),
	);
	return [...names.filter(name => serving.has(name)), ...names.filter(name => !serving.has(name))];
}

/** Several models are pulled by several nodes. */
function turned(names: readonly NodeName[], by: number): readonly NodeName[] {
	const first = by % Math.max(1, names.length);
	return [...names.slice(first), ...names.slice(0, first)];
}

function pullers(config: Config, flags: Flags): readonly NodeConfig[] | UsageProblem {
	return chosenNodes(config, flags) ?? onlyNode(config);
}
