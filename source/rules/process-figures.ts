import type {ProcessCounters, ProcessFigures, ProcessList} from '../domain/process.ts';
import {growth, intervalBetween} from './counter-rate.ts';

/** After a longer gap the share of a core would be that of a time that nobody asked for. */
const longestSeconds = 120;
const ticksPerSecond = 100;
/** More than a screen has. */
const mostProcesses = 200;

/**
 * The busiest processes of a node first, then those with most memory. A share of a core lies between two looks, by the
 * node's own clock; a process that is new has none, and the first look gives none at all.
 */
export function processFigures(
	before: ProcessList | undefined,
	now: ProcessList,
): readonly ProcessFigures[] {
	const interval = before && intervalBetween(stampOf(before), stampOf(now), longestSeconds);
	const known = new Map(before?.processes.map(process => [process.pid, process]));
	return now.processes
		.map(process => {
			const grown = interval && grownTicks(known.get(process.pid), process);
			const {pid, command, user, state, residentBytes, threads} = process;
			const cpuFraction =
				interval === undefined || grown === undefined
					? undefined
					: grown / ticksPerSecond / interval.seconds;
			return {pid, command, user, state, cpuFraction, residentBytes, threads};
		})
		.toSorted(compareBusy)
		.slice(0, mostProcesses);
}

function stampOf({uptimeSeconds}: ProcessList) {
	return {uptimeSeconds, bootId: undefined};
}

/** A pid that was given to another process names none that was there before. */
function grownTicks(before: ProcessCounters | undefined, now: ProcessCounters): number | undefined {
	return before?.startTicks === now.startTicks ? growth(before.cpuTicks, now.cpuTicks) : undefined;
}

function compareBusy(one: ProcessFigures, other: ProcessFigures): number {
	return (
		(other.cpuFraction ?? 0) - (one.cpuFraction ?? 0) ||
		other.residentBytes - one.residentBytes ||
		one.pid - other.pid
	);
}
