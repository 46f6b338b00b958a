import {castOf} from './cast.ts';
import {drawn, drawnIndex, drawnWithin} from './draw.ts';
import {incidents} from './incidents.ts';
import {gpuServer, type Machine, pi, server, trainingLog, twinGpuServer} from './machine.ts';
import {actSeconds, type NodePlan, uneventful} from './plan.ts';

/** Of all nodes; the rest are boards. */
const gpuShare = 0.16;
const loginShare = 0.04;
/** Of the round trips: most nodes are in this room, and one in fifty is behind a long line. */
const farShare = 0.02;
const farMs = 41;

/**
 * A rack of any size: boards, servers with GPUs and hosts to log in to. Some of them have had a trouble for long
 * (cast.ts), and about once a minute another one gets one that passes (incidents.ts).
 */
export function largeRack(count: number, seed: number): readonly NodePlan[] {
	const gpus = Math.max(1, Math.round(count * gpuShare));
	const logins = Math.max(1, Math.round(count * loginShare));
	const nodes = [
		...named('pi', count - gpus - logins, 3).map(name => boardPlan(name, seed)),
		...named('gpu', gpus, 3).map(name => gpuPlan(name, seed)),
		...named('login', logins, 1).map(name => loginPlan(name, seed)),
	];
	const cast = castOf(nodes, seed);
	const troubles = incidents(
		nodes.filter(({name}) => !cast.has(name)),
		seed,
	);
	return nodes.map(plan => ({...plan, ...cast.get(plan.name), ...troubles.get(plan.name)}));
}

function named(kind: string, count: number, fewestDigits: number): readonly string[] {
	const digits = Math.max(fewestDigits, `${count}`.length);
	return Array.from(
		{length: count},
		(_, index) => `${kind}-${`${index + 1}`.padStart(digits, '0')}`,
	);
}

function commonPlan(name: string, seed: number, machine: Machine): NodePlan {
	const within = (range: readonly [number, number], of: string): number =>
		drawnWithin(range, seed, name, of);
	const isFar = drawn(seed, name, 'far') < farShare;
	const cpu = clearOfLimits(within([0.08, 0.74], 'cpu'));
	return {
		...uneventful,
		...{name, role: 'worker', tags: [], machine, cpu},
		upDays: within([2, 200], 'up'),
		roundTripMs: isFar ? farMs : within([0.3, 3], 'way'),
		memory: within([0.15, 0.74], 'memory'),
		fill: machine.disks.map((_, index) => within([0.25, 0.78], `disk ${index}`)),
		celsius: 44 + 22 * cpu + within([-2, 4], 'place'),
		received: 10 ** within([3.5, 6.4], 'received'),
		sent: 10 ** within([3.3, 6], 'sent'),
		read: 10 ** within([3, 6.6], 'read'),
		written: 10 ** within([4, 6.2], 'written'),
	};
}

/** Where the load of a cpu changes its label, and how far of it, as a share, what breathes around a figure stays on its side. */
const labelLimits = [0.1, 0.5];
const breath = 0.2;

function clearOfLimits(load: number): number {
	const near = labelLimits.find(limit => Math.abs(load - limit) < limit * breath);
	return near === undefined ? load : near * (load < near ? 1 - breath : 1 + breath);
}

function boardPlan(name: string, seed: number): NodePlan {
	return {...commonPlan(name, seed, pi), tags: ['pi']};
}

function loginPlan(name: string, seed: number): NodePlan {
	const common = commonPlan(name, seed, server);
	const cpu = drawnWithin([0.1, 0.4], seed, name, 'cpu');
	return {...common, role: 'login', tags: ['x86'], cpu, celsius: 40 + 25 * cpu};
}

/** A card works for most of an act, and then waits for the next job. */
function gpuPlan(name: string, seed: number): NodePlan {
	const machine = drawn(seed, name, 'cards') < 0.4 ? twinGpuServer : gpuServer;
	const load = drawnWithin([0.25, 0.985], seed, name, 'load');
	const cpu = drawnWithin([0.2, 0.8], seed, name, 'cpu');
	const start = 60 + drawnIndex(actSeconds - 900, seed, name, 'job ends');
	const pauseSeconds = 60 + drawnIndex(600, seed, name, 'pause');
	const job = (working: number, waiting: number, overSeconds: number) =>
		[
			[0, working],
			[start, working],
			[start + overSeconds, waiting],
			[start + pauseSeconds, waiting],
			[start + pauseSeconds + overSeconds, working],
		] as const;
	return {
		...commonPlan(name, seed, machine),
		...{tags: ['gpu', 'x86'], logs: [trainingLog], cpu: job(cpu, 0.07, 10)},
		celsius: job(46 + 24 * cpu, 45, 55),
		gpuLoad: machine.gpus.map(() => job(load, 0, 6)),
		gpuMemory: machine.gpus.map(() => job(0.3 + 0.6 * load, 0.002, 15)),
	};
}
