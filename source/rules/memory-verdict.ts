import type {Evidence} from '../domain/label.ts';
import type {NodeFigures} from '../domain/node-figures.ts';
import {medianOf, type SampleWindow} from './sample-window.ts';
import {type Verdict, verdictOf} from './verdict.ts';

const limits = {
	availableEnter: 0.08,
	availableLeave: 0.12,
	someEnter: 0.1,
	someLeave: 0.04,
	fullEnter: 0.02,
	swapEnter: 1_048_576,
	swapLeave: 104_858,
	/** Swapping counts as pressure only where memory is short too: idle pages may go out at any time. */
	swapAvailable: 0.2,
} as const;

/** Little left, tasks that stall for it, or swapping while it is short. */
export function memoryVerdict(window: SampleWindow, wasBound: boolean): Verdict {
	const available = medianOf(window, availableFraction);
	const someFraction = medianOf(window, figures => figures.pressure.memorySomeFraction);
	const fullFraction = medianOf(window, figures => figures.pressure.memoryFullFraction);
	const bytesPerSecond = medianOf(window, figures => figures.memory?.swapBytesPerSecond);
	const evidence: Evidence[] = [];
	const isShort = isBelow(available, wasBound ? limits.availableLeave : limits.availableEnter);
	if (available !== undefined && isShort) {
		evidence.push({kind: 'memoryAvailable', fraction: available});
	}

	const isStalling = isAbove(someFraction, wasBound ? limits.someLeave : limits.someEnter);
	if (someFraction !== undefined && (isStalling || isAbove(fullFraction, limits.fullEnter))) {
		evidence.push({kind: 'memoryPressure', someFraction, fullFraction});
	}

	const isSwapping = isAbove(bytesPerSecond, wasBound ? limits.swapLeave : limits.swapEnter);
	if (bytesPerSecond !== undefined && isSwapping && isBelow(available, limits.swapAvailable)) {
		evidence.push({kind: 'swapping', bytesPerSecond});
	}

	return verdictOf(evidence);
}

function availableFraction({memory}: NodeFigures): number | undefined {
	return memory?.availableBytes === undefined || memory.totalBytes <= 0
		? undefined
		: memory.availableBytes / memory.totalBytes;
}

function isBelow(value: number | undefined, limit: number): boolean {
	return value !== undefined && value < limit;
}

function isAbove(value: number | undefined, limit: number): boolean {
	return value !== undefined && value > limit;
}
