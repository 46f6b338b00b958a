import type {Loadable} from '../domain/loadable.ts';
import type {DeedStage, NumberedDeed} from '../domain/model-deed.ts';
import type {ShownModel} from '../domain/ollama.ts';

/** What a person does to the models of the rack, and looked up of them. It goes on while the rack is paused. */
export type ModelsState = {
	/** Those that were asked for, the oldest first; of those that are over only the last. */
	readonly deeds: readonly AskedDeed[];
	/** For the number of the next one. */
	readonly deedCount: number;
	/** What `/api/show` told, by `shownKey`. */
	readonly shown: Readonly<Record<string, Loadable<ShownModel>>>;
};

export type AskedDeed = NumberedDeed & {
	readonly stage: DeedStage;
	/** Since when it is in this stage. */
	readonly atMs: number;
};

export const noModels: ModelsState = {deeds: [], deedCount: 0, shown: {}};
