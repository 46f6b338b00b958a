import {describe, expect, it} from 'vitest';
import type {NodeFigures} from '../../source/domain/node-figures.ts';
import {cpuVerdict} from '../../source/rules/cpu-verdict.ts';
import {aGpu, figuresOf} from '../helpers/node-builders.ts';

function cpu(loadFraction: number | undefined, cpuSomeFraction = 0): NodeFigures {
	return figuresOf({cpu: {loadFraction}, pressure: {cpuSomeFraction}});
}

function fed(core: number, utilizationFraction: number): NodeFigures {
	return figuresOf({
		cpu: {loadFraction: 0.2, perCore: [0.1, core]},
		gpus: [aGpu({utilizationFraction})],
	});
}

describe('a cpu becomes the bottleneck', () => {
	it.each<readonly [string, NodeFigures, boolean]>([
		['at 85% of its time', cpu(0.85), true],
		['not at 84%', cpu(0.84), false],
		['when tasks wait for it and it is busy', cpu(0.6, 0.26), true],
		['not when a quarter waits', cpu(0.6, 0.25), false],
		['not when tasks wait and it is not busy, as under a quota', cpu(0.59, 0.9), false],
		['not when tasks wait and its load is unknown', cpu(undefined, 0.9), false],
		['with one full core beside a gpu that is half fed', fed(0.95, 0.1), true],
		['with one full core beside a gpu at 60%', fed(0.95, 0.6), true],
		['not with a core that is not quite full', fed(0.94, 0.3), false],
		['not with one full core beside an idle gpu', fed(1, 0.09), false],
		['not with one full core beside a busy gpu', fed(1, 0.61), false],
		['not with one full core and no gpu', figuresOf({cpu: {perCore: [1]}}), false],
	])('%s', (_, figures, isBound) => {
		expect(cpuVerdict([figures], false).isBound).toBe(isBound);
	});
});

describe('a cpu stays the bottleneck', () => {
	it.each<readonly [string, NodeFigures, boolean]>([
		['down to 70%', cpu(0.7), true],
		['not at 69%', cpu(0.69), false],
		['while an eighth of the time is waited for, whatever the load', cpu(0.2, 0.13), true],
		['not when less is waited', cpu(0.2, 0.12), false],
	])('%s', (_, figures, isBound) => {
		expect(cpuVerdict([figures], true).isBound).toBe(isBound);
	});
});

it('names all that speaks for it', () => {
	expect(cpuVerdict([cpu(0.9, 0.4)], false).evidence).toEqual([
		{kind: 'cpuLoad', fraction: 0.9},
		{kind: 'cpuPressure', someFraction: 0.4},
	]);
});
