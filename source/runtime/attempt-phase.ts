import type {OllamaClient} from '../clients/create-ollama-client.ts';
import type {Clock} from '../domain/clock.ts';
import type {RouteCandidate} from '../domain/routing.ts';
import type {WaitPhase} from '../domain/turn.ts';
import {isSameModel} from '../rules/model-name.ts';
import {factorOf} from '../rules/routed-request.ts';
import {wait} from '../transport/wait.ts';

export type PhaseWatch = {
	readonly chosen: RouteCandidate;
	readonly client: Pick<OllamaClient, 'listLoaded'>;
	readonly clock: Clock;
	/** Aborted with the first token, or with the attempt. */
	readonly signal: AbortSignal;
	readonly onPhase: (phase: WaitPhase) => void;
};

const lookMs = 2000;
/** What is less is in the estimate of every machine that does anything else. */
const noticedWaitS = 0.5;

/**
 * Says what Ollama does before its first token, about which it says nothing itself: a model that loads is in its list
 * of loaded ones from the moment that its load begins, before that others are before it. Never rejects.
 */
export async function watchPhase({
	chosen,
	client,
	clock,
	signal,
	onPhase,
}: PhaseWatch): Promise<void> {
	const startMs = clock.monotonicMs();
	const {isWarm, terms, model} = chosen;
	const loadMs = terms.loadS * factorOf(terms) * 1000;
	const prefillMs = terms.prefillS * factorOf(terms) * 1000;
	const tell = (isListed: boolean): void => {
		const elapsedMs = clock.monotonicMs() - startMs;
		const isLoading = !isWarm && (!isListed || elapsedMs < loadMs);
		const isQueued = isLoading && !isListed && terms.waitS + terms.evictionS >= noticedWaitS;
		onPhase(
			isQueued
				? {phase: 'queued', elapsedMs, aboutMs: undefined}
				: isLoading
					? {phase: 'loading', elapsedMs, aboutMs: loadMs}
					: {phase: 'prefill', elapsedMs, aboutMs: prefillMs},
		);
	};
	tell(isWarm);
	while (await wait(lookMs, clock, signal)) {
		const loaded = isWarm ? undefined : await client.listLoaded(signal);
		if (!signal.aborted) {
			tell(
				isWarm || (loaded?.ok === true && loaded.value.some(one => isSameModel(one.name, model))),
			);
		}
	}
}
