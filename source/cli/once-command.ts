import type {Config} from '../domain/config.ts';
import {jsonText} from '../theme/json-text.ts';
import {collect} from './collect.ts';
import {requestedDocument} from './status-document.ts';
import type {StatusRequest} from './status-request.ts';
import {type ExitStatus, exitDone, type Surroundings} from './surroundings.ts';

/** `--once`. A node that failed is in the document with its failure; the document is the result, so the exit is 0. */
export async function runOnce(
	config: Config,
	request: StatusRequest,
	world: Surroundings,
): Promise<ExitStatus> {
	const state = await collect({config, ...request}, world);
	world.output.print(
		`${jsonText(requestedDocument(state, request, world.version), request.indent)}\n`,
	);
	return exitDone;
}
