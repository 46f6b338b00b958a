import type {Loadable} from '../domain/loadable.ts';
import type {DeedStage, LayerProgress, NumberedDeed} from '../domain/model-deed.ts';
import type {ModelPlan, StepState} from '../domain/model-plan.ts';
import type {ShownModel} from '../domain/ollama.ts';

/** What a person does to the models of the rack, and looked up of them. It goes on while the rack is paused. */
export type ModelsState = {
	/** Those that were asked for, the oldest first; of those that are over only the last. */
	readonly deeds: readonly AskedDeed[];
	/** For the number of the next one. */
	readonly deedCount: number;
	/** The plan that is being carried out; undefined: none is. */
	readonly sync: SyncRun | undefined;
	/** What came of the steps of the last one; undefined: there was none, or the next one runs. */
	readonly synced: readonly StepState[] | undefined;
	/** What `/api/show` told, by `shownKey`. */
	readonly shown: Readonly<Record<string, Loadable<ShownModel>>>;
};

export type AskedDeed = NumberedDeed & {
	readonly stage: DeedStage;
	/** Since when it is in this stage. */
	readonly atMs: number;
	/** Undefined: it has not begun. */
	readonly work?: DeedWork;
};

/** What is still known of a deed once it is over. */
export type DeedWork = {
	/** When it began. */
	readonly fromMs: number;
	/** How far each had come when that was told last. */
	readonly layers: readonly LayerProgress[];
};

/** What is to be done so that the rack is as the configuration wants it. */
export type SyncRun = {
	readonly steps: ModelPlan['steps'];
	/** By step. */
	readonly states: readonly StepState[];
	/** Of the deeds that were asked for, by their numbers. */
	readonly positions: Readonly<Record<number, number>>;
};

export const noModels: ModelsState = {
	deeds: [],
	deedCount: 0,
	sync: undefined,
	synced: undefined,
	shown: {},
};
