import type {Health} from '../domain/health.ts';
import type {KeptMetrics, ModelMetrics} from '../domain/ollama-metrics.ts';
import {own} from '../rules/model-metrics.ts';
import {compareNames} from '../rules/node-order.ts';
import type {Asking} from './ollama-state.ts';
import {remember} from './remember.ts';
import type {State} from './state.ts';

/** How questions of ours to one model of one node went. Names are raw. */
export type AskedModel = {
	readonly node: string;
	readonly model: string;
	/** Undefined: none has ended yet. */
	readonly metrics: ModelMetrics | undefined;
	readonly underWay: number;
	/** Tokens a second of the last answers, in this run and in earlier ones, the oldest first. */
	readonly speeds: readonly number[];
};

/** All that were ever asked, by the names of their nodes, then of the models. */
export function askedModels(state: State): readonly AskedModel[] {
	return modelsOf(state.metrics, state.asking);
}

const modelsOf = remember((metrics: KeptMetrics, asking: Asking): readonly AskedModel[] => {
	const nodes = [...new Set([...Object.keys(metrics), ...Object.keys(asking)])];
	return nodes.toSorted(compareNames).flatMap(node => {
		const measured = own(metrics, node) ?? {};
		const going = own(asking, node) ?? {};
		const models = [...new Set([...Object.keys(measured), ...Object.keys(going)])];
		return models
			.toSorted(compareNames)
			.map(model => ({
				...{node, model, metrics: own(measured, model), underWay: own(going, model) ?? 0},
				speeds: own(measured, model)?.speeds ?? [],
			}))
			.filter(one => one.metrics !== undefined || one.underWay > 0);
	});
});

/** Of a node as it is now; one that is no more configured is not known. */
export function healthNamed({nodes, positions}: State, name: string): Health {
	const position = own(positions, name);
	return (position === undefined ? undefined : nodes[position]?.health) ?? 'unknown';
}
