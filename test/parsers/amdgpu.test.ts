import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parseAmdGpus} from '../../source/parsers/amdgpu.ts';
import {parseNodeSample} from '../../source/parsers/node-sample.ts';
import {fixtureSections} from '../helpers/node-fixture.ts';

const sections = fixtureSections('amdgpu-rdna3');
const device = '/sys/class/drm/card1/device';

describe('a card of AMD', () => {
	it('is read whole', () => {
		const {value, problems} = parseAmdGpus(sections);
		expect(problems).toEqual([]);
		expect(value.gpus).toEqual([
			{
				index: 0,
				name: 'AMD GPU 0x744c',
				vendor: 'amd',
				utilizationFraction: 0.37,
				memoryUtilizationFraction: 0.04,
				memoryUsedBytes: 8_123_187_200,
				memoryTotalBytes: 25_753_026_560,
				temperatureCelsius: 52,
				powerWatts: 115,
				powerLimitWatts: 327,
				throttles: [],
			},
		]);
	});

	it('has the name that it tells', () => {
		expect(cardOf([`${device}/product_name`, 'AMD Instinct MI210\n']).name).toBe(
			'AMD Instinct MI210',
		);
	});

	it('gives its momentary power where it has no average', () => {
		const with115 = new Map(sections);
		with115.delete(`${device}/hwmon/hwmon3/power1_average`);
		with115.set(`${device}/hwmon/hwmon3/power1_input`, '31000000\n');
		expect(parseAmdGpus(with115).value.gpus[0]?.powerWatts).toBe(31);
	});

	it.each([
		['gpu_busy_percent', '101', 'utilizationFraction'],
		['gpu_busy_percent', '65535', 'utilizationFraction'],
		['mem_info_vram_used', 'N/A', 'memoryUsedBytes'],
		['hwmon/hwmon3/power1_average', '-1', 'powerWatts'],
		['hwmon/hwmon3/temp1_input', '-273000', 'temperatureCelsius'],
	])('whose %s is %s keeps the rest', (file, text, field) => {
		const path = `${device}/${file}`;
		const parsed = parseAmdGpus(new Map([...sections, [path, text]]));
		expect(parsed.value.gpus[0]).toMatchObject({[field]: undefined, powerLimitWatts: 327});
		expect(parsed.problems).toMatchObject([{source: path, line: text}]);
	});

	it('is numbered by its card, and others are left out', () => {
		const drm = '/sys/class/drm';
		const {gpus} = parseAmdGpus(
			new Map([
				[`${drm}/card10/device/vendor`, '0x1002\n'],
				[`${drm}/card10/device/device`, '0x1\n'],
				[`${drm}/card2/device/vendor`, '0x1002\n'],
				[`${drm}/card0/device/vendor`, '0x10de\n'],
				[`${drm}/card0/device/gpu_busy_percent`, '5\n'],
				[`${drm}/card2-DP-1/device/vendor`, '0x1002\n'],
			]),
		).value;
		expect(gpus.map(({index, name}) => [index, name])).toEqual([
			[0, 'AMD GPU'],
			[1, 'AMD GPU 0x1'],
		]);
	});

	it('never makes the parser throw', () => {
		const paths = fc.constantFrom(...sections.keys());
		fc.assert(
			fc.property(paths, fc.string({unit: 'binary'}), (path, text) => {
				parseAmdGpus(new Map([...sections, [path, text]]));
			}),
		);
	});
});

describe('a sample of a node with such a card', () => {
	it('shows its temperature with the GPU alone, and the processor as the node', () => {
		const {gpus, temperatures, problems} = parseNodeSample(sections);
		expect(problems).toEqual([]);
		expect(gpus).toHaveLength(1);
		expect(temperatures).toEqual([{sensor: 'k10temp Tctl', celsius: 45.5}]);
	});

	it('keeps the sensor where the card itself tells no temperature', () => {
		const without = new Map(sections);
		without.delete(`${device}/hwmon/hwmon3/temp1_input`);
		expect(parseNodeSample(without).temperatures.map(({sensor}) => sensor)).toContain(
			'amdgpu edge',
		);
	});

	it('has the voltage alarm of a Pi', () => {
		const chip = '/sys/class/hwmon/hwmon1';
		const pi = new Map([
			[`${chip}/name`, 'rpi_volt\n'],
			[`${chip}/in0_lcrit_alarm`, '1\n'],
		]);
		expect(parseNodeSample(pi).pi).toMatchObject({underVoltageNow: true, throttledNow: undefined});
	});
});

function cardOf(file: [string, string]) {
	const [gpu] = parseAmdGpus(new Map([...sections, file])).value.gpus;
	if (gpu === undefined) {
		throw new Error('no card');
	}

	return gpu;
}
