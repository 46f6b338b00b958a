import {expect, test} from 'vitest';
import type {ConfigProblem} from '../../source/domain/config.ts';
import {frameOf} from '../helpers/frame.tsx';
import {homeRack, stateOf} from '../helpers/home-rack.ts';

const small = {columns: 80, rows: 24};

function rejected(problems: readonly ConfigProblem[]) {
	return {...stateOf(homeRack()), configProblems: problems};
}

const problem: ConfigProblem = {
	...{file: 'config.yaml', line: 3, column: 5},
	...{path: 'nodes[0].host', message: 'is missing'},
};

test('an edit of the configuration that was not taken is told in the line of speech', () => {
	expect(frameOf(rejected([problem]), small).at(-1)).toBe(
		' ▲ config.yaml:3:5: nodes[0].host is missing · the one before it stays',
	);
});

test('of several the first is told, cut to the line, and how many more there are', () => {
	const long = {...problem, message: `is \u001b[31m${'wrong '.repeat(40)}`};
	const last = frameOf(rejected([long, problem, problem]), small).at(-1) ?? '';
	expect(last).toMatch(/ is ␛.*…, and 2 more · the one before it stays$/);
	expect(last.length).toBeLessThanOrEqual(79);
});
