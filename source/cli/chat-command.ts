import type {Invocation} from './parse-arguments.ts';
import {type ExitStatus, exitFailed, type Surroundings} from './surroundings.ts';

/** Asks the rack one question; exit 0 only for a whole answer. */
export async function runChat(_: Invocation, {output}: Surroundings): Promise<ExitStatus> {
	output.complain('chat is not there yet.');
	return exitFailed;
}
