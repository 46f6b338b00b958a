import type {Invocation} from './parse-arguments.ts';
import {type ExitStatus, exitDone, type Surroundings} from './surroundings.ts';

export async function runInit(_invocation: Invocation, _world: Surroundings): Promise<ExitStatus> {
	return exitDone;
}
