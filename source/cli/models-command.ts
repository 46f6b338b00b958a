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
		case 'models pull':
			return (await import('./models-pull-command.ts')).runModelsPull(invocation, world);
		case 'models rm':
			return (await import('./models-remove-command.ts')).runModelsRemove(invocation, world);
		case 'models load':
			return (await import('./models-memory-command.ts')).runModelsLoad(invocation, world);
		case 'models unload':
			return (await import('./models-memory-command.ts')).runModelsUnload(invocation, world);
		case 'models copy':
			return (await import('./models-copy-command.ts')).runModelsCopy(invocation, world);
		case 'models rename':
			return (await import('./models-rename-command.ts')).runModelsRename(invocation, world);
		case 'models create':
			return (await import('./models-create-command.ts')).runModelsCreate(invocation, world);
		default:
			return assertNever(name);
	}
}
