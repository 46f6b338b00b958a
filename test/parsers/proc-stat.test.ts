import {describe, expect, it} from 'vitest';
import {parseProcStat} from '../../source/parsers/proc-stat.ts';
import {awkNumbers} from '../helpers/awk.ts';
import {fixtureRoot, readFixture} from '../helpers/node-fixture.ts';

const line = (name: string, ...ticks: readonly number[]) => `${name} ${ticks.join(' ')}\n`;

describe('parseProcStat', () => {
	it('agrees with awk on the capture, all cores and each', () => {
		const file = `${fixtureRoot('debian-12-x86-vm')}/proc/stat`;
		const {cpu, cores} = parseProcStat(readFixture('debian-12-x86-vm', '/proc/stat')).value;
		const states = [cpu, ...cores.map(core => core.ticks)].flatMap(ticks =>
			Object.values(ticks ?? {}),
		);
		expect(states).toEqual(awkNumbers('/^cpu/ {for (i = 2; i <= 9; i++) print $i}', file));
		expect(cores.map(({core}) => core)).toEqual([0, 1]);
	});

	it('counts eight cores in the order of their numbers', () => {
		const {cores} = parseProcStat(readFixture('storage-server', '/proc/stat')).value;
		expect(cores.map(({core}) => core)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
		expect(cores[7]?.ticks.idle).toBe(10_019_709);
	});

	it('knows a kernel that counts no steal', () => {
		const {value, problems} = parseProcStat(readFixture('old-kernel', '/proc/stat'));
		expect(value.cpu).toEqual({
			user: 259_246,
			nice: 7001,
			system: 60_190,
			idle: 34_250_993,
			iowait: 137_517,
			irq: 772,
			softirq: 0,
			steal: undefined,
		});
		expect(problems).toEqual([]);
	});

	it('leaves a gap where cores are offline', () => {
		const text = line('cpu', 9, 9, 9, 9) + line('cpu0', 1, 1, 1, 1) + line('cpu17', 2, 2, 2, 2);
		expect(parseProcStat(text).value.cores.map(({core}) => core)).toEqual([0, 17]);
	});

	it.each([
		['cut off in a core', `${line('cpu', 1, 2, 3, 4, 5)}cpu0 1 2 3 4`, 'cpu0 1 2 3 4'],
		['cut off in the first state', `${line('cpu', 1, 2, 3, 4)}cpu0 1`, 'cpu0 1'],
		['a negative counter', line('cpu0', 1, -2, 3, 4), 'cpu0 1 -2 3 4'],
		['a name that is no core', line('cpux', 1, 2, 3, 4), 'cpux 1 2 3 4'],
		['a core twice', line('cpu0', 1, 2, 3, 4) + line('cpu0', 5, 6, 7, 8), 'cpu0 5 6 7 8'],
	])('names the line and keeps the rest: %s', (_, text, bad) => {
		const {value, problems} = parseProcStat(`${text}\n${line('cpu3', 7, 7, 7, 7, 7)}`);
		expect(problems.map(problem => problem.line)).toEqual([bad]);
		expect(value.cores.at(-1)).toMatchObject({core: 3, ticks: {user: 7}});
	});

	it('keeps a counter beyond 2^53, to the precision of a Number', () => {
		const {value} = parseProcStat('cpu 18446744073709551615 0 0 0\n');
		expect(value.cpu?.user).toBe(2 ** 64);
	});
});
