import type {WantedModel} from '../domain/config.ts';
import type {NodeName} from '../domain/ids.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {FitQuestion, ModelFit} from '../domain/model-fit.ts';
import type {ShelfNode} from '../domain/model-shelf.ts';
import {memoryFit, modelFit} from '../rules/model-fit.ts';
import {own} from '../rules/model-metrics.ts';
import {isSameModel} from '../rules/model-name.ts';
import {ollamaIntervalMs} from '../rules/ollama-pace.ts';
import type {ModelRow} from './model-rows.ts';
import {initialScreen} from './screen-state.ts';
import {shownModelOf} from './shown-model.ts';
import type {State} from './state.ts';

/** How often nodes are asked what they have in memory. */
export const modelsIntervalMs = ollamaIntervalMs.loaded;

/** Whether it would run on a node with the context that is chosen; undefined: nobody has it, so nobody knows how large it is. */
export function fitOn(state: State, row: ModelRow, node: ShelfNode): ModelFit | undefined {
	return modelFit(row.shelf, node, questionOf(state, row));
}

/** What it takes with that context on a node of its own; undefined as above. */
export function neededBytes(state: State, row: ModelRow): number | undefined {
	const {model} = row.shelf;
	return model && memoryFit(model, emptyNode, questionOf(state, row)).needsBytes;
}

/** None has more context than it was made for. */
function questionOf(state: State, row: ModelRow): FitQuestion {
	const {contextTokens} = (state.screen ?? initialScreen).models;
	const shown = loadedValue(shownModelOf(state, row));
	const most = shown?.contextTokens ?? row.shelf.model?.contextTokens ?? contextTokens;
	return {
		contextTokens: Math.min(contextTokens, most),
		cacheBytesPerToken: shown?.cacheBytesPerToken,
	};
}

const emptyNode: Omit<ShelfNode, 'installed'> = {
	name: '' as NodeName,
	...{tags: [], service: {state: 'serving'}, loaded: [], slots: 1, inFlight: [], cards: 0},
	...{memoryAvailableBytes: undefined, vramFreeBytes: undefined, diskFreeBytes: undefined},
};

/** What the configuration wishes of it. */
export function wishOf({config}: State, {key}: ModelRow): WantedModel | undefined {
	return config?.models.find(({name}) => isSameModel(name, key));
}

export type ModelSpeed = {
	/** Raw. */
	readonly node: string;
	readonly tokensPerSecond: number;
};

/** As measured with questions of ours, the fastest first. */
export function speedsOf({metrics}: State, {key}: ModelRow): readonly ModelSpeed[] {
	return Object.keys(metrics)
		.flatMap(node => {
			const models = own(metrics, node) ?? {};
			const name = Object.keys(models).find(model => isSameModel(model, key));
			const rates = name === undefined ? undefined : own(models, name)?.rates;
			const tokensPerSecond = rates?.decodeTokensPerSecond;
			return tokensPerSecond === undefined ? [] : [{node, tokensPerSecond}];
		})
		.toSorted((one, other) => other.tokensPerSecond - one.tokensPerSecond);
}
