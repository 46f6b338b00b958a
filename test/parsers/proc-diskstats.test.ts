import {describe, expect, it} from 'vitest';
import {parseProcDiskstats} from '../../source/parsers/proc-diskstats.ts';
import {awkNumbers} from '../helpers/awk.ts';
import {fixtureRoot, readFixture} from '../helpers/node-fixture.ts';

describe('parseProcDiskstats', () => {
	it.each(['debian-12-x86-vm', 'storage-server'])('agrees with awk on %s', name => {
		const {value, problems} = parseProcDiskstats(readFixture(name, '/proc/diskstats'));
		const expected = awkNumbers(
			'{print $4, $6, $7, $8, $10, $11, $12, $13, $14}',
			`${fixtureRoot(name)}/proc/diskstats`,
		);
		expect(problems).toEqual([]);
		expect(value.flatMap(({device: _, ...counters}) => Object.values(counters))).toEqual(expected);
	});

	it('skips the partitions of Linux 2.6, which count no time, without a complaint', () => {
		const {value, problems} = parseProcDiskstats(readFixture('old-kernel', '/proc/diskstats'));
		expect(problems).toEqual([]);
		expect(value).toMatchObject([{device: 'hda', busyMs: 3_376_340, weightedMs: 23_705_160}]);
	});

	it.each([
		['cut off', '8 0 sda 1 2 3 4 5'],
		['a negative queue', '8 0 sdb 1 2 3 4 5 6 7 8 -1 10 11'],
		['letters', '8 0 sdc a b c d e f g h i j k'],
		['no device number', 'x y sdd 1 2 3 4 5 6 7 8 9 10 11'],
	])('names the line and keeps the rest: %s', (_, bad) => {
		const {value, problems} = parseProcDiskstats(`${bad}\n8 0 sde 1 2 3 4 5 6 7 8 9 10 11\n`);
		expect(problems.map(({line}) => line)).toEqual([bad]);
		expect(value.map(({device}) => device)).toEqual(['sde']);
	});

	it('passes over a device that is not wanted, whatever stands behind its name', () => {
		const text = '7 0 loop0 cut off\n   8 0 sda 1 2 3 4 5 6 7 8 9 10 11\n';
		const {value, problems} = parseProcDiskstats(text, device => device !== 'loop0');
		expect(problems).toEqual([]);
		expect(value.map(({device}) => device)).toEqual(['sda']);
	});

	it('names at most twenty lines, each cut to 200 characters', () => {
		const {problems} = parseProcDiskstats(`${'x'.repeat(500)}\n`.repeat(50));
		expect(problems).toHaveLength(20);
		expect(problems[0]?.line).toHaveLength(200);
	});
});
