import {loadConfig} from '../clients/config-file.ts';
import {configPath} from '../clients/find-config.ts';
import {configJsonSchema} from '../parsers/config-json-schema.ts';
import {configProblemText} from '../theme/config-problem-text.ts';
import {configSourceText} from '../theme/config-source-text.ts';
import {jsonText} from '../theme/json-text.ts';
import {countText} from '../theme/number-text.ts';
import {clean} from '../theme/safe.ts';
import type {Invocation} from './parse-arguments.ts';
import {type ExitStatus, exitDone, exitUsage, type Surroundings} from './surroundings.ts';

/** Problems go to stdout: they are the result of the command. Exit 2 when there is one. */
export async function runConfigValidate(
	{operands, flags}: Invocation,
	{output, env}: Surroundings,
): Promise<ExitStatus> {
	const flag = operands[0] ?? flags.text('config');
	const source = await configPath({flag, environment: env});
	if (source.from === 'builtIn') {
		output.print(`${clean(configSourceText(source))}\n`);
		return exitDone;
	}

	const loaded = await loadConfig(source.path);
	if (loaded.ok) {
		const nodes = countText(loaded.config.nodes.length, 'node');
		output.print(`${clean(source.path)} is a valid configuration with ${nodes}.\n`);
		return exitDone;
	}

	output.print(loaded.problems.map(problem => `${configProblemText(problem)}\n`).join(''));
	return exitUsage;
}

export async function runConfigPath(
	{flags}: Invocation,
	{output, env}: Surroundings,
): Promise<ExitStatus> {
	const source = await configPath({flag: flags.text('config'), environment: env});
	output.print(`${clean(configSourceText(source))}\n`);
	return exitDone;
}

export function runConfigSchema({output}: Surroundings): ExitStatus {
	output.print(`${jsonText(configJsonSchema(), 2)}\n`);
	return exitDone;
}
