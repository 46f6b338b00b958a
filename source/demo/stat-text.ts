import {swing} from './curve.ts';
import {type Moment, sinceBoot, ticksPerSecond} from './moment.ts';

/** How the time of a core that works is told apart: user, system, irq, softirq. */
const shares = {user: 0.84, system: 0.125, irq: 0.005, softirq: 0.03} as const;
/** Work wanders over the cores, so each is now above and now below their mean; together they are at it. */
const wanderSeconds = 40;
/** Prime, and no machine has so many cores: neighbours are at different places of the round. */
const stride = 7;

type Ticks = readonly [
	user: number,
	system: number,
	idle: number,
	iowait: number,
	irq: number,
	softirq: number,
];

/** /proc/stat up to its last core: that line of all of them together is their sum. */
export function statText(moment: Moment): string {
	const {cores} = moment.life.machine;
	const busySeconds = sinceBoot(moment.life.busy, moment);
	const waitingSeconds = sinceBoot(moment.life.waiting, moment);
	let lines = '';
	const sums: [number, number, number, number, number, number] = [0, 0, 0, 0, 0, 0];
	for (let core = 0; core < cores; core += 1) {
		const ticks = ticksOf(busySeconds + wanderedSeconds(core, moment), waitingSeconds, moment);
		lines += lineOf(`cpu${core} `, ticks);
		for (let state = 0; state < sums.length; state += 1) {
			sums[state] = (sums[state] ?? 0) + (ticks[state] ?? 0);
		}
	}

	return lineOf('cpu  ', sums) + lines;
}

function ticksOf(busySeconds: number, waitingSeconds: number, {upSeconds}: Moment): Ticks {
	const ticks = (seconds: number): number => Math.max(0, Math.floor(seconds * ticksPerSecond));
	return [
		ticks(busySeconds * shares.user),
		ticks(busySeconds * shares.system),
		ticks(upSeconds - busySeconds - waitingSeconds),
		ticks(waitingSeconds),
		ticks(busySeconds * shares.irq),
		ticks(busySeconds * shares.softirq),
	];
}

/** How much more than the mean a core has worked since boot. */
function wanderedSeconds(core: number, {life, second, boot}: Moment): number {
	const {cores} = life.machine;
	if (cores < 2 || life.coreSpread === 0) {
		return 0;
	}

	const place = (core * stride) % cores;
	const wander = swing(wanderSeconds, life.coreSpread, (2 * Math.PI * place) / cores);
	return wander.upTo(second) - wander.upTo(boot);
}

function lineOf(name: string, [user, system, idle, iowait, irq, softirq]: Ticks): string {
	return `${name}${user} 0 ${system} ${idle} ${iowait} ${irq} ${softirq} 0 0 0\n`;
}
