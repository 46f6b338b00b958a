import {describe, expect, test} from 'vitest';
import {historySlices} from '../../source/store/history-slices.ts';
import type {HistoryPoint} from '../../source/store/rings.ts';

const time = {spanMs: 1000, count: 5};
const spacingMs = 180;

function points(...known: ReadonlyArray<readonly [number, number | undefined]>): HistoryPoint[] {
	return known.map(([atMs, value]) => ({atMs, value, spacingMs}));
}

function highs(history: HistoryPoint[]): Array<number | undefined> {
	return historySlices(history, time).map(slice => slice?.high);
}

describe('a history in slices', () => {
	test('holds the least and the most of each slice', () => {
		expect(historySlices(points([810, 3], [850, 9], [990, 5]), time).at(-1)).toEqual({
			...{low: 3, high: 9},
		});
	});

	test('of polls that are further apart than slices keeps the value before between them', () => {
		expect(highs(points([10, 1], [410, 2], [810, 3]))).toEqual([1, 1, 2, 2, 3]);
	});

	test('has a hole where a poll failed, and where nothing came for too long', () => {
		expect(highs(points([10, 1], [210, undefined], [410, 3]))).toEqual([
			...[undefined, undefined, 1, undefined, 3],
		]);
		expect(highs(points([10, 1], [810, 3]))).toEqual([1, undefined, undefined, undefined, 3]);
	});

	test('has no hole where polls were rarer, but where one of the rare ones is missing', () => {
		const rare = points([10, 1], [410, 2]).map(point => ({...point, spacingMs: 400}));
		expect(highs([...rare, ...points([810, 3], [990, 4])])).toEqual([1, 1, 2, 2, 4]);
		const [slow] = rare;
		const faster = points([610, 3], [810, 4], [990, 5]);
		expect(highs(slow === undefined ? [] : [slow, ...faster])).toEqual([1, 1, 1, 3, 5]);
		const fast = points([10, 1], [90, 2]).map(point => ({...point, spacingMs: 80}));
		expect(highs([...fast, {atMs: 810, value: 3, spacingMs: 320}])).toEqual([2, 2, 2, 2, 3]);
		expect(highs([...fast, ...points([810, 3])])).toEqual([2, undefined, undefined, undefined, 3]);
	});

	test('forgets what is older than its span, but what goes on from there', () => {
		expect(highs(points([100, 7], [500, 1], [1900, 2]))).toEqual([
			...[undefined, undefined, undefined, undefined, 2],
		]);
		expect(highs(points([900, 7], [1300, 1], [1700, 2], [1900, 2]))).toEqual([7, 1, 1, 2, 2]);
	});

	test('keeps the bounds of its slices while time goes on', () => {
		const before = points([10, 1], [210, 2], [410, 3], [610, 4], [810, 5]);
		const after = [...before, ...points([990, 6])];
		expect(highs(after).slice(0, -1)).toEqual(highs(before).slice(0, -1));
	});

	test('without a point is all holes', () => {
		expect(highs([])).toEqual(new Array(5).fill(undefined));
	});
});
