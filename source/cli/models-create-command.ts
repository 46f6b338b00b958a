import process from 'node:process';
import type {Config, NodeConfig} from '../domain/config.ts';
import {isModelName} from '../domain/grammar.ts';
import {decodeBytes} from '../parsers/bytes.ts';
import {failureText} from '../theme/failure-text.ts';
import {readStreamBytes} from '../transport/read-bytes.ts';
import {chosenNodes, doDeeds, namesOfNodes, onlyNode} from './deed-command.ts';
import {modelNameProblem} from './model-names.ts';
import {isUsageProblem} from './flag-values.ts';
import {
	modelfileIn,
	mostModelfileBytes,
	type ReadModelfile,
	readModelfileAt,
} from './read-modelfile.ts';
import {withModels} from './models-rack.ts';
import type {Flags, Invocation, UsageProblem} from './parse-arguments.ts';
import {type ExitStatus, exitFailed, exitUsage, type Surroundings} from './surroundings.ts';

/** A Modelfile that does not parse is refused before any node is reached. */
export async function runModelsCreate(
	{operands: [model = ''], flags}: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	const {output} = world;
	if (!isModelName(model)) {
		output.complain(modelNameProblem(model).usage);
		return exitUsage;
	}

	const modelfile = await readModelfile(flags.text('file'), world);
	if ('problems' in modelfile) {
		modelfile.problems.forEach(output.complain);
		return exitUsage;
	}

	if (flags.has('read-only')) {
		output.complain('--read-only: nothing is made. Leave it out to make models.');
		return exitFailed;
	}

	const problem = (config: Config): string | undefined => {
		const nodes = makers(config, flags);
		return isUsageProblem(nodes) ? nodes.usage : undefined;
	};
	return withModels({flags, problem, isOnlyNamed: true}, world, rack => {
		const nodes = makers(rack.config, flags);
		const names = isUsageProblem(nodes) ? [] : namesOfNodes(nodes);
		return doDeeds(rack, {flags, world}, async act => {
			const ends = await Promise.all(
				names.map(node => act({type: 'create', node, model, modelfile: modelfile.value})),
			);
			return ends.every(({state}) => state === 'done');
		});
	});
}

function makers(config: Config, flags: Flags): readonly NodeConfig[] | UsageProblem {
	return chosenNodes(config, flags) ?? onlyNode(config);
}

async function readModelfile(
	path: string | undefined,
	{signal}: Pick<Surroundings, 'signal'>,
): Promise<ReadModelfile> {
	if (path === undefined) {
		return {problems: ['--file FILE is needed: the Modelfile that the model is made by.']};
	}

	if (path !== '-') {
		return readModelfileAt(path, signal);
	}

	const where = 'standard input';
	const bytes = await readStreamBytes(process.stdin, {
		...{where, maxBytes: mostModelfileBytes, signal},
	});
	return bytes.ok
		? modelfileIn(decodeBytes(bytes.value), {where, folder: process.cwd(), signal})
		: {problems: [failureText(bytes.failure)]};
}
