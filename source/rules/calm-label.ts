import type {Evidence, LabelName} from '../domain/label.ts';
import type {NodeFigures} from '../domain/node-figures.ts';
import {largestGpuLoad} from './gpu-verdict.ts';
import {largestOf, medianOf, type SampleWindow} from './sample-window.ts';

const idleLimits = {gpu: 0.05, cpu: 0.1, disk: 0.05, networkBytesPerSecond: 125_000} as const;
const halfUsed = 0.5;
const allocated = 0.2;

export type CalmLabel = {
	readonly name: Extract<LabelName, 'idle' | 'underutilized' | 'balanced'>;
	readonly evidence: readonly Evidence[];
};

/**
 * The label of a node that nothing holds back; undefined while its cpu is not known. A card that does not say how busy
 * it is counts as busy: idleness is only claimed of what is known.
 */
export function calmLabel(window: SampleWindow): CalmLabel | undefined {
	const cpu = medianOf(window, figures => figures.cpu.loadFraction);
	if (cpu === undefined) {
		return undefined;
	}

	const hasGpu = (window.at(-1)?.gpus.length ?? 0) > 0;
	const gpu = medianOf(window, largestGpuLoad) ?? (hasGpu ? 1 : 0);
	const isIdle =
		cpu < idleLimits.cpu &&
		gpu < idleLimits.gpu &&
		(medianOf(window, busiestDisk) ?? 0) < idleLimits.disk &&
		(medianOf(window, networkBytesPerSecond) ?? 0) < idleLimits.networkBytesPerSecond;
	const isHalfUsed = cpu < halfUsed && gpu < halfUsed;
	return {
		name: isIdle ? 'idle' : isHalfUsed ? 'underutilized' : 'balanced',
		evidence: [...gpuEvidence(window), {kind: 'cpuLoad', fraction: cpu}],
	};
}

/** Each card's load, or that its memory is held while it does nothing. */
function gpuEvidence(window: SampleWindow): readonly Evidence[] {
	return (window.at(-1)?.gpus ?? []).flatMap((card): readonly Evidence[] => {
		const fraction = card.utilizationFraction;
		const memoryFraction =
			card.memoryUsedBytes === undefined || !card.memoryTotalBytes
				? 0
				: card.memoryUsedBytes / card.memoryTotalBytes;
		if (fraction === undefined) {
			return [];
		}

		return fraction < idleLimits.gpu && memoryFraction > allocated
			? [{kind: 'gpuAllocatedButIdle', index: card.index, memoryFraction}]
			: [{kind: 'gpuUtilization', index: card.index, fraction, powerFraction: undefined}];
	});
}

function busiestDisk(figures: NodeFigures): number | undefined {
	return largestOf(figures.disks.map(disk => disk.busyFraction));
}

function networkBytesPerSecond(figures: NodeFigures): number | undefined {
	return largestOf(figures.network.flatMap(one => [one.rxBytesPerSecond, one.txBytesPerSecond]));
}
