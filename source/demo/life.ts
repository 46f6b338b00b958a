import {type Curve, level, type Ripple, scaled, sum, swing, track, trailing} from './curve.ts';
import {drawn} from './draw.ts';
import type {Machine} from './machine.ts';
import {actSeconds, type NodePlan, type Planned} from './plan.ts';
import {waving} from './waves.ts';

/** A node's plan as curves: what each of its files is computed from. */
export type NodeLife = {
	readonly plan: NodePlan;
	readonly machine: Machine;
	readonly seed: number;
	/** Shares of the time of all cores. */
	readonly busy: Curve;
	readonly waiting: Curve;
	/** How far a core may be from the mean of them all. */
	readonly coreSpread: number;
	readonly memory: Curve;
	readonly swapped: Curve;
	readonly swapping: Curve;
	readonly stalled: Readonly<Record<'cpu' | 'io' | 'memory', Curve>>;
	readonly received: Curve;
	readonly sent: Curve;
	readonly disks: readonly DiskLife[];
	readonly celsius: Pick<Curve, 'at'>;
	readonly gpus: readonly GpuLife[];
	readonly throttled: Curve;
	/** Its integral counts kills of the kernel. */
	readonly kills: Curve;
};

export type DiskLife = {readonly read: Curve; readonly written: Curve; readonly fill: Curve};
export type GpuLife = {readonly load: Curve; readonly memory: Curve; readonly heat: Curve};

const daySeconds = 86_400;
/** So much of a core is always left, so that no rounding ever counts it back. */
const fullest = 0.985;
/** The shortest ripple and the longest are seconds, waves of half a minute and more go below them. */
const fastStepSeconds = 4;
const slowStepSeconds = 45;
/** A kill is a peak of this width around its second, with the area of one. */
const killSeconds = 1;
/** Only a core that has nothing else to do waits for a disk. */
const waitsPerStall = 0.25;

export function createLife(plan: NodePlan, seed: number, ripple: Ripple): NodeLife {
	const start = (of: string): number => drawn(seed, plan.name, of);
	const lively = (of: string, planned: Planned, bounds: Bounds): Curve =>
		withRipples(withWaves(planned, {of, ...bounds, ripple, start}), {of, ...bounds, ripple, start});
	const waiting = scaled(curveOf(plan.ioStall), waitsPerStall);
	const breath = {of: 'cpu', wave: 0.14, share: 0.1, most: fullest - waiting.most, ripple, start};
	const load = withDay(withWaves(plan.cpu, breath), breath.most, start('day'));
	const busy = withRipples(load, breath);
	return {
		...{plan, machine: plan.machine, seed, busy},
		waiting: sum(waiting, level(0.002)),
		coreSpread: Math.max(0, Math.min(0.08, busy.least, fullest - waiting.most - busy.most)),
		memory: lively('memory', plan.memory, {wave: 0.015, share: 0.02, most: 0.99}),
		swapped: curveOf(plan.swapped),
		swapping: curveOf(plan.swapping),
		stalled: {
			cpu: scaled(busy, 0.14),
			io: lively('io', sumPlanned(plan.ioStall, 0.004), {share: 0.2, most: 1}),
			memory: curveOf(plan.memoryStall),
		},
		received: lively('received', plan.received, {wave: 0.35, share: 0.4}),
		sent: lively('sent', plan.sent, {wave: 0.35, share: 0.4}),
		disks: plan.machine.disks.map((_, index) => ({
			read: lively(`read ${index}`, index === 0 ? plan.read : 0, {wave: 0.4, share: 0.5}),
			written: lively(`written ${index}`, index === 0 ? plan.written : 20e3, {
				wave: 0.4,
				share: 0.5,
			}),
			fill: curveOf(plan.fill[index] ?? 0.5),
		})),
		celsius: warmedBy(lively('celsius', plan.celsius, {share: 0.008}), busy, curveOf(plan.cpu)),
		gpus: plan.machine.gpus.map((_, index) => ({
			load: lively(`gpu ${index}`, plan.gpuLoad[index] ?? 0, {
				wave: 0.12,
				share: 0.06,
				most: 0.995,
			}),
			memory: curveOf(plan.gpuMemory[index] ?? 0.02),
			heat: curveOf(plan.gpuHeat),
		})),
		throttled: curveOf(plan.throttled),
		kills: killsOf(plan.oomKills),
	};
}

