import {expect, it} from 'vitest';
import type {ModelMetrics} from '../../source/domain/ollama-metrics.ts';
import {askedModels, healthNamed} from '../../source/store/asked-models.ts';
import {initialState, type State} from '../../source/store/state.ts';
import {chatScene} from '../helpers/chat-scenes.ts';

const metrics: ModelMetrics = {
	...{requests: 1, cancelled: 0, failures: {}, firstTokenMs: 1, loadMs: undefined},
	rates: undefined,
};

function namesOf(state: State): readonly string[] {
	return askedModels(state).map(({node, model}) => `${node} ${model}`);
}

it('stand in the order of their names as people count, those that are only under way too', () => {
	const state: State = {
		...initialState,
		metrics: {'pi-10': {b: metrics, a: metrics}, 'pi-2': {a: metrics}},
		asking: {'pi-2': {c: 1, d: 0}, constructor: {e: 2}},
	};
	expect(namesOf(state)).toEqual(['constructor e', 'pi-2 a', 'pi-2 c', 'pi-10 a', 'pi-10 b']);
	expect(askedModels(state).map(({underWay}) => underWay)).toEqual([2, 0, 1, 0, 0]);
});

it('have the speeds of the last answers, whichever conversations are open', () => {
	const state: State = {
		...initialState,
		metrics: {'pi-01': {a: {...metrics, speeds: [20, 10, 40]}, b: metrics}},
	};
	expect(askedModels(state).map(({speeds}) => speeds)).toEqual([[20, 10, 40], []]);
});

it('are made anew only where something of them changed', () => {
	const state: State = {...initialState, metrics: {'pi-01': {a: metrics}}};
	expect(askedModels({...state, clock: {...state.clock, atMs: 5}})).toBe(askedModels(state));
});

it('the health of a node that is no more configured is not known', () => {
	expect(healthNamed(chatScene({}), 'pi-storage')).toBe('down');
	expect(healthNamed(chatScene({}), 'constructor')).toBe('unknown');
});
