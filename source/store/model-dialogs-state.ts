import type {ModelName, NodeName} from '../domain/ids.ts';
import type {ModelPlan} from '../domain/model-plan.ts';
import type {ModelDeed, Modelfile} from '../domain/model-deed.ts';

/** What is asked before something is done with models. */
export type ModelDialog =
	/** On which nodes. */
	| {
			readonly kind: 'chooseModelNodes';
			readonly what: NodesChoice;
			readonly models: readonly ModelName[];
			readonly rows: readonly NodeChoice[];
			readonly cursor: number;
			readonly marks: readonly NodeName[];
			/** Where one is copied from, and what of it goes over the network to each. */
			readonly source?: {readonly node: NodeName; readonly sizeBytes: number | undefined};
			/** By which a model is created. */
			readonly modelfile?: Modelfile;
	  }
	/** Exactly these deeds, as they were meant when the key was pressed. */
	| {
			readonly kind: 'doModelDeeds';
			readonly what: 'remove' | 'removeLast' | 'rename' | 'copyName';
			readonly deeds: readonly ModelDeed[];
			/** No other node that answers has these, once they are gone. */
			readonly lastOf: readonly ModelName[];
			/** Of the model, where one is meant. */
			readonly sizeBytes: number | undefined;
	  }
	/** What a plan would do, as it was made when it was asked. */
	| {
			readonly kind: 'syncModels';
			readonly plan: ModelPlan;
			readonly isPruning: boolean;
			/** Its first line that is seen. */
			readonly cursor: number;
	  }
	/** Nothing is made by it; it can be written on where it was written here. */
	| {
			readonly kind: 'faultyModelfile';
			readonly model: ModelName;
			readonly problems: readonly string[];
			readonly text: string | undefined;
	  }
	/** By their numbers. */
	| {
			readonly kind: 'stopModelDeeds';
			readonly numbers: readonly number[];
			readonly deeds: readonly ModelDeed[];
	  };

export type NodesChoice = 'pull' | 'copy' | 'load' | 'unload' | 'create';

/** A node that could be chosen, as it was when it was asked. */
export type NodeChoice = {
	readonly node: NodeName;
	/** Why it cannot be; undefined: it can. */
	readonly obstacle: 'has it' | undefined;
	/** What it has under the name is another one afterwards. */
	readonly isReplaced?: boolean;
	readonly free: 'disk' | 'memory';
	/** Undefined: nobody tells it. */
	readonly freeBytes: number | undefined;
};
