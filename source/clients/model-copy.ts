import type {Clock} from '../domain/clock.ts';
import type {ModelName} from '../domain/ids.ts';
import type {DeedProgress} from '../domain/model-deed.ts';
import type {ServeHttp} from '../domain/node-server.ts';
import type {InstalledModel} from '../domain/ollama.ts';
import type {OpenShell} from '../domain/shell.ts';
import type {ModelPath} from '../rules/model-path.ts';
import type {OllamaClient} from './create-ollama-client.ts';
import type {StoredModel} from './model-store.ts';

/** One end of a copy. */
export type CopyPlace = {
	/** As failures name the node. */
	readonly where: string;
	readonly ollama: OllamaClient;
	readonly openShell: OpenShell;
	readonly serveHttp: ServeHttp;
};

export type ModelCopy = {
	readonly model: ModelName;
	readonly source: CopyPlace;
	readonly target: CopyPlace;
	readonly clock: Clock;
};

export type CopyListener = {
	readonly signal: AbortSignal;
	readonly onProgress: (progress: DeedProgress) => void;
};

export type FoundCopy = ModelCopy & {
	/** As the source lists it. */
	readonly wanted: InstalledModel;
	readonly path: ModelPath;
	readonly stored: StoredModel;
	/** What the target has. */
	readonly installed: readonly InstalledModel[];
};
