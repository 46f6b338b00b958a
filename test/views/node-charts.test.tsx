import {describe, expect, test} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import {chartLines} from '../../source/components/chart-lines.ts';
import {nodeCharts} from '../../source/views/node-charts.ts';
import {colourless, frameOf, textOf} from '../helpers/frame.tsx';
import {aNode, atMs, homeRack, quiet, stateOf} from '../helpers/home-rack.ts';
import {figuresOf} from '../helpers/node-builders.ts';

const small = {columns: 80, rows: 24};
const node = 'pi-1' as NodeName;
const network = [{interface: 'eth0', rxBytesPerSecond: 1, txBytesPerSecond: 1, faultsPerSecond: 0}];

describe('the charts', () => {
	test('scale to what they draw, whatever came before', () => {
		const points = Array.from({length: 40}, (_, index) => ({
			atMs: index,
			value: index < 4 ? 9e9 : 3000,
		}));
		const wish = {node, figures: figuresOf({network}), count: 6, isNarrow: false};
		const charts = nodeCharts(wish, () => points, colourless.glyphs);
		const rx = charts.find(({name}) => name === 'net ↓');
		expect(rx).toMatchObject({scale: {from: 0, to: 4000}, lastText: '3.0 kB/s'});
		expect(rx?.values).toHaveLength(36);
	});

	test('that are not drawn are not read', () => {
		const asked: string[] = [];
		frameOf(stateOf(homeRack(), {nodes: {cursor: 'gpu-01' as NodeName}}), small, {
			history: (_, name) => {
				asked.push(name);
				return [];
			},
		});
		expect([...new Set(asked)]).toEqual(['cpu', 'gpu']);
	});

	test('stand still while the screen is paused', () => {
		const state = stateOf([aNode('pi-1', quiet), aNode('pi-2', quiet)]);
		const before = {atMs: atMs - 1, value: 0.25};
		const after = {atMs: atMs + 500, value: 0.75};
		const cpuText = (parts: Partial<typeof state>): string | undefined =>
			frameOf({...state, ...parts}, small, {history: () => [before, after]}).find(line =>
				line.startsWith('     cpu  '),
			);
		expect(cpuText({})).toMatch(/^ {5}cpu +75% /);
		expect(cpuText({paused: state})).toMatch(/^ {5}cpu +25% /);
	});

	test.each([
		['no sensor here', {}],
		['no data yet', {network}],
	])('say %s of a node that tells %j of its network', (words, parts) => {
		const wish = {node, figures: figuresOf(parts), count: 6, isNarrow: false};
		const rx = nodeCharts(wish, () => [], colourless.glyphs).filter(({name}) => name === 'net ↓');
		const [, picture] = chartLines(rx, 80, colourless.glyphs).map(textOf);
		expect(picture?.trim()).toBe(words);
	});
});
