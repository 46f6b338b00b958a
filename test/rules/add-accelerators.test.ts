import {describe, expect, it} from 'vitest';
import type {Gpu} from '../../source/domain/gpu.ts';
import type {PiThrottling} from '../../source/domain/node-sample.ts';
import {addAccelerators} from '../../source/rules/add-accelerators.ts';
import {retryToolAfterMs} from '../../source/rules/retry-tool.ts';
import {aSample} from '../helpers/node-builders.ts';

const nothing = {gpus: [], pi: undefined, problems: []};

describe('a sample with what programs tell', () => {
	it('gives no two GPUs one number, and those of nvidia-smi their own', () => {
		const sample = aSample({gpus: [aGpu(0, 'amd'), aGpu(1, 'amd')]});
		const {gpus} = addAccelerators(sample, {...nothing, gpus: [aGpu(1, 'nvidia')]});
		expect(gpus.map(({index, vendor}) => [index, vendor])).toEqual([
			[1, 'nvidia'],
			[2, 'amd'],
			[3, 'amd'],
		]);
	});

	it('is as it was where they tell nothing', () => {
		const sample = aSample({gpus: [aGpu(0, 'amd')]});
		expect(addAccelerators(sample, nothing)).toEqual(sample);
	});

	it('believes the firmware of a Pi before its kernel', () => {
		const kernel: PiThrottling = {
			throttledNow: undefined,
			underVoltageNow: true,
			throttledSinceBoot: undefined,
			underVoltageSinceBoot: undefined,
		};
		const firmware = {...kernel, throttledNow: true};
		const sample = aSample({pi: kernel});
		expect(addAccelerators(sample, {...nothing, pi: firmware}).pi).toBe(firmware);
		expect(addAccelerators(sample, nothing).pi).toBe(kernel);
	});

	it('has the problems of both', () => {
		const [one, other] = ['one', 'other'].map(source => ({source, line: '', reason: ''}));
		const sample = aSample({problems: one === undefined ? [] : [one]});
		const problems = other === undefined ? [] : [other];
		expect(addAccelerators(sample, {...nothing, problems}).problems).toEqual([one, other]);
	});
});

it('a tool that fails is left alone for 10 s, and at last for 10 min', () => {
	expect([1, 2, 3, 7, 1000].map(retryToolAfterMs)).toEqual([
		10_000, 20_000, 40_000, 600_000, 600_000,
	]);
});

function aGpu(index: number, vendor: Gpu['vendor']): Gpu {
	return {
		index,
		name: `${vendor} ${index}`,
		vendor,
		utilizationFraction: undefined,
		memoryUtilizationFraction: undefined,
		memoryUsedBytes: undefined,
		memoryTotalBytes: undefined,
		temperatureCelsius: undefined,
		powerWatts: undefined,
		powerLimitWatts: undefined,
		throttles: [],
	};
}
