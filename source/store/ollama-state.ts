import type {Loadable} from '../domain/loadable.ts';
import type {InstalledModel, LoadedModel} from '../domain/ollama.ts';

/** What is known of the Ollama of a node; all three are idle where nobody asks. */
export type NodeOllama = {
	/** Known while it answers: stale or failed, it does not. */
	readonly version: Loadable<string>;
	readonly installed: Loadable<readonly InstalledModel[]>;
	readonly loaded: Loadable<readonly LoadedModel[]>;
};

export type Asking = Readonly<Record<string, Readonly<Record<string, number>>>>;
