import type {Knot} from './curve.ts';
import type {Machine} from './machine.ts';

/** What is meant to happen to a node: figures that stay, or knots over an act; life.ts makes it breathe. */
export type NodePlan = {
	readonly name: string;
	readonly role: string;
	readonly tags: readonly string[];
	readonly machine: Machine;
	/** Paths of logs beside its journal. */
	readonly logs: readonly string[];
	/** When the story begins. */
	readonly upDays: number;
	readonly roundTripMs: number;
	/** A share of all cores. */
	readonly cpu: Planned;
	/** A share of the memory. */
	readonly memory: Planned;
	/** Of each disk of the machine, the share that is used. */
	readonly fill: readonly Planned[];
	/** Bytes a second. */
	readonly received: Planned;
	readonly sent: Planned;
	readonly read: Planned;
	readonly written: Planned;
	/** Of its processor under its usual load. */
	readonly celsius: Planned;
	/** Of each card. */
	readonly gpuLoad: readonly Planned[];
	readonly gpuMemory: readonly Planned[];
	/** Degrees that its cards are over what their load makes them. */
	readonly gpuHeat: Planned;
	/** Shares of time in which tasks stall, beyond what the load itself brings. */
	readonly ioStall: Planned;
	readonly memoryStall: Planned;
	/** Pages a second, in and out. */
	readonly swapping: Planned;
	/** Of its swap, the share that is used. */
	readonly swapped: Planned;
	/** Seconds of an act in which the kernel kills for memory. */
	readonly oomKills: readonly number[];
	/** 1 while the firmware of a Pi, or the driver of a card, slows it down for its warmth. */
	readonly throttled: Planned;
	/** In the order of their seconds; they do not overlap. */
	readonly absences: readonly Absence[];
	readonly access: Access;
};

export type Planned = number | readonly Knot[];

/** Seconds of an act in which nobody gets through. */
export type Absence = {
	readonly fromSecond: number;
	readonly toSecond: number;
	/** `refused`: it is up, but its sshd is not. */
	readonly how: 'unreachable' | 'refused';
	/** It boots then. */
	readonly bootsAtSecond?: number;
};

/** What stands between us and a node that is there. */
export type Access = {
	readonly kind: 'open' | 'keyUnknown' | 'keyChanged' | 'passphrase';
	/** Of the story: before it nothing stood there. */
	readonly fromSecond: number;
};

/** After it the story goes on as it began; the load has its own waves over the day. */
export const actSeconds = 3600;

const open: Access = {kind: 'open', fromSecond: 0};

/** A node to which nothing happens. */
export const uneventful = {
	logs: [],
	gpuLoad: [],
	gpuMemory: [],
	gpuHeat: 0,
	ioStall: 0,
	memoryStall: 0,
	swapping: 0,
	swapped: 0,
	oomKills: [],
	throttled: 0,
	absences: [],
	access: open,
	read: 40e3,
	written: 90e3,
} as const satisfies Partial<NodePlan>;

/** As before until `fromSecond`, then within `overSeconds` to another figure, and back from `toSecond` on. */
export function between(
	usual: number,
	meanwhile: number,
	span: {readonly fromSecond: number; readonly toSecond: number; readonly overSeconds: number},
): readonly Knot[] {
	const {fromSecond, toSecond, overSeconds} = span;
	return [
		...(fromSecond > 0 ? ([[0, usual]] as const) : []),
		[fromSecond, usual],
		[fromSecond + overSeconds, meanwhile],
		[toSecond, meanwhile],
		[toSecond + overSeconds, usual],
	];
}
