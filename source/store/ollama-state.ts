import type {Loadable} from '../domain/loadable.ts';
import type {InstalledModel, LoadedModel} from '../domain/ollama.ts';

/** What is known of the Ollama of a node; all are idle where nobody asks. */
export type NodeOllama = {
	/** Known while it answers: stale or failed, it does not. */
	readonly version: Loadable<string>;
	readonly installed: Loadable<readonly InstalledModel[]>;
	readonly loaded: Loadable<readonly LoadedModel[]>;
	/** Where its models lie, in words of its own: of one in a container that is no path of the node. */
	readonly modelFolder: Loadable<string | undefined>;
};

export type Asking = Readonly<Record<string, Readonly<Record<string, number>>>>;
