import type {OllamaQuestion} from '../domain/ollama.ts';
import {ollamaIntervalMs, seenLoadedIntervalMs} from '../rules/ollama-pace.ts';

/** How often the Ollama of a node is asked what. It outlives the node's connections. */
export type OllamaPace = {
	readonly intervalMs: (question: OllamaQuestion) => number;
	/** Whether somebody looks at the node now. */
	readonly setSeen: (isSeen: boolean) => void;
	/** What it has is not what it told: it is asked at once. */
	readonly refresh: () => void;
	/** Whether it ever answered: then one that is refused is being started anew, and not missing. */
	readonly wasHeard: () => boolean;
	readonly noteHeard: () => void;
	/** Tells which question is to be asked within so many ms. The returned function takes the listener off. */
	readonly onHurry: (listener: HurryListener) => () => void;
};

type HurryListener = (question: OllamaQuestion, delayMs: number) => void;

export function createOllamaPace(): OllamaPace {
	const listeners = new Set<HurryListener>();
	let isSeen = false;
	let wasHeard = false;
	const hurry: HurryListener = (question, delayMs) => {
		for (const listener of [...listeners]) {
			listener(question, delayMs);
		}
	};
	return {
		intervalMs: question =>
			question === 'loaded' && isSeen ? seenLoadedIntervalMs : ollamaIntervalMs[question],
		setSeen(isSeenNow) {
			const isNew = isSeenNow && !isSeen;
			isSeen = isSeenNow;
			if (isNew) {
				hurry('loaded', seenLoadedIntervalMs);
			}
		},
		refresh() {
			hurry('installed', 0);
			hurry('loaded', 0);
		},
		wasHeard: () => wasHeard,
		noteHeard() {
			wasHeard = true;
		},
		onHurry(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}
