import fc from 'fast-check';
import {expect, it} from 'vitest';
import {parseTegrastats} from '../../source/parsers/tegrastats.ts';
import {accelerators} from '../helpers/accelerator-fixture.ts';

const mebibyte = 1024 * 1024;
const [nano = '', agxOrin = '', orinNano = '', jetPack7 = ''] = accelerators('tegrastats.txt');

it('reads a Nano with JetPack 4', () => {
	expect(parseTegrastats(nano)).toEqual({
		value: {
			index: 0,
			name: 'Jetson',
			vendor: 'jetson',
			utilizationFraction: 0.45,
			memoryUtilizationFraction: undefined,
			memoryUsedBytes: 1766 * mebibyte,
			memoryTotalBytes: 3964 * mebibyte,
			temperatureCelsius: 23.5,
			powerWatts: 0.45,
			powerLimitWatts: undefined,
			throttles: [],
		},
		problems: [],
	});
});

it.each([
	[
		'an AGX Orin whose GPU is switched off',
		agxOrin,
		{utilizationFraction: 0, temperatureCelsius: undefined, powerWatts: 2.34},
	],
	[
		'an Orin Nano, whose one rail feeds the processor too',
		orinNano,
		{utilizationFraction: 0.76, temperatureCelsius: 49.1, powerWatts: undefined},
	],
	[
		'JetPack 7',
		jetPack7,
		{utilizationFraction: 0.32, temperatureCelsius: 47.125, powerWatts: 4.385},
	],
	[
		'an AGX Xavier with JetPack 4',
		'RAM 3000/31927MB (lfb 1x4MB) GR3D_FREQ 99%@1377 GPU@35C GPU 12345/9000 CPU 1/1',
		{utilizationFraction: 0.99, temperatureCelsius: 35, powerWatts: 12.345},
	],
	[
		'a line that was cut',
		'RAM 10/20MB (lfb',
		{utilizationFraction: undefined, powerWatts: undefined},
	],
	['a load that cannot be', 'RAM 10/20MB GR3D_FREQ 900%', {utilizationFraction: undefined}],
])('reads %s', (_, line, figures) => {
	expect(parseTegrastats(line)).toMatchObject({value: figures, problems: []});
});

it.each(['', 'Error: cannot open tegra device', 'RAMBO 1/2MB'])('has a problem with %j', line => {
	expect(parseTegrastats(line)).toMatchObject({
		value: undefined,
		problems: [{source: 'tegrastats', line}],
	});
});

it('never throws', () => {
	fc.assert(fc.property(fc.string({unit: 'binary'}), line => void parseTegrastats(line)));
	const piece = fc.constantFrom(
		'RAM ',
		'1/2MB',
		' GR3D_FREQ ',
		'9%',
		'GPU@',
		'-1C',
		'5mW/',
		'GPU ',
	);
	fc.assert(fc.property(fc.array(piece), pieces => void parseTegrastats(pieces.join(''))));
});
