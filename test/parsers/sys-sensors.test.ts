import {describe, expect, it} from 'vitest';
import {parseCpuFrequency} from '../../source/parsers/sys-cpufreq.ts';
import {parseHwmon} from '../../source/parsers/sys-hwmon.ts';
import {parseThermalZones} from '../../source/parsers/sys-thermal.ts';
import {fixtureSections} from '../helpers/node-fixture.ts';

const zone = (number: number) => `/sys/class/thermal/thermal_zone${number}`;
const chip = (number: number) => `/sys/class/hwmon/hwmon${number}`;
const policy = (number: number) => `/sys/devices/system/cpu/cpufreq/policy${number}`;

describe('parseThermalZones', () => {
	it('reads a Raspberry Pi', () => {
		const {value} = parseThermalZones(fixtureSections('raspberry-pi'));
		expect(value).toEqual([{sensor: 'thermal_zone-0', celsius: 42.932, zoneType: undefined}]);
	});

	it('numbers the zones that share a type, and only those', () => {
		const sections = new Map([
			[`${zone(0)}/type`, 'acpitz\n'],
			[`${zone(0)}/temp`, '27800\n'],
			[`${zone(1)}/type`, 'acpitz\n'],
			[`${zone(1)}/temp`, '29800\n'],
			[`${zone(2)}/type`, 'x86_pkg_temp\n'],
			[`${zone(2)}/temp`, '61000\n'],
		]);
		const names = parseThermalZones(sections).value.map(({sensor}) => sensor);
		expect(names).toEqual(['acpitz-0', 'acpitz-1', 'x86_pkg_temp']);
	});

	it.each(['-273200', '6553500', 'N/A', '', '48.5'])('takes %j for no temperature', text => {
		expect(parseThermalZones(new Map([[`${zone(0)}/temp`, text]])).value).toEqual([]);
	});
});

describe('parseHwmon', () => {
	it('names each reading by chip and label', () => {
		const {value} = parseHwmon(fixtureSections('ryzen-nvme'));
		expect(value.map(({sensor, celsius}) => [sensor, celsius])).toEqual([
			['nvme Composite', 23.9],
			['nvme Sensor 1', 23.9],
			['k10temp Tctl', 30.5],
			['k10temp Tccd1', 24],
		]);
	});

	it('keeps the names of two drives apart, also while one of them is silent', () => {
		const names = (...inputs: readonly number[]) =>
			parseHwmon(
				new Map([
					[`${chip(0)}/name`, 'nvme\n'],
					[`${chip(5)}/name`, 'nvme\n'],
					...inputs.map((n): [string, string] => [`${chip(n)}/temp1_input`, '40000\n']),
				]),
			).value.map(({sensor}) => sensor);
		expect(names(0, 5)).toEqual(['nvme-0 temp1', 'nvme-5 temp1']);
		expect(names(5)).toEqual(['nvme-5 temp1']);
	});

	it('finds the inputs of old kernels one folder deeper', () => {
		const sections = new Map([
			[`${chip(0)}/device/name`, 'coretemp\n'],
			[`${chip(0)}/device/temp2_label`, 'Core 0\n'],
			[`${chip(0)}/device/temp2_input`, '55000\n'],
		]);
		expect(parseHwmon(sections).value).toMatchObject([{sensor: 'coretemp Core 0', celsius: 55}]);
	});

	it('cuts a label that never ends', () => {
		const sections = new Map([
			[`${chip(0)}/temp1_label`, 'x'.repeat(5000)],
			[`${chip(0)}/temp1_input`, '55000\n'],
		]);
		expect(parseHwmon(sections).value[0]?.sensor.length).toBeLessThan(100);
	});
});

describe('parseCpuFrequency', () => {
	it('reads the folders of old kernels', () => {
		expect(parseCpuFrequency(fixtureSections('raspberry-pi')).value).toBe(1_200_000_000);
	});

	it('weighs big and little cores by their number', () => {
		const sections = new Map([
			[`${policy(0)}/scaling_cur_freq`, '1800000\n'],
			[`${policy(0)}/affected_cpus`, '0 1 2 3\n'],
			[`${policy(4)}/scaling_cur_freq`, '2400000\n'],
			[`${policy(4)}/affected_cpus`, '4 5\n'],
		]);
		expect(parseCpuFrequency(sections).value).toBe(2_000_000_000);
	});

	it('takes <unknown> for what it says', () => {
		const parsed = parseCpuFrequency(new Map([[`${policy(0)}/scaling_cur_freq`, '<unknown>\n']]));
		expect(parsed).toEqual({value: undefined, problems: []});
	});
});
