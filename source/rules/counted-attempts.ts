import type {CountedModel, EarlierAttempts, KeptMetrics} from '../domain/ollama-metrics.ts';
import {own, withAttempt} from './model-metrics.ts';
import {credibleRates} from './model-rates.ts';

/** What came of all of them, on top of what was counted before. */
export function metricsOf({counted, attempts}: EarlierAttempts): KeptMetrics {
	return attempts.reduce(withAttempt, counted.reduce(withCounted, {}));
}

function withCounted(sum: KeptMetrics, {node, model, metrics}: CountedModel): KeptMetrics {
	const rates = metrics.rates === undefined ? undefined : credibleRates(metrics.rates);
	return {...sum, [node]: {...own(sum, node), [model]: {...metrics, rates}}};
}

/** The same, one record a model of a node: as much as is known of them once they are no longer kept one by one. */
export function countedModels(earlier: EarlierAttempts): readonly CountedModel[] {
	const ended = new Map<string, number>();
	for (const {node, model, endedWallMs} of [...earlier.counted, ...earlier.attempts]) {
		const key = JSON.stringify([node, model]);
		ended.set(key, Math.max(ended.get(key) ?? 0, endedWallMs));
	}

	return Object.entries(metricsOf(earlier)).flatMap(([node, models]) =>
		Object.entries(models).map(([model, metrics]) => ({
			...{node, model, metrics},
			endedWallMs: ended.get(JSON.stringify([node, model])) ?? 0,
		})),
	);
}
