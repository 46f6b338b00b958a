import type {Evidence} from '../domain/label.ts';
import type {NodeFigures} from '../domain/node-figures.ts';
import {nodeTemperature} from './node-temperature.ts';

/** What slows the node's clocks down right now, and how hot it is. A power cap is normal under load. */
export function throttleEvidence(figures: NodeFigures | undefined): readonly Evidence[] {
	if (figures === undefined) {
		return [];
	}

	const {pi, gpus, temperatures} = figures;
	const throttles: readonly Evidence[] = [
		...(pi !== undefined && (pi.throttledNow === true || pi.underVoltageNow)
			? [{kind: 'piThrottled', underVoltage: pi.underVoltageNow} as const]
			: []),
		...gpus
			.filter(gpu => gpu.throttles.some(throttle => throttle !== 'power-cap'))
			.map(({index}) => ({kind: 'gpuThrottled', index}) as const),
	];
	const temperature = nodeTemperature(temperatures);
	return throttles.length > 0 && temperature !== undefined
		? [...throttles, {kind: 'highestTemperature', celsius: temperature.celsius}]
		: throttles;
}
