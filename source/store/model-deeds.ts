/** What is being done with models, as rows and cells of the shelf ask for it. */
import type {
	DeedStage,
	DeedEnd,
	ModelDeed,
	ModelEvent,
	NumberedDeed,
} from '../domain/model-deed.ts';
import {fullModelName} from '../rules/model-name.ts';
import type {AskedDeed} from './models-state.ts';
import {remember} from './remember.ts';
import type {State} from './state.ts';

/** How long a cell says what went wrong there, or that it was stopped. */
const toldMs = 10 * 60_000;

export function isOver({state}: DeedStage): boolean {
	return state === 'done' || state === 'failed' || state === 'cancelled';
}

/** It stopped before it was done, and can be gone on with. */
export function isUndone({state}: DeedStage): boolean {
	return state === 'failed' || state === 'cancelled';
}

/** The newest deed for each model and node, as far as a cell tells of it. */
export function deedsInCells({models, clock}: Pick<State, 'models' | 'clock'>): DeedCells {
	return cellsOf(toldDeeds(models.deeds, Math.floor(clock.atMs / stepMs)));
}

export type DeedCells = ReadonlyMap<string, ReadonlyMap<string, AskedDeed>>;

/** By model, then by node. */
const cellsOf = remember((deeds: readonly AskedDeed[]): DeedCells => {
	const byModel = new Map<string, Map<string, AskedDeed>>();
	for (const asked of deeds) {
		const name = fullModelName(modelOf(asked.deed));
		const byNode = byModel.get(name) ?? new Map<string, AskedDeed>();
		byNode.set(asked.deed.node, asked);
		byModel.set(name, byNode);
	}

	return byModel;
});

const stepMs = 30_000;

/** Those that are done say nothing more: what they did is seen. */
const toldDeeds = remember((deeds: readonly AskedDeed[], step: number): readonly AskedDeed[] => {
	const newest = new Map(deeds.map(one => [deedKey(one.deed), one]));
	return [...newest.values()].filter(
		({stage, atMs}) => !isOver(stage) || (isUndone(stage) && (step - 1) * stepMs - atMs < toldMs),
	);
});

/** A name that is given is the model that will be there. */
export function modelOf(deed: ModelDeed): string {
	return deed.type === 'name' ? deed.to : deed.model;
}

function deedKey(deed: ModelDeed): string {
	return `${deed.node} ${fullModelName(modelOf(deed))}`;
}

/** Those that go on, those that stopped, and those that are done, of these the newest first. */
export function transfersOf(state: State): readonly AskedDeed[] {
	return inOrder(state.models.deeds);
}

const inOrder = remember((all: readonly AskedDeed[]): readonly AskedDeed[] => {
	const deeds = withoutGoneOn(all);
	return [
		...deeds.filter(({stage}) => stage.state === 'working'),
		...deeds.filter(({stage}) => stage.state === 'queued'),
		...deeds.filter(({stage}) => isUndone(stage)).toReversed(),
		...deeds.filter(({stage}) => stage.state === 'done').toReversed(),
	];
});

/** What stopped and was asked for once more is that one now. */
function withoutGoneOn(deeds: readonly AskedDeed[]): readonly AskedDeed[] {
	const newest = new Map(deeds.map(one => [deedKey(one.deed), one]));
	return deeds.filter(one => !isUndone(one.stage) || newest.get(deedKey(one.deed)) === one);
}

/** The same, newly numbered, with the numbers that follow those that were given. */
export function numbered(
	{models}: Pick<State, 'models'>,
	deeds: readonly ModelDeed[],
): readonly NumberedDeed[] {
	return deeds.map((deed, index) => ({number: models.deedCount + 1 + index, deed}));
}

/** Of all layers that are known so far; undefined: none is. */
export function fractionOf(stage: DeedStage): number | undefined {
	if (stage.state !== 'working') {
		return undefined;
	}

	const {totalBytes, completedBytes} = bytesOf(stage);
	return totalBytes === 0 ? undefined : Math.min(1, completedBytes / totalBytes);
}

export function bytesOf(stage: Extract<DeedStage, {state: 'working'}>) {
	const {layers} = stage.progress;
	return {
		totalBytes: layers.reduce((sum, layer) => sum + layer.totalBytes, 0),
		completedBytes: layers.reduce((sum, layer) => sum + layer.completedBytes, 0),
	};
}

/** What is told for the first time of one that is over. */
export function endedDeed(
	{models}: Pick<State, 'models'>,
	{number, stage}: Extract<ModelEvent, {type: 'models/deedTold'}>,
): {readonly deed: ModelDeed; readonly stage: DeedEnd} | undefined {
	const asked = models.deeds.find(one => one.number === number);
	const isNews = asked !== undefined && !isOver(asked.stage);
	return isNews && stage.state !== 'queued' && stage.state !== 'working'
		? {deed: asked.deed, stage}
		: undefined;
}
