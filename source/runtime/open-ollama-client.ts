import type {OllamaClient} from '../clients/create-ollama-client.ts';
import type {OllamaPlace} from '../clients/ollama-call.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {failureIn} from '../transport/failure-error.ts';

/**
 * A client for what listens there, or why nobody can be asked. It is loaded once somebody listens: many racks have no
 * Ollama.
 */
export async function openOllamaClient(
	place: OllamaPlace,
	signal: AbortSignal,
): Promise<Result<OllamaClient>> {
	try {
		await place.http.reach(signal);
	} catch (error) {
		const failure = failureIn(error);
		if (failure === undefined && !signal.aborted) {
			throw error;
		}

		return failed(failure ?? {kind: 'cancelled', where: place.where});
	}

	const {createOllamaClient} = await import('../clients/create-ollama-client.ts');
	return succeeded(createOllamaClient(place));
}
