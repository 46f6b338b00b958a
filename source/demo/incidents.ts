import {drawn, drawnIndex} from './draw.ts';
import {actSeconds, between, type NodePlan} from './plan.ts';

/** One a minute in a rack that is large enough; a node has one an act at most. */
const everySeconds = 60;
const firstSecond = 40;
/** No incident crosses the end of the act. */
const lastSecond = actSeconds - 400;
/** Of the nodes, those that may have one. */
const mostShare = 1 / 3;

/** What happens to whom within an act: a trouble that comes and passes. */
export function incidents(
	nodes: readonly NodePlan[],
	seed: number,
): ReadonlyMap<string, Partial<NodePlan>> {
	const shuffled = nodes
		.map(plan => ({plan, place: drawn(seed, plan.name, 'incident')}))
		.sort((one, other) => one.place - other.place)
		.slice(0, Math.floor(nodes.length * mostShare));
	const troubles = new Map<string, Partial<NodePlan>>();
	for (const [index, {plan}] of shuffled.entries()) {
		const jitter = drawnIndex(everySeconds / 2, seed, plan.name, 'jitter');
		const atSecond = firstSecond + index * everySeconds + jitter;
		if (atSecond < lastSecond) {
			troubles.set(plan.name, troubleOf(plan, index, atSecond));
		}
	}

	return troubles;
}

type Trouble = (plan: NodePlan, atSecond: number) => Partial<NodePlan>;

const troubles: readonly Trouble[] = [heat, reboot, fullMemory, blip, slowDisk, fullDisk];

function troubleOf(plan: NodePlan, index: number, atSecond: number): Partial<NodePlan> {
	const trouble = troubles[index % troubles.length] ?? blip;
	// A server with fans does not throttle, and a card has a story of its own.
	return (trouble === heat && !plan.machine.isPi ? slowDisk : trouble)(plan, atSecond);
}

function reboot(_: NodePlan, atSecond: number): Partial<NodePlan> {
	const backSecond = atSecond + 150;
	return {
		absences: [
			{fromSecond: atSecond, toSecond: backSecond, how: 'unreachable'},
			{
				...{fromSecond: backSecond, toSecond: backSecond + 25},
				...{how: 'refused', bootsAtSecond: backSecond + 5},
			},
		],
	};
}

function blip(_: NodePlan, atSecond: number): Partial<NodePlan> {
	return {absences: [{fromSecond: atSecond, toSecond: atSecond + 20, how: 'unreachable'}]};
}

function heat({cpu, celsius}: NodePlan, atSecond: number): Partial<NodePlan> {
	const span = {fromSecond: atSecond, toSecond: atSecond + 180, overSeconds: 25};
	return {
		cpu: between(usual(cpu), 0.96, span),
		celsius: between(usual(celsius), 82, {...span, overSeconds: 90}),
		throttled: between(0, 1, {
			...{fromSecond: atSecond + 75, toSecond: atSecond + 205, overSeconds: 1},
		}),
	};
}

function fullMemory({memory}: NodePlan, atSecond: number): Partial<NodePlan> {
	const span = {fromSecond: atSecond, toSecond: atSecond + 110, overSeconds: 25};
	return {
		memory: between(usual(memory), 0.955, span),
		memoryStall: between(0, 0.15, span),
		swapping: between(0, 600, span),
		swapped: between(0.02, 0.7, span),
		oomKills: [atSecond + 110],
	};
}

function slowDisk({read}: NodePlan, atSecond: number): Partial<NodePlan> {
	const span = {fromSecond: atSecond, toSecond: atSecond + 160, overSeconds: 15};
	return {read: between(usual(read), 60e6, span), ioStall: between(0.004, 0.38, span)};
}

function fullDisk({fill}: NodePlan, atSecond: number): Partial<NodePlan> {
	const [first, ...others] = fill;
	const span = {fromSecond: atSecond, toSecond: atSecond + 180, overSeconds: 100};
	return {fill: [between(usual(first ?? 0.5), 0.965, span), ...others]};
}

/** What a plan has before anything happens. */
function usual(planned: NodePlan['cpu']): number {
	return typeof planned === 'number' ? planned : (planned[0]?.[1] ?? 0);
}
