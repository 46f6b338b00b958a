import {describe, expect, test} from 'vitest';
import type {LabelName} from '../../source/domain/label.ts';
import {chartedSeries, seriesBeside, seriesOf} from '../../source/store/charted-series.ts';
import {initialScreen} from '../../source/store/screen-state.ts';
import {aNode, quiet} from '../helpers/home-rack.ts';

const {nodes} = initialScreen;

function labelled(label: LabelName, parts: Partial<typeof quiet> = {}) {
	return aNode('pi-1', {...quiet, label, ...parts});
}

describe('the large chart', () => {
	test.each([
		['gpu-bound', 'gpu'],
		['mixed-cpu-io', 'cpu'],
		['io-bound', 'diskRead'],
		['memory-pressure', 'memory'],
		['throttled', 'temperature'],
		['idle', 'gpu'],
	] as const)('of a node that is %s shows %s', (label, series) => {
		expect(chartedSeries(labelled(label, {gpu: 0.1}), nodes)).toBe(series);
	});

	test('of a calm node shows what its health is about, else its cpu', () => {
		const over = {severity: 'warning', value: 1, limit: 0, subject: 'cpu'} as const;
		const hot = labelled('idle', {reasons: [{measure: 'temperature', ...over}]});
		expect(chartedSeries(hot, nodes)).toBe('temperature');
		expect(chartedSeries(labelled('idle'), nodes)).toBe('cpu');
	});

	test('shows what was chosen, where the node has it', () => {
		const chosen = {...nodes, series: 'gpu'} as const;
		expect(chartedSeries(labelled('idle', {gpu: 0.1}), chosen)).toBe('gpu');
		expect(chartedSeries(labelled('idle'), chosen)).toBe('cpu');
	});

	test('goes round through all that the node has', () => {
		const node = labelled('idle');
		expect(seriesOf(node)).not.toContain('gpu');
		expect(seriesBeside(node, nodes, -1)).toBe('diskWrite');
		expect(seriesBeside(node, {...nodes, series: 'diskWrite'}, 1)).toBe('cpu');
	});
});
