import type {Evidence} from '../domain/label.ts';
import type {DiskFigures} from '../domain/node-figures.ts';
import {medianOf, type SampleWindow} from './sample-window.ts';
import {free, type Verdict, verdictOf} from './verdict.ts';

const limits = {
	someEnter: 0.25,
	fullEnter: 0.1,
	someLeave: 0.1,
	iowaitEnter: 0.15,
	iowaitLeave: 0.07,
	busyEnter: 0.9,
	busyLeave: 0.7,
	/** A queue that a flash device still serves without delay; whether a disk turns is not known here. */
	queue: 4,
	awaitMs: 50,
} as const;

/** By the kernel's own account of stalls where it gives one, else by iowait and full queues. */
export function ioVerdict(window: SampleWindow, wasBound: boolean): Verdict {
	const someFraction = medianOf(window, figures => figures.pressure.ioSomeFraction);
	const fullFraction = medianOf(window, figures => figures.pressure.ioFullFraction);
	if (someFraction === undefined) {
		return verdictOf([...iowaitEvidence(window, wasBound), ...diskEvidence(window, wasBound)]);
	}

	const isStalled = wasBound
		? someFraction >= limits.someLeave
		: someFraction > limits.someEnter || (fullFraction ?? 0) > limits.fullEnter;
	return isStalled
		? verdictOf([{kind: 'ioPressure', someFraction, fullFraction}, ...diskEvidence(window, true)])
		: free;
}

function iowaitEvidence(window: SampleWindow, wasBound: boolean): readonly Evidence[] {
	const fraction = medianOf(window, figures => figures.cpu.iowaitFraction);
	const limit = wasBound ? limits.iowaitLeave : limits.iowaitEnter;
	return fraction !== undefined && fraction >= limit ? [{kind: 'iowait', fraction}] : [];
}

/** Devices that were busy nearly all the time and made requests wait. */
function diskEvidence(window: SampleWindow, wasBound: boolean): readonly Evidence[] {
	return (window.at(-1)?.disks ?? []).flatMap(({device}): readonly Evidence[] => {
		const median = (read: (disk: DiskFigures) => number | undefined): number | undefined =>
			medianOf(window, figures => {
				const disk = figures.disks.find(candidate => candidate.device === device);
				return disk && read(disk);
			});
		const busyFraction = median(disk => disk.busyFraction);
		const awaitMs = median(disk => disk.awaitMs);
		const queueLength = median(disk => disk.queueLength);
		const isWaiting = (queueLength ?? 0) >= limits.queue || (awaitMs ?? 0) > limits.awaitMs;
		const isSaturated =
			busyFraction !== undefined &&
			(wasBound ? busyFraction >= limits.busyLeave : busyFraction >= limits.busyEnter && isWaiting);
		return isSaturated ? [{kind: 'diskSaturated', device, busyFraction, awaitMs}] : [];
	});
}
