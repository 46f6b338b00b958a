import {expect, it} from 'vitest';
import {throttleEvidence} from '../../source/rules/throttle.ts';
import {aGpu, figuresOf} from '../helpers/node-builders.ts';

const calm = {
	throttledNow: false,
	underVoltageNow: false,
	throttledSinceBoot: true,
	underVoltageSinceBoot: true,
};
const temperatures = [{sensor: 'cpu_thermal', celsius: 81}];

it('a weak supply slows a Pi down too', () => {
	expect(throttleEvidence(figuresOf({pi: {...calm, underVoltageNow: true}}))).toEqual([
		{kind: 'piThrottled', underVoltage: true},
	]);
	expect(throttleEvidence(figuresOf({pi: {...calm, throttledNow: true}}))).toEqual([
		{kind: 'piThrottled', underVoltage: false},
	]);
});

it('what happened since boot is not now, and heat alone slows nothing', () => {
	expect(throttleEvidence(figuresOf({pi: calm, temperatures}))).toEqual([]);
	expect(throttleEvidence(undefined)).toEqual([]);
});

it('names each card that is slowed, and how hot the node is', () => {
	const gpus = [
		aGpu({throttles: ['power-cap']}),
		aGpu({index: 1, throttles: ['power-cap', 'thermal']}),
	];
	expect(throttleEvidence(figuresOf({gpus, temperatures}))).toEqual([
		{kind: 'gpuThrottled', index: 1},
		{kind: 'highestTemperature', celsius: 81},
	]);
});
