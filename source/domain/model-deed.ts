import type {Failure} from './failure.ts';
import type {ModelName, NodeName} from './ids.ts';
import type {ShownModel} from './ollama.ts';
import type {Result} from './result.ts';

/** One thing that a person asked to be done with one model on one node. */
export type ModelDeed =
	/** From the registry that its name says. */
	| {readonly type: 'pull'; readonly node: NodeName; readonly model: ModelName}
	/** From the disk of another node: nothing of it comes from the internet. */
	| {
			readonly type: 'copy';
			readonly node: NodeName;
			readonly model: ModelName;
			readonly from: NodeName;
	  }
	/** `digest`: as it was when a person said so; another one under the name is left where it is. */
	| {
			readonly type: 'remove';
			readonly node: NodeName;
			readonly model: ModelName;
			readonly digest: string | undefined;
			/** Also where no other node that answers has what it is. @default refused */
			readonly mayBeLast?: boolean;
	  }
	/** `keepAlive`: `5m`, seconds, -1: for ever; undefined: as the server has it. */
	| {
			readonly type: 'load';
			readonly node: NodeName;
			readonly model: ModelName;
			readonly keepAlive: string | number | undefined;
	  }
	| {readonly type: 'unload'; readonly node: NodeName; readonly model: ModelName}
	/** A second name for it, or a new one in place of the old. */
	| {
			readonly type: 'name';
			readonly node: NodeName;
			readonly model: ModelName;
			readonly to: ModelName;
			readonly isKept: boolean;
	  }
	| {
			readonly type: 'create';
			readonly node: NodeName;
			readonly model: ModelName;
			readonly modelfile: Modelfile;
	  };

/** What a Modelfile says, as far as `/api/create` takes it. https://github.com/ollama/ollama/blob/main/docs/modelfile.md */
export type Modelfile = {
	/** A model that the node has, or pulls; undefined: it is made of the files. */
	readonly from: ModelName | undefined;
	readonly files: readonly ModelFile[];
	/** Laid over what it is made of. */
	readonly adapters: readonly ModelFile[];
	readonly system: string | undefined;
	readonly template: string | undefined;
	readonly license: string | undefined;
	readonly parameters: Readonly<Record<string, string | number | boolean | readonly string[]>>;
	readonly messages: ReadonlyArray<{readonly role: string; readonly content: string}>;
	/** What only newer servers know. */
	readonly extras: Readonly<Partial<Record<'renderer' | 'parser' | 'requires', string>>>;
};

/** A GGUF file of this machine, as it was when it was named. */
export type ModelFile = {readonly path: string; readonly sizeBytes: number};

/** What came of a Modelfile that a person wrote. Raw. */
export type ModelfileRead =
	| {readonly kind: 'whole'; readonly modelfile: Modelfile}
	| {
			readonly kind: 'faulty';
			/** Each with its line and column: `3:1: there is no FROM`. */
			readonly problems: readonly string[];
			/** As it was written; undefined: it lies in a file of theirs, and is mended there. */
			readonly text: string | undefined;
	  };

/** How a deed stands. A node does two at once, the others wait: `ahead` counts those before it. */
export type DeedStage =
	| {readonly state: 'queued'; readonly ahead: number}
	| {readonly state: 'working'; readonly progress: DeedProgress}
	| {readonly state: 'done'; readonly result: DeedResult}
	| {readonly state: 'failed'; readonly failure: Failure}
	| {readonly state: 'cancelled'};

/** How a deed ended. */
export type DeedEnd = Extract<DeedStage, {state: 'done' | 'failed' | 'cancelled'}>;

export type DeedProgress = {
	readonly step:
		| 'asking'
		/** What is on the disk of this machine, to know whether the node has it. */
		| 'reading'
		| 'manifest'
		| 'layers'
		| 'verifying'
		| 'writing'
		| 'loading'
		| 'removing';
	/** In the order in which they come. */
	readonly layers: readonly LayerProgress[];
	/** Over the last seconds; undefined: nothing came yet, or nothing is fetched. */
	readonly bytesPerSecond: number | undefined;
};

export type LayerProgress = {
	/** The first twelve hex digits, as Ollama tells it; `model`: all blobs of a model that has many small ones; while a
	 * file of this machine is read its name. Raw. */
	readonly digest: string;
	readonly totalBytes: number;
	readonly completedBytes: number;
};

export type DeedResult = {
	/** Of what the model is there now, where it was asked; undefined: it is gone, or was not asked for. */
	readonly digest: string | undefined;
	/** What came over the network for it, at least: Ollama does not tell of every byte. */
	readonly fetchedBytes: number;
	/** Nothing had to be done. */
	readonly wasThere: boolean;
};

/** A deed and the number by which what comes of it is told; numbers are given by who asks. */
export type NumberedDeed = {readonly number: number; readonly deed: ModelDeed};

/** What the shelf of models asks for; runtime/model-desk.ts carries it out. */
export type ModelEffect =
	| {readonly type: 'doDeeds'; readonly deeds: readonly NumberedDeed[]}
	/** Those that have not begun never do; those at work are cut off, and what they fetched stays for the next try. */
	| {readonly type: 'stopDeeds'; readonly numbers: readonly number[]}
	/** Tells `models/shown`. */
	| {readonly type: 'showModel'; readonly node: NodeName; readonly model: ModelName};

export type ModelEvent =
	| {
			readonly type: 'models/deedTold';
			readonly number: number;
			readonly stage: DeedStage;
			readonly atMs: number;
	  }
	| {
			readonly type: 'models/modelfileRead';
			/** Of the model that is to be. */
			readonly model: ModelName;
			readonly read: ModelfileRead;
			readonly atMs: number;
	  }
	| {
			readonly type: 'models/shown';
			readonly node: NodeName;
			readonly model: ModelName;
			readonly shown: Result<ShownModel>;
			readonly atMs: number;
	  };
