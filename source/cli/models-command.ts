import {assertNever} from '../domain/assert-never.ts';
import type {CommandName} from './command-spec.ts';
import type {Invocation} from './parse-arguments.ts';
import type {ExitStatus, Surroundings} from './surroundings.ts';

export type ModelsCommandName = Extract<CommandName, `models ${string}`>;

/** What begins with `models`: each is loaded when it is asked for. */
export async function runModelsCommand(
	name: ModelsCommandName,
	invocation: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	switch (name) {
		case 'models ls':
			return (await import('./models-list-command.ts')).runModelsList(invocation, world);
		case 'models show':
			return (await import('./models-show-command.ts')).runModelsShow(invocation, world);
		case 'models fit':
			return (await import('./models-fit-command.ts')).runModelsFit(invocation, world);
		case 'models sync':
			return (await import('./models-sync-command.ts')).runModelsSync(invocation, world);
		default:
			return assertNever(name);
	}
}
