import type {Curve} from './curve.ts';
import type {NodeLife} from './life.ts';
import {bootSecond} from './presence.ts';

/** A node at one second of the story, which is a whole number of its ticks: every file of a sample is of this moment. */
export type Moment = {
	readonly life: NodeLife;
	readonly second: number;
	readonly boot: number;
	readonly upSeconds: number;
};

export const ticksPerSecond = 100;

export function momentAt(life: NodeLife, storySecond: number): Moment {
	const second = Math.floor(storySecond * ticksPerSecond) / ticksPerSecond;
	const boot = bootSecond(life, second);
	return {life, second, boot, upSeconds: second - boot};
}

/** What a figure has added up to since boot. */
export function sinceBoot(curve: Curve, {second, boot}: Moment): number {
	return curve.upTo(second) - curve.upTo(boot);
}

/** A counter of the kernel: whole, and never less than before. */
export function counted(curve: Curve, unit: number, moment: Moment): number {
	return Math.max(0, Math.floor(sinceBoot(curve, moment) * unit));
}
