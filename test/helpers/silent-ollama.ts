import type {Failure} from '../../source/domain/failure.ts';
import type {NodeOllama} from '../../source/store/ollama-state.ts';

/** Of it nothing was ever heard but this failure. */
export function silentOllama(failure: Failure): NodeOllama {
	const failed = {state: 'failed', failure} as const;
	return {version: failed, installed: failed, loaded: failed, modelFolder: failed};
}
