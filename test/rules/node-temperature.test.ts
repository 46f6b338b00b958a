import {expect, it} from 'vitest';
import {nodeTemperature} from '../../source/rules/node-temperature.ts';

it('the hottest sensor of the processor counts', () => {
	const cooler = {sensor: 'coretemp Core 0', celsius: 55};
	const hotter = {sensor: 'coretemp Core 1', celsius: 61};
	expect(nodeTemperature([cooler, hotter])).toEqual(hotter);
	expect(nodeTemperature([hotter, cooler])).toEqual(hotter);
});

it.each([
	'cpu_thermal',
	'cpu-thermal',
	'soc_thermal',
	'x86_pkg_temp',
	'coretemp Package id 0',
	'Package id 0',
	'Core 7',
	'k10temp Tctl',
	'zenpower Tdie',
])('%s is a sensor of the processor', sensor => {
	const drive = {sensor: 'nvme Composite', celsius: 79};
	expect(nodeTemperature([drive, {sensor, celsius: 40}])?.sensor).toBe(sensor);
});

it.each(['acpitz', 'nvme Composite', 'mt7921_phy0', 'iwlwifi_1', 'score 1'])(
	'%s is none',
	sensor => {
		const processor = {sensor: 'cpu_thermal', celsius: 40};
		expect(nodeTemperature([{sensor, celsius: 90}, processor])).toEqual(processor);
	},
);
