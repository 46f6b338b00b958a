import {quoted} from '../domain/printable.ts';
import {parseKeepAlive} from '../rules/model-words.ts';
import {notOn, runModelsChange} from './models-change-command.ts';
import type {Invocation} from './parse-arguments.ts';
import type {ExitStatus, Surroundings} from './surroundings.ts';

export function runModelsLoad(
	{operands, flags}: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	const text = flags.text('keep-alive');
	const keepAlive = text === undefined ? undefined : parseKeepAlive(text);
	const problem =
		text !== undefined && keepAlive === undefined
			? `--keep-alive must be a time as 10m or 24h, seconds, or -1 for ever, found ${quoted(text)}. clusterdeck models unload lets a model go at once.`
			: undefined;
	return runModelsChange(
		{models: operands, flags},
		{
			...{problem, missing: notOn},
			deedOf: ({node, model}) => ({type: 'load', node, model, keepAlive}),
		},
		world,
	);
}

/** Where it is in memory; that takes nothing away for good, so that no node has to be named. */
export function runModelsUnload(
	{operands, flags}: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	return runModelsChange(
		{models: operands, flags},
		{
			missing: nodes =>
				nodes === undefined
					? 'in the memory of no node'
					: `not in the memory of ${nodes.join(', ')}`,
			isForAll: true,
			isAbout: ({loaded}) => loaded !== undefined,
			deedOf: ({node, model}) => ({type: 'unload', node, model}),
		},
		world,
	);
}
