import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Gpu} from '../../source/domain/gpu.ts';
import {nvidiaQueries, parseNvidiaLine} from '../../source/parsers/nvidia-smi.ts';
import {accelerators} from '../helpers/accelerator-fixture.ts';

const [newest = [], older = [], , smallest = []] = nvidiaQueries;
const mebibyte = 1024 * 1024;

describe('a line of figures', () => {
	it('becomes a GPU, in bytes and fractions', () => {
		expect(gpuOf(line(0))).toEqual({
			index: 0,
			name: 'NVIDIA GeForce RTX 4090',
			vendor: 'nvidia',
			utilizationFraction: 0.98,
			memoryUtilizationFraction: 0.61,
			memoryUsedBytes: 20_480 * mebibyte,
			memoryTotalBytes: 24_564 * mebibyte,
			temperatureCelsius: 71,
			powerWatts: 412.31,
			powerLimitWatts: 450,
			throttles: ['power-cap'],
		});
		expect(parseNvidiaLine(line(0), newest)).toMatchObject({count: 4, problems: []});
	});

	it('of a card with MIG has no utilisation, also where a zero stands for it', () => {
		const unknown = {utilizationFraction: undefined, memoryUtilizationFraction: undefined};
		expect(gpuOf(line(1))).toMatchObject({...unknown, temperatureCelsius: 33});
		expect(gpuOf(line(1).replaceAll('[N/A]', '0'))).toMatchObject(unknown);
	});

	it('leaves out what the card does not have, without a complaint', () => {
		const parsed = parseNvidiaLine(line(2), newest);
		expect(parsed).toMatchObject({
			problems: [],
			gpu: {powerWatts: undefined, powerLimitWatts: undefined, utilizationFraction: 0.12},
		});
	});

	it('of a lost card is a GPU without figures, and one problem', () => {
		const parsed = parseNvidiaLine(line(3), newest);
		expect(parsed).toMatchObject({
			gpu: {index: 3, name: 'NVIDIA GPU', temperatureCelsius: undefined, throttles: []},
			problems: [{source: 'nvidia-smi', line: line(3), reason: expect.stringContaining('lost')}],
		});
		expect(parsed.problems).toHaveLength(1);
	});

	it.each([
		['0x0000000000000000', []],
		['0x0000000000000001', []],
		['0x0000000000000102', []],
		['0x0000000000000004', ['power-cap']],
		['0x0000000000000008', ['hardware-slowdown']],
		['0x0000000000000020', ['thermal']],
		['0x0000000000000048', ['hardware-slowdown', 'thermal']],
		['0x0000000000000088', ['hardware-slowdown', 'power-brake']],
		['0xffffffffffffffff', ['power-cap', 'hardware-slowdown', 'thermal', 'power-brake']],
		['Not Active', []],
		['[N/A]', []],
	])('with the reasons %s is slowed down by %j', (bits, throttles) => {
		expect(gpuOf(line(0).replace('0x0000000000000004', bits)).throttles).toEqual(throttles);
	});

	it('may hold a name with commas', () => {
		const named = line(0).replace('NVIDIA GeForce RTX 4090', 'Quadro K600, rev. 2, OEM');
		expect(gpuOf(named).name).toBe('Quadro K600, rev. 2, OEM');
	});

	it('is read by the names of older drivers, and by the few of the oldest', () => {
		expect(gpuOf(line(0), older).throttles).toEqual(['power-cap']);
		expect(gpuOf('0, 1, 5, 100, 200, 41, Tesla K80', smallest)).toMatchObject({
			utilizationFraction: 0.05,
			temperatureCelsius: 41,
			powerWatts: undefined,
			throttles: [],
			name: 'Tesla K80',
		});
	});

	it.each([
		['[N/A]', 0],
		['N/A', 0],
		['[Not Supported]', 0],
		['[Unknown Error]', 1],
		['[GPU requires reset]', 1],
		['ERR!', 1],
		['101', 1],
		['-1', 1],
		['', 1],
		['1e9', 1],
		['98 %', 1],
	])('with the utilisation %j knows none and has %i problems', (text, problems) => {
		const parsed = parseNvidiaLine(line(0).replace(' 98,', ` ${text},`), newest);
		expect(parsed).toMatchObject({kind: 'gpu', gpu: {utilizationFraction: undefined}});
		expect(parsed.problems).toHaveLength(problems);
	});
});

describe('what is no line of figures', () => {
	it('asks for less where a field is not known', () => {
		const words = 'Field "clocks_event_reasons.active" is not a valid field to query.';
		expect(parseNvidiaLine(words, newest)).toEqual({kind: 'unknownField', problems: []});
	});

	it.each(
		[
			'finds no GPU',
			'modprobe nvidia',
			'reboot the node',
			'this user may not ask the driver',
			'the driver does not answer',
			'until it is reset or the node is rebooted',
			'until it is reset or the node is rebooted',
		].map((meaning, index) => [accelerators('nvidia-smi-sentences.txt')[index] ?? '', meaning]),
	)('%s: %s', (sentence, meaning) => {
		expect(parseNvidiaLine(sentence, newest)).toMatchObject({
			kind: 'sentence',
			problems: [{source: 'nvidia-smi', line: sentence, reason: expect.stringContaining(meaning)}],
		});
	});

	it.each(['0, 4, 98', 'index, count', '-1, 4', '999999, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, x'])(
		'is a problem: %s',
		text => {
			expect(parseNvidiaLine(text, newest)).toMatchObject({kind: 'sentence', problems: [{}]});
		},
	);

	it('never throws, and never says what cannot be', () => {
		const field = fc.oneof(
			fc.string(),
			fc.constantFrom('[N/A]', '0x4', '12', '1e400', '99999999999'),
		);
		fc.assert(
			fc.property(fc.nat(300), fc.array(field, {minLength: 10, maxLength: 14}), (index, fields) => {
				const parsed = parseNvidiaLine([index, ...fields].join(', '), newest);
				if (parsed.kind === 'gpu') {
					const {utilizationFraction = 0, temperatureCelsius = 0} = parsed.gpu;
					expect(utilizationFraction >= 0 && utilizationFraction <= 1).toBe(true);
					expect(temperatureCelsius >= 0 && temperatureCelsius <= 200).toBe(true);
				}
			}),
		);
		fc.assert(fc.property(fc.string({unit: 'binary'}), text => void parseNvidiaLine(text, newest)));
	});
});

function line(index: number): string {
	return accelerators('nvidia-smi.csv')[index] ?? '';
}

function gpuOf(text: string, query = newest): Gpu {
	const parsed = parseNvidiaLine(text, query);
	if (parsed.kind !== 'gpu') {
		throw new Error(`no GPU: ${text}`);
	}

	return parsed.gpu;
}
