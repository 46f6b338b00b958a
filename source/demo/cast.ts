import {drawnIndex} from './draw.ts';
import type {NodePlan} from './plan.ts';

/** A trouble that a rack has had for long, and where in its group the node with it stands, from 0 to 1. */
type Part = {
	readonly kind: 'pi' | 'gpu' | 'login';
	readonly place: number;
	readonly trouble: Partial<NodePlan>;
};

const parts: readonly Part[] = [
	{
		kind: 'gpu',
		place: 0.9375,
		trouble: {access: {kind: 'keyChanged', fromSecond: 0}},
	},
	{
		kind: 'gpu',
		place: 0.28,
		trouble: {
			...{cpu: 0.44, memory: 0.52, fill: [0.4, 0.6], received: 3.1e6, sent: 1e6, celsius: 88},
			...{gpuLoad: [0.985, 0.985], gpuMemory: [0.9, 0.9], gpuHeat: 16, throttled: 1},
		},
	},
	{
		kind: 'login',
		place: 0.625,
		trouble: {
			...{cpu: 0.31, memory: 0.94, celsius: 51, fill: [0.62], received: 420e3, sent: 2e6},
			...{memoryStall: 0.13, swapping: 900, swapped: 0.64},
		},
	},
	{kind: 'pi', place: 0.3625, trouble: {cpu: 0.22, memory: 0.48, celsius: 57, fill: [0.96]}},
	{
		kind: 'pi',
		place: 0.875,
		trouble: {
			...{cpu: 0.88, memory: 0.83, celsius: 81, fill: [0.47], ioStall: 0.33},
			...{received: 6200, sent: 2900, read: 30e6, written: 6e6},
		},
	},
	{kind: 'pi', place: 0.96875, trouble: {access: {kind: 'passphrase', fromSecond: 0}}},
	{
		kind: 'pi',
		place: 0.5,
		trouble: {
			absences: [{fromSecond: 240, toSecond: 262, how: 'unreachable'}],
			access: {kind: 'keyUnknown', fromSecond: 262},
		},
	},
];

/** The first seed has them where they are shown in pictures of this program. */
const pictureSeed = 1;

/** Who has which trouble; in a small rack there are fewer of them than nodes that are well. */
export function castOf(
	nodes: readonly NodePlan[],
	seed: number,
): ReadonlyMap<string, Partial<NodePlan>> {
	const cast = new Map<string, Partial<NodePlan>>();
	for (const {kind, place, trouble} of parts) {
		const group = nodes.filter(({name}) => name.startsWith(`${kind}-`));
		const first = Math.ceil(place * group.length) - 1;
		const turned = seed === pictureSeed ? 0 : drawnIndex(group.length, seed, kind, `${place}`);
		const name = group[(first + turned) % group.length]?.name;
		if (name !== undefined && !cast.has(name)) {
			cast.set(name, trouble);
		}
	}

	return cast;
}