function curveOf(planned: Planned): Curve {
	return typeof planned === 'number' ? level(planned) : track(actSeconds, planned);
}

function sumPlanned(planned: Planned, more: number): Planned {
	return typeof planned === 'number'
		? planned + more
		: planned.map(([second, value]) => [second, value + more] as const);
}

type Bounds = {
	/** Of the least that is planned: what is small moves little. */
	readonly share: number;
	/** Of what is planned at the time: waves of half a minute and more. */
	readonly wave?: number;
	readonly most?: number;
};

type Breath = Bounds & {
	readonly of: string;
	readonly ripple: Ripple;
	readonly start: (of: string) => number;
};

/** Cycles in an act: a wave of 45 to 90 s, and one of 20 to 40 s on it. */
const slowCycles = {least: 40, more: 40};
const quickCycles = {least: 90, more: 90};
/** Of the room up to the most there can be: the rest is left for ripples, and for cores that differ. */
const waveRoom = 0.6;

function withWaves(planned: Planned, {of, wave = 0, most = Infinity, start}: Breath): Curve {
	const still = curveOf(planned);
	const share = Math.min(wave, still.most > 0 ? (most / still.most - 1) * waveRoom : 0);
	if (share <= 0) {
		return still;
	}

	const knots = typeof planned === 'number' ? ([[0, planned]] as const) : planned;
	const cycles = ({least, more}: typeof slowCycles, name: string): number =>
		least + Math.floor(more * start(`${of} ${name}`));
	// All go up at first, each from elsewhere: the story begins with what is planned, or a little more.
	const phase = 1.2 * start(`${of} phase`);
	return waving(actSeconds, knots, [
		{cycles: cycles(slowCycles, 'slow wave'), share: share * 0.6, phase},
		{cycles: cycles(quickCycles, 'quick wave'), share: share * 0.4, phase: phase / 2},
	]);
}

/** How long a processor takes to become as warm as its load makes it, and by how much for a whole load more. */
const warmsSeconds = 25;
const warmsCelsius = 22;

/** What it works beyond its plan makes it warmer, and what it leaves cools it, some time later. */
function warmedBy(planned: Curve, busy: Curve, usual: Curve): Pick<Curve, 'at'> {
	return {
		at(second) {
			const more = trailing(busy, second, warmsSeconds) - trailing(usual, second, warmsSeconds);
			return planned.at(second) + warmsCelsius * more;
		},
	};
}

/** Moves by chance around what is planned, quickly and slowly, and never below 0 or above `most`. */
function withRipples(curve: Curve, breath: Breath): Curve {
	const {of, share, most = Infinity, ripple, start} = breath;
	const amplitude = Math.max(0, Math.min(curve.least * share, (most - curve.most) * 0.9));
	if (amplitude === 0) {
		return curve;
	}

	return sum(
		curve,
		ripple({
			amplitude: amplitude * 0.6,
			stepSeconds: fastStepSeconds * (1 + start(`${of} pace`)),
			start: start(`${of} fast`),
		}),
		ripple({
			amplitude: amplitude * 0.4,
			stepSeconds: slowStepSeconds * (1 + start(`${of} pace`)),
			start: start(`${of} slow`),
		}),
	);
}

/** More by day and less by night, around what is planned. */
function withDay(curve: Curve, most: number, start: number): Curve {
	const amplitude =
		Math.min(curve.least * 0.4, (most - curve.most) * 0.6, 0.15) * (0.5 + start / 2);
	return amplitude > 0 ? sum(curve, swing(daySeconds, amplitude)) : curve;
}

function killsOf(seconds: readonly number[]): Curve {
	return seconds.length === 0
		? level(0)
		: track(actSeconds, [
				[0, 0],
				...seconds.flatMap(
					second =>
						[
							[second - killSeconds, 0],
							[second, 1 / killSeconds],
							[second + killSeconds, 0],
						] as const,
				),
			]);
}
