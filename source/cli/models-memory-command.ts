import {quoted} from '../domain/printable.ts';
import {notOn, runModelsChange} from './models-change-command.ts';
import type {Invocation} from './parse-arguments.ts';
import type {ExitStatus, Surroundings} from './surroundings.ts';

export function runModelsLoad(
	{operands, flags}: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	const text = flags.text('keep-alive');
	const keepAlive = text === undefined ? undefined : keepAliveOf(text);
	const problem =
		text !== undefined && keepAlive === undefined
			? `--keep-alive must be a time as 10m, seconds, or -1, found ${quoted(text)}.`
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

/** As Ollama takes it: Go's durations, or seconds. https://github.com/ollama/ollama/blob/main/docs/faq.mdx */
function keepAliveOf(text: string): string | number | undefined {
	if (/^(?:-1|\d{1,9})$/.test(text)) {
		return Number(text);
	}

	return /^(?:\d{1,6}(?:\.\d{1,3})?(?:ms|s|m|h))+$/.test(text) ? text : undefined;
}
