import {expect, it} from 'vitest';
import type {ProcessCounters, ProcessList} from '../../source/domain/process.ts';
import {processFigures} from '../../source/rules/process-figures.ts';

function aProcess(pid: number, parts: Partial<ProcessCounters> = {}): ProcessCounters {
	return {
		...{pid, command: `p${pid}`, user: 'alice', state: 'S', cpuTicks: 0},
		...{startTicks: 1, residentBytes: 0, threads: 1, ...parts},
	};
}

function listAt(uptimeSeconds: number, ...processes: readonly ProcessCounters[]): ProcessList {
	return {uptimeSeconds, processes};
}

it('the first look gives no share, and those with most memory come first', () => {
	const figures = processFigures(
		undefined,
		listAt(10, aProcess(1, {residentBytes: 5}), aProcess(2, {residentBytes: 7})),
	);
	expect(figures.map(({pid, cpuFraction}) => [pid, cpuFraction])).toEqual([
		[2, undefined],
		[1, undefined],
	]);
});

it('the share of a core lies between two looks by the clock of the node', () => {
	const before = listAt(10, aProcess(1), aProcess(2), aProcess(3, {residentBytes: 9}));
	const now = listAt(
		12,
		aProcess(1, {cpuTicks: 50}),
		aProcess(2, {cpuTicks: 800}),
		aProcess(3, {residentBytes: 9}),
	);
	expect(processFigures(before, now).map(({pid, cpuFraction}) => [pid, cpuFraction])).toEqual([
		[2, 4],
		[1, 0.25],
		[3, 0],
	]);
});

it('a process that is new has no share, also under the pid of one that has gone', () => {
	const before = listAt(10, aProcess(1, {cpuTicks: 5}));
	const now = listAt(12, aProcess(1, {cpuTicks: 90, startTicks: 1100}), aProcess(2));
	expect(processFigures(before, now).map(({cpuFraction}) => cpuFraction)).toEqual([
		undefined,
		undefined,
	]);
});

it.each([
	['went backwards', 5],
	['stood still', 10],
	['was not asked for long', 1000],
])('a node whose clock %s shows no shares', (_, uptimeSeconds) => {
	const now = listAt(uptimeSeconds, aProcess(1, {cpuTicks: 90}));
	expect(processFigures(listAt(10, aProcess(1)), now)[0]?.cpuFraction).toBeUndefined();
});

it('of a thousand processes the busiest are kept', () => {
	const all = Array.from({length: 1000}, (_, index) => aProcess(index + 1, {residentBytes: index}));
	const figures = processFigures(undefined, listAt(1, ...all));
	expect(figures).toHaveLength(200);
	expect(figures[0]?.pid).toBe(1000);
});
