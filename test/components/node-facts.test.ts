import {describe, expect, test} from 'vitest';
import {type Fact, factColumns, factLines} from '../../source/components/fact-columns.ts';
import {nodeFacts} from '../../source/components/node-facts.ts';
import {clean, safe} from '../../source/theme/safe.ts';
import {colourless, inAscii, textOf} from '../helpers/frame.tsx';
import {figuresOf} from '../helpers/node-builders.ts';

const network = [
	{interface: 'eth0', rxBytesPerSecond: 1.2e6, txBytesPerSecond: 240e3, faultsPerSecond: 0},
];

function networkLine(columnCount: number, {glyphs}: typeof inAscii): string {
	const columns = factColumns(columnCount);
	const node = {
		figures: figuresOf({network}),
		filesystems: [],
		reasons: [],
		link: undefined,
		system: undefined,
		slurm: undefined,
		ollama: undefined,
	};
	const {right} = nodeFacts(node, columns, glyphs);
	const lines = factLines({left: [], right}, {columns, rows: 9, glyphs}).map(textOf);
	return lines.find(line => line.includes('eth0')) ?? '';
}

describe('facts', () => {
	test('of a network keep both directions whole in ascii, and leave the margin free', () => {
		expect(networkLine(80, inAscii).trim()).toBe('eth0      1.2 MB/s i  240 kB/s o');
		expect(networkLine(84, inAscii).trim()).toBe('eth0      1.2 MB/s in  240 kB/s out');
		expect(networkLine(80, colourless).trim()).toBe('eth0      1.2 MB/s ↓  240 kB/s ↑');
		for (const columns of [80, 81, 82, 83, 84, 99, 119, 120]) {
			expect(networkLine(columns, inAscii).length).toBeLessThan(columns);
		}
	});

	test('that are too long are cut where their column ends', () => {
		const fact: Fact = {
			label: safe`load`,
			rank: 1,
			pieces: [{text: clean('x'.repeat(30))}, {text: clean('y'.repeat(30))}],
		};
		const place = {columns: factColumns(80), rows: 1, glyphs: colourless.glyphs};
		const [line] = factLines({left: [fact], right: [fact]}, place);
		expect(line && textOf(line)).toBe(
			`     load   ${'x'.repeat(30)}y…  load      ${'x'.repeat(22)}…`,
		);
	});
});
