import {describe, expect, it} from 'vitest';
import type {NodeLife} from '../../source/demo/life.ts';
import {momentAt} from '../../source/demo/moment.ts';
import {absenceAt, bootSecond} from '../../source/demo/presence.ts';
import {answerText, bootText} from '../../source/demo/sampler-talk.ts';
import type {NodeFigures} from '../../source/domain/node-figures.ts';
import {nodeFigures} from '../../source/rules/node-figures.ts';
import {demoLives, lifeNamed, sampleAt} from '../helpers/demo-rack.ts';

const intervalSeconds = 2;
const racks: ReadonlyArray<readonly [what: string, lives: readonly NodeLife[]]> = [
	['the rack at home', demoLives()],
	['a rack of 60', demoLives(60, 4)],
];

/** Some seconds of a day that fall together with nothing. */
const someSeconds = Array.from({length: 40}, (_, index) => index * 2161.37 + 3.21);

function figuresAt(life: NodeLife, second: number, spanSeconds = intervalSeconds): NodeFigures {
	const [before, after] = [sampleAt(life, second), sampleAt(life, second + spanSeconds)];
	return nodeFigures(before, after, spanSeconds * 1000);
}

/** Nothing that was switched on in between has a rate. */
function isSteady(life: NodeLife, second: number, spanSeconds = intervalSeconds): boolean {
	const end = second + spanSeconds;
	return bootSecond(life, second) === bootSecond(life, end) && !absenceAt(life, second);
}

function mean({upTo}: NodeLife['busy'], second: number, spanSeconds: number): number {
	return (upTo(second + spanSeconds) - upTo(second)) / spanSeconds;
}

describe.each(racks)('%s', (_, lives) => {
	it('is understood whole at every hour of a day', () => {
		for (const life of lives) {
			for (const second of someSeconds) {
				const sample = sampleAt(life, second);
				expect(sample.problems, `${life.plan.name} at ${second}`).toEqual([]);
				expect(sample.cores).toHaveLength(life.machine.cores);
				expect(sample.disks).toHaveLength(life.machine.disks.length);
				expect(sample.interfaces).toHaveLength(1);
				expect(sample.frequencyHz).toBeGreaterThan(1e8);
				expect(sample.bootId).toBeDefined();
			}
		}
	});

	it('counts what it means, within two hundredths', () => {
		const spanSeconds = 300;
		for (const life of lives) {
			for (const second of someSeconds.filter(start => isSteady(life, start, spanSeconds))) {
				const {cpu, network, disks, pressure} = figuresAt(life, second, spanSeconds);
				const about = (value: number | undefined, curve: NodeLife['busy'], step = 0): void => {
					const meant = mean(curve, second, spanSeconds);
					const off = Math.abs((value ?? Number.NaN) - meant);
					expect(off, `${life.plan.name} at ${second}`).toBeLessThanOrEqual(0.02 * meant + step);
				};
				about(cpu.loadFraction, life.busy, 0.0005);
				about(pressure.ioSomeFraction, life.stalled.io);
				about(pressure.cpuSomeFraction, life.stalled.cpu);
				about(network[0]?.rxBytesPerSecond, life.received);
				about(network[0]?.txBytesPerSecond, life.sent);
				about(disks[0]?.readBytesPerSecond, life.disks[0]?.read ?? life.busy, 512 / spanSeconds);
				about(disks[0]?.writeBytesPerSecond, life.disks[0]?.written ?? life.busy);
			}
		}
	});

	it('accounts for every hundredth of a second of every core', () => {
		for (const life of lives) {
			const {cores, uptimeSeconds = 0} = sampleAt(life, 4321.5);
			for (const {ticks} of cores) {
				const {user, nice, system, idle, iowait = 0, irq = 0, softirq = 0} = ticks;
				const all = user + nice + system + idle + iowait + irq + softirq;
				expect(Math.abs(all - uptimeSeconds * 100)).toBeLessThan(6);
			}
		}
	});

	it('has no counter that goes back while it is up', () => {
		for (const life of lives) {
			for (let second = 0; second < 3600; second += 61.7) {
				for (const start of [second, second + 43_200]) {
					if (isSteady(life, start)) {
						expectForward(life, start);
					}
				}
			}
		}
	});
});

function expectForward(life: NodeLife, second: number): void {
	const before = sampleAt(life, second);
	const after = sampleAt(life, second + intervalSeconds);
	const where = `${life.plan.name} at ${second}`;
	const counters = (sample: typeof before) => [
		sample.uptimeSeconds,
		...sample.cores.flatMap(({ticks}) => Object.values(ticks)),
		...sample.disks.flatMap(({device: _, ...disk}) => Object.values(disk)),
		...sample.interfaces.flatMap(({interface: _, ...counts}) => Object.values(counts)),
		...Object.values(sample.paging ?? {}),
		...Object.values(sample.pressure).flatMap(totals => Object.values(totals ?? {})),
	];
	const later = counters(after);
	const back = counters(before).filter(
		(counter, index) => !((later[index] ?? 0) >= (counter ?? 0)),
	);
	expect(back, where).toEqual([]);
}

it('says the same bytes for the same seed and second, and others for another seed', () => {
	const bytes = (seed: number) => {
		const moments = demoLives(20, seed).map(life => momentAt(life, 1234.56));
		return {
			fixed: moments.map(bootText).join(''),
			counters: moments.map(moment => answerText('1', moment)).join(''),
		};
	};
	expect(bytes(5)).toEqual(bytes(5));
	expect(bytes(6).fixed).not.toBe(bytes(5).fixed);
	expect(bytes(6).counters).not.toBe(bytes(5).counters);
});

it('a node that was switched on anew has another boot id and counts from nothing', () => {
	const life = lifeNamed('pi-worker2');
	const [before, after] = [sampleAt(life, 400), sampleAt(life, 600)];
	expect(before.uptimeSeconds).toBeGreaterThan(1e6);
	expect(after.uptimeSeconds).toBeCloseTo(60, 1);
	expect(after.bootId).not.toBe(before.bootId);
	expect(after.interfaces[0]?.rxBytes).toBeLessThan(before.interfaces[0]?.rxBytes ?? 0);
	expect(sampleAt(life, 4020).bootId).toBe(after.bootId);
	expect(sampleAt(life, 4200).bootId).not.toBe(after.bootId);
});

it('a kill of the kernel is counted once', () => {
	const life = lifeNamed('pi-main');
	const kills = [380, 394, 399, 500].map(second => sampleAt(life, second).paging?.oomKills ?? 0);
	expect(kills.map(count => count - (kills[0] ?? 0))).toEqual([0, 0, 1, 1]);
});
