import type {Evidence} from '../domain/label.ts';
import {largestGpuLoad} from './gpu-verdict.ts';
import {largestOf, medianOf, type SampleWindow} from './sample-window.ts';
import {type Verdict, verdictOf} from './verdict.ts';

const limits = {
	enter: 0.85,
	leave: 0.7,
	pressureEnter: 0.25,
	pressureLeave: 0.12,
	pressureLoad: 0.6,
	core: 0.95,
	gpuFed: [0.1, 0.6],
} as const;

export function cpuVerdict(window: SampleWindow, wasBound: boolean): Verdict {
	const load = medianOf(window, figures => figures.cpu.loadFraction);
	const pressure = medianOf(window, figures => figures.pressure.cpuSomeFraction);
	const evidence: Evidence[] = [];
	if (load !== undefined && load >= (wasBound ? limits.leave : limits.enter)) {
		evidence.push({kind: 'cpuLoad', fraction: load});
	}

	const pressureLimit = wasBound ? limits.pressureLeave : limits.pressureEnter;
	const isCrowded = pressure !== undefined && pressure > pressureLimit;
	if (isCrowded && (wasBound || (load ?? 0) >= limits.pressureLoad)) {
		evidence.push({kind: 'cpuPressure', someFraction: pressure});
	}

	return verdictOf([...evidence, ...singleCore(window)]);
}

/** One full core beside a GPU that is neither idle nor full: a single thread feeds it. */
function singleCore(window: SampleWindow): readonly Evidence[] {
	const gpu = medianOf(window, largestGpuLoad);
	const [least, most] = limits.gpuFed;
	if (gpu === undefined || gpu < least || gpu > most) {
		return [];
	}

	const core = medianOf(window, figures => largestOf(figures.cpu.perCore));
	return core !== undefined && core >= limits.core
		? [{kind: 'singleCore', fraction: core, gpuFraction: gpu}]
		: [];
}
