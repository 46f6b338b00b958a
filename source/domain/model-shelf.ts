import type {NodeName} from './ids.ts';
import type {InstalledModel, LoadedModel} from './ollama.ts';
import type {OllamaService} from './routing.ts';

/** A node as the shelf of models sees it; what is not known is undefined. */
export type ShelfNode = {
	readonly name: NodeName;
	readonly tags: readonly string[];
	readonly service: OllamaService;
	/** On its disk; undefined: its list was not read, or is too old to be believed. */
	readonly installed: readonly InstalledModel[] | undefined;
	readonly loaded: readonly LoadedModel[];
	/** OLLAMA_NUM_PARALLEL, 1 where it is not configured. */
	readonly slots: number;
	/** Our own requests there now. */
	readonly inFlight: ReadonlyArray<{readonly model: string}>;
	readonly memoryAvailableBytes: number | undefined;
	/** Of all its GPUs; undefined: it has none that we see. */
	readonly vramFreeBytes: number | undefined;
	/** GPUs that tell of their memory. */
	readonly cards: number;
	/** Where models lie, as far as the mounts tell (rules/model-disk.ts). */
	readonly diskFreeBytes: number | undefined;
};

/** One model of the rack: what of it is where. */
export type ShelfRow = {
	/** With its tag, as Ollama names it. */
	readonly name: string;
	/** As the nodes tell it that have the digest which most have; undefined: it is wanted, and nowhere yet. */
	readonly model: InstalledModel | undefined;
	/** By node. */
	readonly copies: ReadonlyMap<NodeName, ShelfCopy>;
	/** Of that digest. */
	readonly have: number;
	/** Undefined: the configuration does not name it. */
	readonly wanted: WantedCount | undefined;
};

export type ShelfCopy = {
	readonly installed: InstalledModel;
	/** Undefined: only on the disk. */
	readonly loaded: LoadedModel | undefined;
	/** It is another one than most nodes have under the name. */
	readonly isOther: boolean;
};

/** `everywhere`: on each node that may have it and where it fits. */
export type WantedCount = number | 'everywhere';
