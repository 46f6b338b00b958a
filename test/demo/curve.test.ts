import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	type Curve,
	createRipple,
	level,
	scaled,
	sum,
	swing,
	track,
	trailing,
} from '../../source/demo/curve.ts';
import {seededChance} from '../../source/demo/draw.ts';
import {waving} from '../../source/demo/waves.ts';

const ripple = createRipple(seededChance(7));
const curves: ReadonlyArray<readonly [what: string, curve: Curve]> = [
	['a level', level(0.4)],
	[
		'a track',
		track(100, [
			[0, 1],
			[20, 1],
			[30, 5],
			[60, 5],
			[61, 0],
		]),
	],
	['a swing', swing(90, 0.3, 1.2)],
	['a ripple', ripple({amplitude: 2, stepSeconds: 3.7, start: 0.4})],
	[
		'a track with waves',
		waving(
			100,
			[
				[0, 1],
				[20, 1],
				[30, 5],
				[60, 5],
				[61, 2],
			],
			[
				{cycles: 3, share: 0.2, phase: 0.7},
				{cycles: 5, share: 0.1, phase: 4},
			],
		),
	],
	[
		'a sum',
		sum(
			level(1),
			scaled(swing(40, 0.5), 2),
			track(50, [
				[0, 0],
				[25, 3],
			]),
		),
	],
];

/** Simpson's rule over steps that are small beside every curve here. */
function integrated({at}: Curve, from: number, to: number): number {
	const steps = 4000;
	const width = (to - from) / steps;
	let total = 0;
	for (let step = 0; step < steps; step += 1) {
		const start = from + step * width;
		total += (width / 6) * (at(start) + 4 * at(start + width / 2) + at(start + width));
	}

	return total;
}

describe.each(curves)('%s', (_, curve) => {
	it.each([
		[0, 250],
		[-130, 40],
		[1000.5, 1099.25],
	])('adds up from %d to %d as one who walks along it would find', (from, to) => {
		const added = curve.upTo(to) - curve.upTo(from);
		expect(added).toBeCloseTo(integrated(curve, from, to), 2);
	});

	it('never leaves what it says are its bounds', () => {
		fc.assert(
			fc.property(fc.double({min: -1e7, max: 1e7, noNaN: true}), second => {
				const value = curve.at(second);
				expect(value).toBeGreaterThanOrEqual(curve.least - 1e-9);
				expect(value).toBeLessThanOrEqual(curve.most + 1e-9);
			}),
		);
	});
});

it('a track begins anew after its period, without a jump of what it adds up to', () => {
	const curve = track(100, [
		[0, 2],
		[50, 4],
	]);
	expect([0, 25, 50, 75, 100, 125].map(curve.at)).toEqual([2, 3, 4, 3, 2, 3]);
	expect(curve.upTo(100)).toBe(300);
	expect(curve.upTo(-100)).toBe(-300);
	expect(curve.upTo(100.001) - curve.upTo(99.999)).toBeCloseTo(0.004, 4);
});

it('what trails behind a figure is its mean over that time', () => {
	expect(
		trailing(
			track(100, [
				[0, 0],
				[50, 0],
				[50.001, 1],
				[99.999, 1],
			]),
			70,
			40,
		),
	).toBeCloseTo(0.5, 3);
});
