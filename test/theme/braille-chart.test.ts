import {describe, expect, test} from 'vitest';
import {brailleChart} from '../../source/theme/braille-chart.ts';
import type {ChartSlot} from '../../source/theme/chart-slot.ts';

function drawn(values: ReadonlyArray<number | undefined>, columns: number, rows = 1): string[] {
	return [...brailleChart(values.map(slotOf), {columns, rows})];
}

function slotOf(value: number | undefined): ChartSlot {
	return value === undefined ? undefined : {low: value, high: value};
}

describe('a chart of dots', () => {
	test('holds two values a cell, the newest at the right edge', () => {
		expect(drawn([0, 0, 0.99, 0.99], 3)).toEqual([' ⣀⠏']);
		expect(drawn([0], 2)).toEqual([' ⢀']);
	});

	test('has nothing at the lowest dot but 0, and at the highest but 1', () => {
		expect(drawn([0, 1 / 3], 1)).toEqual(['⡠']);
		expect(drawn([1 / 3, 2 / 3], 1)).toEqual(['⠔']);
		expect(drawn([2 / 3, 1], 1)).toEqual(['⠊']);
	});

	test('joins a step with a stroke over all its rows', () => {
		expect(drawn([0, 0, 1, 1], 2, 3)).toEqual([' ⡏', ' ⡇', '⣀⠇']);
		expect(drawn([1, 1, 0, 0], 2, 3)).toEqual(['⠉⡆', ' ⡇', ' ⣇']);
	});

	test('leaves a hole where nothing was known, and joins nothing over it', () => {
		expect(drawn([1, undefined, undefined, 0], 2)).toEqual(['⠁⢀']);
	});

	test('keeps what is beyond its scale at its edge, and draws no number that is none', () => {
		expect(drawn([7, -7], 1)).toEqual(['⢱']);
		expect(drawn([Number.NaN, Number.NaN], 1)).toEqual(['⣀']);
	});

	test('draws the last values where there are more than cells', () => {
		expect(drawn([1, 1, 1, 0, 0], 1)).toEqual(['⣀']);
	});

	test('stands for the whole range of a slot', () => {
		const slots = [{low: 0, high: 1}];
		expect(brailleChart(slots, {columns: 1, rows: 2})).toEqual(['⢸', '⢸']);
	});
});
