import {describe, expect, test} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import {colourless, frameOf, inColour, rawFrame} from '../helpers/frame.tsx';
import {aNode, homeRack, quiet, stateOf} from '../helpers/home-rack.ts';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';

const small = {columns: 80, rows: 24};
const rack = homeRack();
const help = {search: '', scroll: 0};

describe('over the body', () => {
	test('help lists the keys of the tab and of everywhere, and how many there are', () => {
		const frame = frameOf(stateOf(rack, {help}), small);
		expect(frame.slice(2, 6)).toEqual([
			' ─── keys ────────────────────────────────────────────── Nodes · type to search',
			'',
			'     IN NODES                              EVERYWHERE',
			expect.stringMatching(/^ {5}enter {3}open the node {17}1 2/),
		]);
		expect(frame.at(-1)).toMatch(/^ esc close .* (\d+) of \1 keys$/);
		expect(frame.at(-3)).toBe('     Capitals other than G change something. They ask first.');
	});

	test('help says where it was opened, and cuts no words', () => {
		const grid = frameOf(stateOf(rack, {help, nodes: {view: 'grid'}}), small);
		expect(grid[2]).toMatch(/─ Grid · type to search$/);
		expect(grid[4]).toMatch(/^ {5}IN GRID /);
		const events = frameOf(stateOf(rack, {help, tab: 'events'}), small);
		expect(events[4]).toMatch(/^ {5}IN EVENTS /);
		expect([...grid, ...events].join('')).not.toContain('…');
		expect(events.join('')).not.toContain('Capitals');
	});

	test('a search in help that finds nothing says so', () => {
		const frame = frameOf(stateOf(rack, {help: {search: 'zzz', scroll: 9}}), small);
		expect(frame[4]).toBe('     No key does "zzz". backspace widens the search.');
		expect(frame.at(-1)).toMatch(/ 0 of \d+ keys$/);
	});

	test('the open detail has it all, and the table comes back', () => {
		const open = {cursor: 'gpu-01' as NodeName, isOpen: true};
		const frame = frameOf(stateOf(rack, {nodes: open}), {columns: 100, rows: 30});
		expect(frame).toHaveLength(30);
		expect(frame[3]).toMatch(/^ ─── gpu-01 ─+ worker · Debian 13 · 32 cores/);
		expect(frame.join('\n')).not.toContain('NODE');
	});
});

describe('the line of speech', () => {
	test('shows what is typed with its caret, and what ends it', () => {
		const line = {
			text: 'gpu>90',
			before: '',
			choice: undefined,
			purpose: 'filterNodes',
			problem: undefined,
		} as const;
		const frame = frameOf(stateOf(rack, {line}), small);
		expect(frame.at(-1)).toBe(
			' /gpu>90                                                enter keeps  esc clears',
		);
	});

	test('says why a filter is none', () => {
		const line = {
			text: 'gpu>',
			before: '',
			choice: undefined,
			purpose: 'filterNodes',
			problem: 'Not a filter: gpu>. Try gpu>90',
		} as const;
		expect(frameOf(stateOf(rack, {line}), small).at(-1)).toBe(
			' /gpu>                                           Not a filter: gpu>. Try gpu>90',
		);
	});

	test('shows the end of a text that is too long, where the caret is', () => {
		const line = {
			text: `${'x'.repeat(200)}end`,
			before: '',
			choice: undefined,
			purpose: 'filterNodes',
			problem: undefined,
		} as const;
		expect(frameOf(stateOf(rack, {line}), small).at(-1)).toMatch(/^ \/…x+end {2,}enter keeps/);
	});
});

describe('a terminal', () => {
	test('that is too small says by how much, in the rows that it has', () => {
		expect(frameOf(stateOf(rack), {columns: 72, rows: 7})).toEqual([
			'',
			'',
			'   clusterdeck needs 80 columns and 24 lines.',
			'   Here are 72 and 7: make it 8 wider and 17 taller.',
			'',
			'   Collecting goes on. q quits.',
			'',
		]);
		expect(frameOf(stateOf(rack), {columns: 20, rows: 3})).toHaveLength(3);
		expect(frameOf(stateOf(rack), {columns: 200, rows: 10}).join('\n')).toContain(
			'make it 14 taller.',
		);
	});

	test('of any size gets just its rows, none wider than it', () => {
		for (const [columns, rows] of [
			[1, 1],
			[80, 24],
			[81, 29],
			[99, 31],
			[119, 39],
			[159, 45],
			[250, 70],
		] as const) {
			const frame = frameOf(stateOf(rack), {columns, rows});
			expect(frame).toHaveLength(rows);
			expect(Math.max(...frame.map(line => line.length))).toBeLessThanOrEqual(columns);
		}
	});

	test('without colour shows the tab and the name under the cursor inverse', () => {
		const state = stateOf(rack, {nodes: {cursor: 'gpu-01' as NodeName}});
		const frame = rawFrame(state, small, {profile: colourless});
		expect(frame[1]).toContain('\u001b[7m1 Nodes');
		expect(frame[5]).toContain('\u001b[7mgpu-01');
		expect(frame.join('')).not.toContain('\u001b[38');
		expect(rawFrame(state, small, {profile: inColour}).join('')).not.toContain('\u001b[7m');
	});
});

test('a paused screen says so', () => {
	expect(frameOf({...stateOf(rack), paused: stateOf(rack)}, small)[1]).toMatch(
		/every 2 s · paused$/,
	);
});

test('of 500 nodes only those on screen are composed', () => {
	let composed = 0;
	const many = Array.from({length: 500}, (_, index) => {
		const node = aNode(`pi-${String(index).padStart(3, '0')}`, quiet);
		// Only a row of the table and the detail read the reasons.
		return Object.defineProperty({...node}, 'healthReasons', {
			enumerable: true,
			get() {
				composed += 1;
				return [];
			},
		});
	});
	const frame = frameOf(stateOf(many, {nodes: {cursor: 'pi-250' as NodeName}}), small);
	expect(frame).toHaveLength(24);
	expect(frame.slice(3, 11).some(line => line.startsWith(' › ● pi-250'))).toBe(true);
	expect(composed).toBeLessThan(20);
});

test('nothing that a node is called or says acts on the terminal or moves a row', () => {
	const nodes = hostileCorpus.map(({text}, index) => {
		const failure = {kind: 'unreachable', where: text, reason: text} as const;
		const node = aNode(text, quiet);
		return index % 2 === 0
			? node
			: {...node, connection: {state: 'backoff', failure, retryAtMs: undefined} as const};
	});
	for (let first = 0; first < nodes.length; first += 8) {
		const some = nodes.slice(first, first + 8);
		const text = some.map(({config}) => config.name).join('');
		const line = {
			text,
			before: '',
			choice: undefined,
			purpose: 'filterNodes',
			problem: some[0]?.config.name,
		} as const;
		const cursor = some.at(-1)?.config.name;
		const frame = frameOf(stateOf(some, {nodes: {cursor, filter: ''}, line}), small);
		expect(frame).toHaveLength(24);
		expect(frame.join('')).not.toMatch(/\p{Cc}|\p{Cf}(?<!\u200d)|\p{Zl}|\p{Zp}/u);
	}
});
