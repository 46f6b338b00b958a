import {describe, expect, it} from 'vitest';
import {parseProcNetDev} from '../../source/parsers/proc-net-dev.ts';
import {awkNumbers} from '../helpers/awk.ts';
import {fixtureRoot, readFixture} from '../helpers/node-fixture.ts';

const sixteen = '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16';

describe('parseProcNetDev', () => {
	it('agrees with awk on the capture', () => {
		const {value} = parseProcNetDev(readFixture('debian-12-x86-vm', '/proc/net/dev'));
		const expected = awkNumbers(
			'NR > 2 {print $2, $3, $4, $5, $10, $11, $12, $13}',
			`${fixtureRoot('debian-12-x86-vm')}/proc/net/dev`,
		);
		expect(value.map(counters => counters.interface)).toEqual(['lo', 'ifb0', 'ifb1', 'eth0']);
		expect(value.flatMap(({interface: _, ...counters}) => Object.values(counters))).toEqual(
			expected,
		);
	});

	it('reads the old form without a space after the colon', () => {
		const {value, problems} = parseProcNetDev(readFixture('old-kernel', '/proc/net/dev'));
		expect(problems).toEqual([]);
		expect(value[1]).toMatchObject({interface: 'ppp0', rxBytes: 15_475_140, rxErrors: 410});
	});

	it('ends a name at the last colon', () => {
		expect(parseProcNetDev(`eth0:1: ${sixteen}`).value[0]).toMatchObject({
			interface: 'eth0:1',
			rxBytes: 1,
			txBytes: 9,
		});
	});

	it.each([
		['cut off', 'eth0: 1 2 3'],
		['without a name', `: ${sixteen}`],
		['without a colon', `eth0 ${sixteen}`],
		['a negative counter', `eth0: -${sixteen}`],
	])('names the line and keeps the rest: %s', (_, bad) => {
		const {value, problems} = parseProcNetDev(`${bad}\nwlan0: ${sixteen}\n`);
		expect(problems.map(({line}) => line)).toEqual([bad]);
		expect(value.map(counters => counters.interface)).toEqual(['wlan0']);
	});

	it('passes over an interface that is not wanted, whatever stands behind its name', () => {
		const text = `  veth0: cut off\neth0:1: ${sixteen}\n`;
		const {value, problems} = parseProcNetDev(text, name => name !== 'veth0');
		expect(problems).toEqual([]);
		expect(value.map(counters => counters.interface)).toEqual(['eth0:1']);
	});
});
