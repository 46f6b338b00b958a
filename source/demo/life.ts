import {type Curve, level, type Ripple, scaled, sum, swing, track} from './curve.ts';
import {drawn} from './draw.ts';
import type {Machine} from './machine.ts';
import {actSeconds, type NodePlan, type Planned} from './plan.ts';

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
	readonly celsius: Curve;
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
const fastStepSeconds = 6;
const slowStepSeconds = 45;
/** A kill is a peak of this width around its second, with the area of one. */
const killSeconds = 1;
/** Only a core that has nothing else to do waits for a disk. */
const waitsPerStall = 0.25;

export function createLife(plan: NodePlan, seed: number, ripple: Ripple): NodeLife {
	const start = (of: string): number => drawn(seed, plan.name, of);
	const lively = (of: string, planned: Planned, bounds: Bounds): Curve =>
		withRipples(curveOf(planned), {of, ...bounds, ripple, start});
	const waiting = scaled(curveOf(plan.ioStall), waitsPerStall);
	const load = withDay(curveOf(plan.cpu), fullest - waiting.most, start('day'));
	const busy = withRipples(load, {
		...{of: 'cpu', share: 0.15, most: fullest - waiting.most, ripple, start},
	});
	return {
		...{plan, machine: plan.machine, seed, busy},
		waiting: sum(waiting, level(0.002)),
		coreSpread: Math.max(0, Math.min(0.08, busy.least, fullest - waiting.most - busy.most)),
		memory: lively('memory', plan.memory, {share: 0.02, most: 0.99}),
		swapped: curveOf(plan.swapped),
		swapping: curveOf(plan.swapping),
		stalled: {
			cpu: scaled(busy, 0.14),
			io: lively('io', sumPlanned(plan.ioStall, 0.004), {share: 0.2, most: 1}),
			memory: curveOf(plan.memoryStall),
		},
		received: lively('received', plan.received, {share: 0.5}),
		sent: lively('sent', plan.sent, {share: 0.5}),
		disks: plan.machine.disks.map((_, index) => ({
			read: lively(`read ${index}`, index === 0 ? plan.read : 0, {share: 0.6}),
			written: lively(`written ${index}`, index === 0 ? plan.written : 20e3, {share: 0.6}),
			fill: curveOf(plan.fill[index] ?? 0.5),
		})),
		celsius: lively('celsius', plan.celsius, {share: 0.012}),
		gpus: plan.machine.gpus.map((_, index) => ({
			load: lively(`gpu ${index}`, plan.gpuLoad[index] ?? 0, {share: 0.06, most: 0.995}),
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
	readonly most?: number;
};

type Breath = Bounds & {
	readonly of: string;
	readonly ripple: Ripple;
	readonly start: (of: string) => number;
};

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
