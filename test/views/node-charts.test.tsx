import {describe, expect, test} from 'vitest';
import {chartLines} from '../../source/components/chart-lines.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import {nodeCharts, sinceText} from '../../source/views/node-charts.ts';
import {colourless, frameOf, onConsole, textOf} from '../helpers/frame.tsx';
import {aNode, atMs, homeRack, quiet, stateOf} from '../helpers/home-rack.ts';
import {figuresOf} from '../helpers/node-builders.ts';

const small = {columns: 80, rows: 24};
const node = 'pi-1' as NodeName;
const network = [{interface: 'eth0', rxBytesPerSecond: 1, txBytesPerSecond: 1, faultsPerSecond: 0}];

describe('the charts', () => {
	test.each([
		['in dots, two samples a cell', colourless, 72],
		['in strokes, one a cell', onConsole, 36],
	])('%s scale to what they draw, whatever came before', (_words, {glyphs}, count) => {
		const wish = {node, figures: figuresOf({network}), count: 6, isNarrow: false};
		const rxWith = (peaks: number) => {
			const points = Array.from({length: 90}, (_, index) => ({
				atMs: index,
				value: index < peaks ? 9e9 : 3000,
				spacingMs: 2000,
			}));
			return nodeCharts(wish, () => points, glyphs).find(({name}) => name === 'net ↓');
		};
		const rx = rxWith(90 - count);
		expect(rx).toMatchObject({scale: {from: 0, to: 4000}, lastText: '3.0 kB/s'});
		expect(rx?.values).toHaveLength(count);
		expect(rxWith(90 - count + 1)?.scale.to).toBe(1e10);
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

	test('say how long ago their left edge is, and the truth where polls were late', () => {
		const {glyphs} = colourless;
		const points = (everyMs: number) =>
			Array.from({length: 80}, (_, index) => ({
				atMs: (index - 80) * everyMs,
				value: 1,
				spacingMs: everyMs,
			}));
		const time = {intervalMs: 2000, atMs: 0};
		expect(sinceText({...time, points: []}, glyphs)).toBe('2 m 24 s ago');
		expect(sinceText({...time, points: points(2001)}, glyphs)).toBe('2 m 24 s ago');
		expect(sinceText({...time, points: points(4000)}, glyphs)).toBe('4 m 48 s ago');
		expect(sinceText({...time, points: []}, onConsole.glyphs)).toBe('1 m 12 s ago');
	});

	test('count the samples that a rate still needs', () => {
		const wish = {node, figures: figuresOf({network}), count: 6, isNarrow: false};
		const [cpu] = nodeCharts(
			wish,
			() => [{atMs: 1, value: undefined, spacingMs: 2000}],
			colourless.glyphs,
		);
		expect(cpu?.emptyText).toBe('1 sample to go');
	});

	test('stand still while the screen is paused', () => {
		const state = stateOf([aNode('pi-1', quiet), aNode('pi-2', quiet)]);
		const before = {atMs: atMs - 1, value: 0.25, spacingMs: 2000};
		const after = {atMs: atMs + 500, value: 0.75, spacingMs: 2000};
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
		const place = {columns: 80, rows: 1, glyphs: colourless.glyphs, sinceText: undefined};
		const [, picture] = chartLines(rx, place).map(textOf);
		expect(picture?.trim()).toBe(words);
	});
});
