import type {Attempt} from '../domain/chat.ts';
import type {Health} from '../domain/health.ts';
import type {KeptMetrics, ModelMetrics} from '../domain/ollama-metrics.ts';
import {own} from '../rules/model-metrics.ts';
import {compareNames} from '../rules/node-order.ts';
import type {ChatState, OpenChat} from './chat-state.ts';
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
	/** Tokens a second of answers in the conversations that are open, the oldest first. */
	readonly speeds: readonly number[];
};

/** All that were ever asked, by the names of their nodes, then of the models. */
export function askedModels(state: State): readonly AskedModel[] {
	return modelsOf(state.metrics, state.asking, state.chat.opened);
}

const modelsOf = remember(
	(metrics: KeptMetrics, asking: Asking, opened: ChatState['opened']): readonly AskedModel[] => {
		const speeds = speedsIn(opened);
		const nodes = [...new Set([...Object.keys(metrics), ...Object.keys(asking)])];
		return nodes.toSorted(compareNames).flatMap(node => {
			const measured = own(metrics, node) ?? {};
			const going = own(asking, node) ?? {};
			const models = [...new Set([...Object.keys(measured), ...Object.keys(going)])];
			return models
				.toSorted(compareNames)
				.map(model => ({
					...{node, model, metrics: own(measured, model), underWay: own(going, model) ?? 0},
					speeds: speeds.get(keyOf(node, model)) ?? [],
				}))
				.filter(one => one.metrics !== undefined || one.underWay > 0);
		});
	},
);

function keyOf(node: string, model: string): string {
	return JSON.stringify([node, model]);
}

/** By node and model, in the order in which they were asked. */
const speedsIn = remember((opened: readonly OpenChat[]): ReadonlyMap<string, readonly number[]> => {
	const measured = opened
		.flatMap(({conversation}) =>
			conversation === undefined ? [] : [...conversation.turns, ...conversation.others],
		)
		.flatMap(({attempts, model}) =>
			attempts.flatMap(attempt => {
				const speed = speedOf(attempt);
				const key = keyOf(attempt.node, attempt.decision.chosen?.model ?? model);
				return speed === undefined ? [] : [{key, speed, at: attempt.startedWallMs}];
			}),
		)
		.toSorted((one, other) => one.at - other.at);
	const byKey = Map.groupBy(measured, ({key}) => key);
	return new Map([...byKey].map(([key, all]) => [key, all.map(({speed}) => speed)]));
});

function speedOf({usage}: Attempt): number | undefined {
	const {outputTokens, outputMs} = usage ?? {};
	return outputTokens === undefined || outputMs === undefined || outputMs <= 0
		? undefined
		: (outputTokens * 1000) / outputMs;
}

/** Of a node as it is now; one that is no more configured is not known. */
export function healthNamed({nodes, positions}: State, name: string): Health {
	const position = own(positions, name);
	return (position === undefined ? undefined : nodes[position]?.health) ?? 'unknown';
}
