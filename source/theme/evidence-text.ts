import {assertNever} from '../domain/assert-never.ts';
import type {Evidence} from '../domain/label.ts';
import {countText, latencyText, rateText, shareText, temperatureText} from './number-text.ts';

/** `gpu 98% at 92% of its power limit`: the words behind a label. Device names are raw. */
export function evidenceText(evidence: Evidence): string {
	switch (evidence.kind) {
		case 'gpuUtilization':
			return gpuText(evidence);
		case 'gpuThrottled':
			return `gpu ${evidence.index} slows its clocks down`;
		case 'gpuAllocatedButIdle':
			return `gpu ${evidence.index} idle with ${shareText(evidence.memoryFraction)} of its memory held`;
		case 'cpuLoad':
			return `cpu ${shareText(evidence.fraction)}`;
		case 'cpuPressure':
			return `tasks waited for a cpu ${shareText(evidence.someFraction)} of the time`;
		case 'singleCore':
			return `one core at ${shareText(evidence.fraction)} feeds a gpu at ${shareText(evidence.gpuFraction)}`;
		case 'cpuSteal':
			return `the hypervisor took ${shareText(evidence.fraction)}`;
		case 'iowait':
			return `iowait ${shareText(evidence.fraction)}`;
		case 'ioPressure':
			return `tasks waited for disks ${shareText(evidence.someFraction)} of the time`;
		case 'diskSaturated':
			return diskText(evidence);
		case 'memoryAvailable':
			return `${shareText(evidence.fraction)} of memory left`;
		case 'memoryPressure':
			return `tasks waited for memory ${shareText(evidence.someFraction)} of the time`;
		case 'swapping':
			return `swapping ${rateText(evidence.bytesPerSecond)}`;
		case 'oomKill':
			return `${countText(evidence.count, 'kill')} for memory by the kernel`;
		case 'piThrottled':
			return evidence.underVoltage ? 'under-voltage now' : 'throttled now';
		case 'highestTemperature':
			return temperatureText(evidence.celsius);
		default:
			return assertNever(evidence);
	}
}

function gpuText({
	index,
	fraction,
	powerFraction,
}: Extract<Evidence, {kind: 'gpuUtilization'}>): string {
	const load = `gpu ${index} ${shareText(fraction)}`;
	return powerFraction === undefined
		? load
		: `${load} at ${shareText(powerFraction)} of its power limit`;
}

function diskText({
	device,
	busyFraction,
	awaitMs,
}: Extract<Evidence, {kind: 'diskSaturated'}>): string {
	const busy = `${device} busy ${shareText(busyFraction)}`;
	return awaitMs === undefined ? busy : `${busy}, ${latencyText(awaitMs)} a request`;
}
