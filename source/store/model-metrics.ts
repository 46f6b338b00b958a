import {assertNever} from '../domain/assert-never.ts';
import type {ChatEvent} from '../domain/event.ts';
import {metricsAfter} from '../rules/model-metrics.ts';
import type {State} from './state.ts';

/** How questions of ours go. */
export function reduceMetrics(state: State, event: ChatEvent): State {
	switch (event.type) {
		case 'chat/attemptStarted':
			return {...state, asking: counted(state.asking, event, 1)};
		case 'chat/attemptEnded': {
			const {node, model} = event;
			const ofNode = own(state.metrics, node) ?? {};
			const after = metricsAfter(own(ofNode, model), event);
			return {
				...state,
				asking: counted(state.asking, event, -1),
				metrics: {...state.metrics, [node]: {...ofNode, [model]: after}},
			};
		}

		case 'metrics/read':
			return {...state, metrics: event.metrics};
		default:
			return assertNever(event);
	}
}

type OfModel = {readonly node: string; readonly model: string};

function counted(asking: State['asking'], {node, model}: OfModel, by: number): State['asking'] {
	const ofNode = own(asking, node) ?? {};
	const count = Math.max(0, (own(ofNode, model) ?? 0) + by);
	return {...asking, [node]: {...ofNode, [model]: count}};
}

/** A node may be named `constructor`. */
export function own<Value>(
	record: Readonly<Record<string, Value>>,
	key: string,
): Value | undefined {
	return Object.hasOwn(record, key) ? record[key] : undefined;
}
