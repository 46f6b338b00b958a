import type {Chance} from '../domain/chance.ts';

/**
 * A figure over the seconds of the story, and what it adds up to. Both are computed where they are asked for, in the
 * same time for any second: counters that grow with it need no stepping through what lies before.
 */
export type Curve = {
	readonly at: (seconds: number) => number;
	/** Its integral from second 0; negative before it. */
	readonly upTo: (seconds: number) => number;
	/** It never leaves these. */
	readonly least: number;
	readonly most: number;
};

/** A second of the period, and the figure then; between two of them it goes straight. */
export type Knot = readonly [second: number, value: number];

export function level(value: number): Curve {
	return {at: () => value, upTo: seconds => value * seconds, least: value, most: value};
}

/** Through knots in the order of their seconds, the first at 0; then the period begins anew. */
export function track(periodSeconds: number, knots: readonly Knot[]): Curve {
	const seconds = [...knots.map(([second]) => second), periodSeconds];
	const values = [...knots.map(([, value]) => value), knots[0]?.[1] ?? 0];
	const sums = [0];
	for (let index = 1; index < seconds.length; index += 1) {
		sums.push(item(sums, index - 1) + areaBefore(seconds, values, index));
	}

	const valueIn = (phase: number): number => {
		const index = segmentOf(seconds, phase);
		const [start, end] = [item(seconds, index), item(seconds, index + 1)];
		const share = end > start ? (phase - start) / (end - start) : 0;
		return item(values, index) + (item(values, index + 1) - item(values, index)) * share;
	};
	const sumIn = (phase: number): number => {
		const index = segmentOf(seconds, phase);
		const halved = (item(values, index) + valueIn(phase)) / 2;
		return item(sums, index) + halved * (phase - item(seconds, index));
	};
	const whole = item(sums, sums.length - 1);
	return {
		at: second => valueIn(phaseOf(second, periodSeconds)),
		upTo: second =>
			Math.floor(second / periodSeconds) * whole + sumIn(phaseOf(second, periodSeconds)),
		least: Math.min(...values),
		most: Math.max(...values),
	};
}

/** A full swing up and down in each period; it passes 0, going up, at second 0. */
export function swing(periodSeconds: number, amplitude: number, phase = 0): Curve {
	const pace = (2 * Math.PI) / periodSeconds;
	return {
		at: seconds => amplitude * Math.sin(pace * seconds + phase),
		upTo: seconds => (amplitude / pace) * (Math.cos(phase) - Math.cos(pace * seconds + phase)),
		least: -amplitude,
		most: amplitude,
	};
}

/** What looks like chance around 0, at most `amplitude` away from it, with a new turn each `stepSeconds`. */
export type Ripple = (shape: {
	readonly amplitude: number;
	readonly stepSeconds: number;
	/** Where in the common pattern it begins, from 0 to 1. */
	readonly start: number;
}) => Curve;

const steps = 256;

/** One pattern serves a whole world: each curve begins somewhere else in it and goes at a pace of its own. */
export function createRipple(chance: Chance): Ripple {
	const raw = Array.from({length: steps}, () => 2 * chance() - 1);
	const mean = raw.reduce((sum, value) => sum + value, 0) / steps;
	const largest = Math.max(...raw.map(value => Math.abs(value - mean)));
	const pattern = track(
		steps,
		raw.map((value, step) => [step, (value - mean) / largest]),
	);
	return ({amplitude, stepSeconds, start}) => {
		const offset = start * steps;
		const before = pattern.upTo(offset);
		return {
			at: seconds => amplitude * pattern.at(seconds / stepSeconds + offset),
			upTo: seconds =>
				amplitude * stepSeconds * (pattern.upTo(seconds / stepSeconds + offset) - before),
			least: -amplitude,
			most: amplitude,
		};
	};
}

export function sum(...curves: readonly Curve[]): Curve {
	// Plain loops: these run two hundred times for every sample of every node.
	return {
		at(seconds) {
			let total = 0;
			for (const curve of curves) {
				total += curve.at(seconds);
			}

			return total;
		},
		upTo(seconds) {
			let total = 0;
			for (const curve of curves) {
				total += curve.upTo(seconds);
			}

			return total;
		},
		least: curves.reduce((total, {least}) => total + least, 0),
		most: curves.reduce((total, {most}) => total + most, 0),
	};
}

/** `factor` is above 0. */
export function scaled(curve: Curve, factor: number): Curve {
	return {
		at: seconds => factor * curve.at(seconds),
		upTo: seconds => factor * curve.upTo(seconds),
		least: factor * curve.least,
		most: factor * curve.most,
	};
}

/** The mean of the last seconds: what lags behind a figure, as warmth and load averages do. */
export function trailing(curve: Curve, second: number, overSeconds: number): number {
	return (curve.upTo(second) - curve.upTo(second - overSeconds)) / overSeconds;
}

function phaseOf(second: number, periodSeconds: number): number {
	return second - Math.floor(second / periodSeconds) * periodSeconds;
}

/** The knot before this phase. */
function segmentOf(seconds: readonly number[], phase: number): number {
	// Where the knots are a second apart, as in the common pattern, it is known.
	const guess = Math.floor(phase);
	if (seconds[guess] === guess && seconds[guess + 1] === guess + 1) {
		return guess;
	}

	let low = 0;
	let high = seconds.length - 2;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if (item(seconds, middle) <= phase) {
			low = middle;
		} else {
			high = middle - 1;
		}
	}

	return low;
}

function areaBefore(seconds: readonly number[], values: readonly number[], index: number): number {
	const width = item(seconds, index) - item(seconds, index - 1);
	return (width * (item(values, index) + item(values, index - 1))) / 2;
}

function item(numbers: readonly number[], index: number): number {
	return numbers[index] ?? 0;
}
