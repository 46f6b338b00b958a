import type {Gpu} from '../domain/gpu.ts';
import type {Evidence} from '../domain/label.ts';
import type {NodeFigures} from '../domain/node-figures.ts';
import {largestOf, medianOf, type SampleWindow} from './sample-window.ts';
import {free, type Verdict, verdictOf} from './verdict.ts';

const limits = {enter: 0.85, leave: 0.7, power: 0.6, memory: 0.7} as const;

/**
 * Any card that is busy and draws power for it. Utilisation alone says only that some kernel ran, so it counts when
 * the power or the memory agree, or when the power is unknown.
 */
export function gpuVerdict(window: SampleWindow, wasBound: boolean): Verdict {
	const cards = window.at(-1)?.gpus ?? [];
	return cards.length === 0
		? free
		: verdictOf(cards.flatMap(({index}) => evidenceOf(window, index, wasBound)));
}

function evidenceOf(window: SampleWindow, index: number, wasBound: boolean): readonly Evidence[] {
	const median = (read: (gpu: Gpu) => number | undefined): number | undefined =>
		medianOf(window, figures => {
			const card = figures.gpus.find(gpu => gpu.index === index);
			return card && read(card);
		});
	const fraction = median(gpu => gpu.utilizationFraction);
	const memoryFraction = median(gpu => gpu.memoryUtilizationFraction);
	const powerFraction = median(powerFractionOf);
	const isWorking =
		powerFraction === undefined ||
		powerFraction >= limits.power ||
		(memoryFraction !== undefined && memoryFraction >= limits.memory);
	const isBound =
		fraction !== undefined &&
		(wasBound ? fraction >= limits.leave : fraction >= limits.enter && isWorking);
	return isBound ? [{kind: 'gpuUtilization', index, fraction, powerFraction}] : [];
}

/** Drawn power as a share of the limit in force. */
export function powerFractionOf(gpu: Gpu): number | undefined {
	return gpu.powerWatts === undefined ||
		gpu.powerLimitWatts === undefined ||
		gpu.powerLimitWatts <= 0
		? undefined
		: gpu.powerWatts / gpu.powerLimitWatts;
}

export function largestGpuLoad(figures: NodeFigures): number | undefined {
	return largestOf(figures.gpus.map(gpu => gpu.utilizationFraction));
}
