import {isModelName} from '../domain/grammar.ts';
import {quoted} from '../domain/printable.ts';
import {isSameModel} from '../rules/model-name.ts';
import {modelNameProblem} from './model-names.ts';
import {notOn, runModelsChange} from './models-change-command.ts';
import type {Invocation} from './parse-arguments.ts';
import {type ExitStatus, exitUsage, type Surroundings} from './surroundings.ts';

export async function runModelsRename(
	{operands: [model = '', to = ''], flags}: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	if (!isModelName(to)) {
		world.output.complain(modelNameProblem(to).usage);
		return exitUsage;
	}

	return runModelsChange(
		{models: [model], flags},
		{
			problem: isSameModel(model, to)
				? `${quoted(to)} is what it is called already: upper and lower case are one name to Ollama. Take another one.`
				: undefined,
			missing: notOn,
			deedOf: taken => ({
				...{type: 'name', node: taken.node, model: taken.model, to, isKept: flags.has('keep')},
			}),
		},
		world,
	);
}
