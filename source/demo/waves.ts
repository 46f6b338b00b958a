import {type Curve, type Knot, track} from './curve.ts';

/** Up and down around what is planned, by a share of it: what is small moves little. */
export type Wave = {
	/** In a period: a whole number, so that the next period begins where this one ends. */
	readonly cycles: number;
	/** Of the figure; all waves of a curve together are below 1. */
	readonly share: number;
	/** In radians. */
	readonly phase: number;
};

/** A track through these knots with waves on it. Like every curve it is added up where it is asked for. */
export function waving(
	periodSeconds: number,
	knots: readonly Knot[],
	waves: readonly Wave[],
): Curve {
	const still = track(periodSeconds, knots);
	const shares = waves.reduce((total, {share}) => total + share, 0);
	const curves = waves.map(wave => waveOn(still, {...wave, periodSeconds, knots}));
	return {
		at: second => curves.reduce((total, curve) => total + curve.at(second), still.at(second)),
		upTo: second => curves.reduce((total, curve) => total + curve.upTo(second), still.upTo(second)),
		least: still.least * (1 - shares),
		most: still.most * (1 + shares),
	};
}

type Waved = Wave & {readonly periodSeconds: number; readonly knots: readonly Knot[]};

/** The wave alone: a straight line times a sine, whose integral is known. */
function waveOn(
	still: Curve,
	{cycles, share, phase, periodSeconds, knots}: Waved,
): Pick<Curve, 'at' | 'upTo'> {
	const pace = (2 * Math.PI * cycles) / periodSeconds;
	const ends = [...knots.slice(1), [periodSeconds, knots[0]?.[1] ?? 0] as const];
	const pieces: Piece[] = [];
	let before = 0;
	for (const [index, [start, value]] of knots.entries()) {
		const [end, next] = ends[index] ?? [periodSeconds, value];
		const slope = end > start ? (next - value) / (end - start) : 0;
		const piece = {start, value, slope, before};
		pieces.push(piece);
		before += areaIn(piece, end, {pace, phase});
	}

	const whole = before;
	return {
		at: second => share * still.at(second) * Math.sin(pace * second + phase),
		upTo(second) {
			const periods = Math.floor(second / periodSeconds);
			const place = second - periods * periodSeconds;
			const piece = pieces.findLast(({start}) => start <= place) ?? pieces[0];
			const rest = piece === undefined ? 0 : piece.before + areaIn(piece, place, {pace, phase});
			return share * (periods * whole + rest);
		},
	};
}

/** From its knot on it goes straight; `before` is the area up to there, without the share. */
type Piece = {
	readonly start: number;
	readonly value: number;
	readonly slope: number;
	readonly before: number;
};

/** Of `(value + slope * (t - start)) * sin(pace * t + phase)` from the knot to `end`. */
function areaIn(
	{start, value, slope}: Piece,
	end: number,
	{pace, phase}: {readonly pace: number; readonly phase: number},
): number {
	const antiderivative = (second: number): number =>
		(-(value + slope * (second - start)) * Math.cos(pace * second + phase)) / pace +
		(slope * Math.sin(pace * second + phase)) / pace ** 2;
	return antiderivative(end) - antiderivative(start);
}
