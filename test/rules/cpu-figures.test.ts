import {expect, it} from 'vitest';
import {cpuFigures} from '../../source/rules/cpu-figures.ts';
import {aSample, ticks} from '../helpers/node-builders.ts';

function between(before: Parameters<typeof ticks>[0], after: Parameters<typeof ticks>[0]) {
	return cpuFigures(aSample({cpu: ticks(before)}), aSample({cpu: ticks(after)}));
}

it.each(['user', 'nice', 'system', 'irq', 'softirq', 'steal'] as const)('%s time is work', kind => {
	expect(between({}, {[kind]: 25, idle: 50, iowait: 25}).loadFraction).toBe(0.25);
});

it('stolen time is a share of its own', () => {
	expect(between({steal: 5}, {steal: 15, idle: 30}).stealFraction).toBe(0.25);
	expect(between({steal: 5, user: 0}, {steal: 4, user: 40}).stealFraction).toBe(0);
});

it('a state that the system does not tell apart has no share, and takes nothing from the others', () => {
	const untold = {iowait: undefined, irq: undefined, softirq: undefined, steal: undefined};
	expect(between({...untold}, {...untold, user: 25, idle: 75})).toMatchObject({
		loadFraction: 0.25,
		iowaitFraction: undefined,
		stealFraction: undefined,
	});
});

it('an idle count that steps back a little counts as nothing', () => {
	const {loadFraction, iowaitFraction} = between({idle: 100}, {user: 30, idle: 98, iowait: 10});
	expect(loadFraction).toBe(0.75);
	expect(iowaitFraction).toBe(0.25);
});

it('work that steps back is a reset, not an idle cpu', () => {
	expect(between({user: 50}, {user: 10, idle: 100})).toMatchObject({
		loadFraction: undefined,
		iowaitFraction: undefined,
		stealFraction: undefined,
	});
});

it('two samples within one tick tell nothing', () => {
	expect(between({user: 5, idle: 5}, {user: 5, idle: 5}).loadFraction).toBeUndefined();
});

it('the readings of the last sample are passed on', () => {
	const sample = aSample({load: {load1: 1, load5: 5, load15: 15}, frequencyHz: 2.4e9});
	expect(cpuFigures(undefined, sample)).toEqual({
		loadFraction: undefined,
		iowaitFraction: undefined,
		stealFraction: undefined,
		load1: 1,
		load5: 5,
		load15: 15,
		perCore: [],
		frequencyHz: 2.4e9,
	});
});
