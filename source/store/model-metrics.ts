import {assertNever} from '../domain/assert-never.ts';
import type {ChatEvent} from '../domain/event.ts';
import type {KeptMetrics} from '../domain/ollama-metrics.ts';
import {measuredAttempt, own, withAttempt} from '../rules/model-metrics.ts';
import type {Reduction} from './reduction.ts';
import type {State} from './state.ts';

/** How questions of ours go. What each says is kept for later runs. */
export function reduceMetrics(state: State, event: ChatEvent): Reduction {
	switch (event.type) {
		case 'chat/attemptStarted':
			return [{...state, asking: counted(state.asking, event, 1)}, []];
		case 'chat/attemptEnded': {
			const measured = measuredAttempt(event);
			const asking = counted(state.asking, event, -1);
			const metrics = withAttempt(state.metrics, measured);
			return [{...state, asking, metrics}, [{type: 'keepAttempt', measured}]];
		}

		case 'metrics/read':
			return [{...state, metrics: withMissing(state.metrics, event.metrics)}, []];
		default:
			return assertNever(event);
	}
}

/** What was measured since the program began stands: it may be among what was read, or not. */
function withMissing(ours: KeptMetrics, read: KeptMetrics): KeptMetrics {
	const nodes = Object.entries(ours).map(([node, models]) => [
		node,
		{...own(read, node), ...models},
	]);
	return {...read, ...Object.fromEntries(nodes)};
}

type OfModel = {readonly node: string; readonly model: string};

function counted(asking: State['asking'], {node, model}: OfModel, by: number): State['asking'] {
	const ofNode = own(asking, node) ?? {};
	const count = Math.max(0, (own(ofNode, model) ?? 0) + by);
	return {...asking, [node]: {...ofNode, [model]: count}};
}
