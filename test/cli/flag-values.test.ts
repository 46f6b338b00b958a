import {expect, it} from 'vitest';
import {choicesOf, isUsageProblem, numberOf} from '../../source/cli/flag-values.ts';
import type {Flags} from '../../source/cli/parse-arguments.ts';

function given(text: string | undefined): Flags {
	return {has: () => text !== undefined, text: () => text, texts: () => []};
}

it.each([
	[undefined, undefined],
	['1', 1],
	['10', 10],
	['2.5', 2.5],
])('%s is the number %s', (text, number) => {
	expect(numberOf(given(text), 'timeout', {least: 1, most: 10})).toBe(number);
});

it.each(['0.9', '10.1', '', '-1', '+1', '1e1', '0x1', '1.', '.5', '1,5', 'NaN', ' 1', '\u0661'])(
	'%j is refused with the bounds',
	text => {
		expect(numberOf(given(text), 'timeout', {least: 1, most: 10})).toEqual({
			usage: `--timeout must be a number from 1 to 10, found ${JSON.stringify(text)}.`,
		});
	},
);

it('where whole numbers are asked for a fraction is refused', () => {
	const bounds = {least: 1, most: 10, whole: true};
	expect(numberOf(given('3'), 'timeout', bounds)).toBe(3);
	expect(isUsageProblem(numberOf(given('3.5'), 'timeout', bounds))).toBe(true);
});

it('choices are given in their own order, and nothing when the flag is not there', () => {
	const choices = ['nodes', 'jobs', 'models'] as const;
	expect(choicesOf(given(undefined), 'only', choices)).toBeUndefined();
	expect(choicesOf(given('models,nodes'), 'only', choices)).toEqual(['nodes', 'models']);
	expect(choicesOf(given('nodes,,jobs'), 'only', choices)).toEqual({
		usage: '--only must be one or more of nodes,jobs,models, found "".',
	});
});
