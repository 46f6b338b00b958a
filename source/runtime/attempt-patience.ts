import type {OllamaClient} from '../clients/create-ollama-client.ts';
import type {RouteCandidate, RouteTerms} from '../domain/routing.ts';
import {longerLoadMs} from '../rules/answer-deadlines.ts';

type Patience = {
	readonly chosen: RouteCandidate;
	readonly client: Pick<OllamaClient, 'readVersion'>;
	/** Of the node that would be asked next, as it is known now; undefined: there is none. */
	readonly elsewhere: () => RouteTerms | undefined;
	readonly onLonger: (waitedMs: number, longerMs: number) => void;
};

/**
 * What is done when the first token is late. A model that was not in memory is still being loaded, as long as its Ollama
 * answers: one whose load fails or stalls says so itself (OLLAMA_LOAD_TIMEOUT). It is asked for its version, since from
 * 0.32.4 on the list of what is in memory waits for the load.
 * https://github.com/ollama/ollama/blob/main/server/sched.go loadedModels
 */
export function patienceWith({chosen, client, elsewhere, onLonger}: Patience) {
	return async (waitedMs: number, signal: AbortSignal): Promise<number | undefined> => {
		if (chosen.isWarm) {
			return undefined;
		}

		const version = await client.readVersion(signal);
		const longerMs =
			version.ok && !signal.aborted
				? longerLoadMs({waitedMs, here: chosen.terms, elsewhere: elsewhere()})
				: undefined;
		if (longerMs !== undefined) {
			onLonger(waitedMs, longerMs);
		}

		return longerMs;
	};
}
