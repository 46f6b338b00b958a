import type {CpuFigures} from '../domain/node-figures.ts';
import type {CpuTicks, NodeSample} from '../domain/node-sample.ts';
import {fractionOf} from './counter-rate.ts';

type Shares = {
	readonly loadFraction: number | undefined;
	readonly iowaitFraction: number | undefined;
	readonly stealFraction: number | undefined;
};

const unknownShares: Shares = {
	loadFraction: undefined,
	iowaitFraction: undefined,
	stealFraction: undefined,
};

/** Shares of the time between two samples; `previous` is undefined after a gap. */
export function cpuFigures(previous: NodeSample | undefined, current: NodeSample): CpuFigures {
	return {
		...sharesBetween(previous?.cpu, current.cpu),
		load1: current.load?.load1,
		load5: current.load?.load5,
		load15: current.load?.load15,
		perCore: loadOfCores(previous, current),
		frequencyHz: current.frequencyHz,
	};
}

function loadOfCores(
	previous: NodeSample | undefined,
	current: NodeSample,
): Array<number | undefined> {
	const before = new Map(previous?.cores.map(({core, ticks}) => [core, ticks]));
	return current.cores
		.toSorted((one, other) => one.core - other.core)
		.map(({core, ticks}) => sharesBetween(before.get(core), ticks).loadFraction);
}

/** Busy is all but idle and iowait. The kernel may count idle and iowait back a little: that is no reset. */
function sharesBetween(before: CpuTicks | undefined, after: CpuTicks | undefined): Shares {
	if (before === undefined || after === undefined) {
		return unknownShares;
	}

	const work = workTicks(after) - workTicks(before);
	const idle = Math.max(0, after.idle - before.idle);
	const iowait = forward(before.iowait, after.iowait);
	const total = work + idle + (iowait ?? 0);
	if (work < 0) {
		return unknownShares;
	}

	return {
		loadFraction: fractionOf(work, total),
		iowaitFraction: fractionOf(iowait, total),
		stealFraction: fractionOf(forward(before.steal, after.steal), total),
	};
}

function forward(before: number | undefined, after: number | undefined): number | undefined {
	return before === undefined || after === undefined ? undefined : Math.max(0, after - before);
}

function workTicks({user, nice, system, irq, softirq, steal}: CpuTicks): number {
	return user + nice + system + (irq ?? 0) + (softirq ?? 0) + (steal ?? 0);
}
