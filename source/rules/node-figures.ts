import type {InterfaceFigures, NodeFigures, PressureFigures} from '../domain/node-figures.ts';
import type {InterfaceCounters, NodeSample, Pressure} from '../domain/node-sample.ts';
import {fractionOf, growth, type Interval, intervalBetween, rateOf} from './counter-rate.ts';
import {cpuFigures} from './cpu-figures.ts';
import {diskFigures} from './disk-figures.ts';
import {memoryFigures} from './memory-figures.ts';

/** Missed polls that a rate may span; more is a gap. */
const longestIntervals = 5;

/** The figures of a node from its last two samples; `previous` is undefined before the second. */
export function nodeFigures(
	previous: NodeSample | undefined,
	current: NodeSample,
	pollIntervalMs: number,
): NodeFigures {
	const longestSeconds = (pollIntervalMs * longestIntervals) / 1000;
	const interval = previous && intervalBetween(previous, current, longestSeconds);
	const comparable = interval && previous;
	return {
		cpu: cpuFigures(comparable, current),
		memory: memoryFigures(comparable, current, interval),
		pressure: pressureFigures(comparable?.pressure, current.pressure, interval),
		temperatures: current.temperatures,
		disks: diskFiguresOf(comparable, current, interval),
		network: networkFiguresOf(comparable, current, interval),
		gpus: current.gpus,
		pi: current.pi,
	};
}

const microsecondsPerSecond = 1e6;

function pressureFigures(
	before: Pressure | undefined,
	after: Pressure,
	interval: Interval | undefined,
): PressureFigures {
	const share = (earlier: number | undefined, later: number | undefined): number | undefined =>
		interval && fractionOf(growth(earlier, later), interval.seconds * microsecondsPerSecond);
	return {
		cpuSomeFraction: share(before?.cpu?.someMicroseconds, after.cpu?.someMicroseconds),
		ioSomeFraction: share(before?.io?.someMicroseconds, after.io?.someMicroseconds),
		ioFullFraction: share(before?.io?.fullMicroseconds, after.io?.fullMicroseconds),
		memorySomeFraction: share(before?.memory?.someMicroseconds, after.memory?.someMicroseconds),
		memoryFullFraction: share(before?.memory?.fullMicroseconds, after.memory?.fullMicroseconds),
	};
}

function diskFiguresOf(
	previous: NodeSample | undefined,
	current: NodeSample,
	interval: Interval | undefined,
): NodeFigures['disks'] {
	const before = new Map(previous?.disks.map(disk => [disk.device, disk]));
	return current.disks.map(disk => diskFigures(before.get(disk.device), disk, interval));
}

function networkFiguresOf(
	previous: NodeSample | undefined,
	current: NodeSample,
	interval: Interval | undefined,
): NodeFigures['network'] {
	const before = new Map(previous?.interfaces.map(counters => [counters.interface, counters]));
	return current.interfaces.map(counters =>
		interfaceFigures(before.get(counters.interface), counters, interval),
	);
}

function interfaceFigures(
	before: InterfaceCounters | undefined,
	after: InterfaceCounters,
	interval: Interval | undefined,
): InterfaceFigures {
	const rate = (counter: (counters: InterfaceCounters) => number): number | undefined =>
		before && interval && rateOf(counter(before), counter(after), interval);
	return {
		interface: after.interface,
		rxBytesPerSecond: rate(counters => counters.rxBytes),
		txBytesPerSecond: rate(counters => counters.txBytes),
		faultsPerSecond: rate(faults),
	};
}

function faults(counters: InterfaceCounters): number {
	return counters.rxErrors + counters.rxDropped + counters.txErrors + counters.txDropped;
}
