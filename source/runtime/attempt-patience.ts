import type {OllamaClient} from '../clients/create-ollama-client.ts';
import type {RouteCandidate, RouteTerms} from '../domain/routing.ts';
import {longerLoadMs} from '../rules/answer-deadlines.ts';
import {isSameModel} from '../rules/model-name.ts';

type Patience = {
	readonly chosen: RouteCandidate;
	readonly client: Pick<OllamaClient, 'readVersion' | 'listLoaded'>;
	/** Of the node that would be asked next, as it is known now; undefined: there is none. */
	readonly elsewhere: () => RouteTerms | undefined;
	readonly onLonger: (waitedMs: number, longerMs: number) => void;
};

/**
 * What is done when the first token is late. A model that was not in memory is still being loaded, as long as its Ollama
 * answers: one whose load fails or stalls says so itself (OLLAMA_LOAD_TIMEOUT). It is asked for its version, since from
 * 0.32.4 on the list of what is in memory waits for the load.
 * https://github.com/ollama/ollama/blob/main/server/sched.go loadedModels
 *
 * What we had read of its memory may be old: its Ollama was started anew, or others had the model unloaded. So that list is
 * asked for once where it said that the model was there, and only what is still in it is stuck.
 */
export function patienceWith({chosen, client, elsewhere, onLonger}: Patience) {
	let {isWarm} = chosen;
	const isLoading = async (signal: AbortSignal): Promise<boolean> => {
		const [version, loaded] = await Promise.all([
			client.readVersion(signal),
			isWarm ? client.listLoaded(signal) : undefined,
		]);
		const listed = loaded?.ok === true ? loaded.value : [];
		return version.ok && !listed.some(({name}) => isSameModel(name, chosen.model));
	};
	return {
		async onFirstLate(waitedMs: number, signal: AbortSignal): Promise<number | undefined> {
			if (!(await isLoading(signal)) || signal.aborted) {
				return undefined;
			}

			isWarm = false;
			const longerMs = longerLoadMs({waitedMs, here: chosen.terms, elsewhere: elsewhere()});
			if (longerMs !== undefined) {
				onLonger(waitedMs, longerMs);
			}

			return longerMs;
		},
		/** Whether the model was in memory there when it was asked, as far as it is known by now. */
		isWarm: (): boolean => isWarm,
	};
}
