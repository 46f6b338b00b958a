import {describe, expect, test} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import {commandWords} from '../../source/rules/command-words.ts';
import type {State} from '../../source/store/state.ts';
import {frameOf, inAscii, inColour, rawFrame} from '../helpers/frame.tsx';
import {aNode, homeRack, quiet, stateOf} from '../helpers/home-rack.ts';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';

const small = {columns: 80, rows: 24};
const large = {columns: 120, rows: 40};
const rack = homeRack();

const line = {
	...({purpose: 'command', text: '', before: ''} as const),
	...{choice: undefined, problem: undefined},
};

function typing(text: string, parts: {choice?: number; problem?: string} = {}): State {
	const {choice, problem} = parts;
	return stateOf(rack, {line: {...line, text, choice, problem}});
}

describe.each([small, large])('at $columns columns', size => {
	test('what could be meant stands under the word, above the line of speech', () => {
		const frame = frameOf(typing('node pi-'), size);
		expect(frame).toHaveLength(size.rows);
		expect(frame.slice(-7)).toEqual([
			'',
			'     › pi-main      ● underutilized',
			'       pi-storage   ✖ no route to host',
			'       pi-worker1   ▲ throttled',
			'       pi-worker2   ● balanced',
			'       pi-worker3   ● idle',
			` :node pi-${' '.repeat(size.columns - 44)}tab takes  enter runs  esc leaves`,
		]);
		expect(frame.slice(0, -7)).toEqual(frameOf(stateOf(rack), size).slice(0, -7));
	});

	test('at most eight words are shown, and the chosen one is among them', () => {
		const frame = frameOf(typing(''), size);
		expect(frame.slice(-10, -7)).toEqual([
			'',
			expect.stringMatching(/^ › node {9}open a node$/),
			expect.stringMatching(/^ {3}why {10}why this state$/),
		]);
		const last = frameOf(typing('', {choice: commandWords.length - 1}), size);
		expect(last.at(-2)).toBe(' › quit         leave');
		expect(last.at(-10)).toBe('');
	});
});

test('what is no command is told with one that would be', () => {
	const frame = frameOf(typing('them', {problem: 'Not a command: them. Try theme'}), small);
	expect(frame.at(-1)).toMatch(/^ :them {43}Not a command: them. Try theme$/);
});

test('where nothing can be completed only the line of speech differs', () => {
	const frame = frameOf(typing('grid '), small);
	expect(frame.slice(0, -1)).toEqual(frameOf(stateOf(rack), small).slice(0, -1));
	expect(frame.at(-1)).toMatch(/^ :grid {2,}enter runs {2}esc leaves$/);
});

test('a name that is too long is cut in its middle, and nothing is wider than the screen', () => {
	const long = 'gpu-'.repeat(15);
	const state = stateOf([aNode(long, quiet)], {line: {...line, text: 'node '}});
	const frame = frameOf(state, small);
	expect(frame.at(-2)).toMatch(/^ {5}› gpu-gpu.*….*-gpu-gpu- {3}● idle$/);
	expect(Math.max(...frame.map(row => row.length))).toBeLessThanOrEqual(80);
});

test('words keep to the shapes that there are, and the chosen one is strong', () => {
	const [row = ''] = frameOf(typing('node gpu-01x'.slice(0, 10)), small, {profile: inAscii}).slice(
		-3,
		-2,
	);
	expect(row).toMatch(/^ {5}> gpu-01 {3}o mixed/);
	const [chosen] = rawFrame(typing('node pi-m'), small, {profile: inColour}).slice(-2, -1);
	expect(chosen).toContain('\u001b[1mpi-main');
});

test('the theme that a person chose is drawn', () => {
	const cursor = 'gpu-01' as NodeName;
	const drawn = (theme: 'mono' | 'light' | undefined) =>
		rawFrame(stateOf(rack, {nodes: {cursor}, theme}), small, {profile: inColour}).join('\n');
	expect(drawn('mono')).not.toContain('\u001b[38');
	expect(drawn('light')).toContain('\u001b[38;2;94;100;108m');
	expect(drawn(undefined)).toContain('\u001b[38;2;154;160;168m');
});

test('nothing that a node is called acts on the terminal where it is proposed', () => {
	for (let first = 0; first < hostileCorpus.length; first += 8) {
		const nodes = hostileCorpus.slice(first, first + 8).map(({text}) => aNode(text, quiet));
		const frame = frameOf(stateOf(nodes, {line: {...line, text: 'node '}}), small);
		expect(frame).toHaveLength(24);
		expect(frame.join('')).not.toMatch(/\p{Cc}|\p{Cf}(?<!\u200d)|\p{Zl}|\p{Zp}/u);
		expect(frame.at(-1)).toMatch(/^ :node {2,}tab takes/);
	}
});
