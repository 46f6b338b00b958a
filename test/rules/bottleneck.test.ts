import {expect, it} from 'vitest';
import {judge, noVerdicts, type Verdicts} from '../../source/rules/bottleneck.ts';
import {aGpu, figuresOf} from '../helpers/node-builders.ts';

const between = [
	figuresOf({
		cpu: {loadFraction: 0.78},
		gpus: [aGpu({utilizationFraction: 0.78})],
		memory: {totalBytes: 100, availableBytes: 10},
		pressure: {ioSomeFraction: 0.2},
	}),
];

function boundOf(verdicts: Verdicts): readonly string[] {
	return Object.entries(verdicts).flatMap(([name, {isBound}]) => (isBound ? [name] : []));
}

it.each(['memory', 'gpu', 'cpu', 'io'] as const)(
	'between the two limits only what was bound stays bound: %s',
	name => {
		const before = {...noVerdicts, [name]: {isBound: true, evidence: []}};
		expect(boundOf(judge(between, before))).toEqual([name]);
	},
);

it('between the two limits nothing becomes bound', () => {
	expect(boundOf(judge(between, noVerdicts))).toEqual([]);
});
