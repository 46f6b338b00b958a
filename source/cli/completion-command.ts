import {quoted} from '../domain/printable.ts';
import {completionScript, shells} from './completion-script.ts';
import {type ExitStatus, exitDone, exitUsage, type Surroundings} from './surroundings.ts';

export function runCompletion(name: string | undefined, {output}: Surroundings): ExitStatus {
	const shell = shells.find(known => known === name);
	if (shell === undefined) {
		output.complain(
			`There is no completion for ${quoted(name ?? '')}. Known are ${shells.join(', ')}.`,
		);
		return exitUsage;
	}

	output.print(completionScript(shell));
	return exitDone;
}
