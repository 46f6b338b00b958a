import {describe, expect, it} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import type {ScreenState} from '../../source/store/screen-state.ts';
import type {NodeState} from '../../source/store/state.ts';
import {
	colourless,
	frameOf,
	inAscii,
	inColour,
	onConsole,
	rawFrame,
	stripSgr,
} from '../helpers/frame.tsx';
import {nodeInGrid} from '../../source/views/grid-picture.ts';
import {gridRack} from '../helpers/grid-rack.ts';
import {aNode, quiet, stateOf} from '../helpers/home-rack.ts';

const wide = {columns: 120, rows: 40};
const small = {columns: 80, rows: 24};
const large = {columns: 200, rows: 50};
type NodesParts = Partial<ScreenState['nodes']>;

const gridOf = (nodes: readonly NodeState[], parts: NodesParts = {}) =>
	stateOf(nodes, {nodes: {view: 'grid', ...parts}});
const named = (name: string): NodeName => name as NodeName;

it('draws one cell a node, tens apart, kinds of names apart, and what needs a hand below', () => {
	const state = gridOf(gridRack(), {cursor: named('pi-023')});
	expect(frameOf(state, wide).slice(2, 25)).toMatchInlineSnapshot(`
		[
		  "",
		  "     CPU           ▁ 0%  ▄ 50%  █ 100%   ▲ warning  ✖ down  ○ unknown                                              MEAN",
		  "",
		  "     pi-001        ▁ ▃ ▆ ▁ ▄ ▇ ▂ ▅ █ ▃    ▆ ▁ ▄ ▇ ▂ ▅ █ ▃ ▆ ▁    ▄ ▇[▂]▅ █ ▃ ▅ █ ▃ ▆    ▁ ▄ ▇ ▂ ▅ █ ▃ ▆ ▁ ▄         49%",
		  "     pi-041        ▇ ▂ ▅ █ ▃ ▆ ▁ ▄ ▇ ▂    ▅ ▇ ▂ ▅ █ ▃ ▆ ▲ ▄ ▇    ▂ ▅ █ ▃ ▆ ▁ ▄ ▇ ▂ ▅    █ ▃ ▆ ▁ ▄ ▇ ▁ ▄ ▇ ▂         49%",
		  "     pi-081        ▅ █ ▃ ▆ ▁ ▄ ▇ ▂ ▅ █    ▃ ▆ ▁ ▄ ▇ ▂ ▅ █ ▃ ▆    ▁ ▃ ▆ ▁ ▄ ▇ ▂ ▅ █ ▃    ▆ ▁ ▄ ▇ ▂ ▅ █ ▃ ▆ ▁         49%",
		  "     pi-121        ▄ ▇ ▂ ▅ █ ▃ ▅ █ ▃ ▆    ▁ ▄ ▇ ▂ ▅ █ ▃ ▆ ▁ ▲    ▇ ▂ ▅ █ ▃ ▆ ▁ ▄ ▇ ▂    ▅ ▇ ▂ ▅ ○ ▃ ▆ ▁ ▄ ▇         51%",
		  "",
		  "     gpu-001       ▂ ▅ █ ▃ ▆ ▁ ▄ ▇ ▲ ▅    █ ▃ ▆ ▁ ▄ ▇ ▁ ▄ ▇ ▂    ▅ █ ▃ ▆ ▁ ▄ ▇ ▂ ▅ ✖    ▃ ▆                         48%",
		  "",
		  "     login-1       ▁ ▄ ▇ ▂ ▲ █ ▃ ▆                                                                                  46%",
		  "",
		  "     NODE           CPU              MEM              GPU              TEMP  DISK     NET ↓         ↑  STATE",
		  "   ✖ gpu-030       no route to host · last seen 13:48 · next try in 12 s · r tries now",
		  "   ▲ gpu-009        16% █▋           30% ███          84% ████████▍    48°C   20%    0 kB/s    0 kB/s  idle",
		  "   ▲ login-5        52% █████▎       30% ███            -              66°C   20%    0 kB/s    0 kB/s  idle",
		  "   ▲ pi-058          9% ▉            30% ███            -              45°C   20%    0 kB/s    0 kB/s  idle",
		  "   ▲ pi-140         43% ████▎        30% ███            -              62°C   20%    0 kB/s    0 kB/s  idle",
		  "   ○ pi-155        connecting",
		  "",
		  " ─── pi-023 ──────────────────────────────────────────────────────── worker · Debian 13 · 4 cores · 8 GiB · up 12 d 4 h",
		  "     idle   since 13:41",
		  "     load 0.10 0.10 0.10 · 2.4 of 8 GiB · 47°C",
		]
	`);
});

it('at 80 columns has rows of twenty, no blank lines, and counts what has no room below', () => {
	const state = gridOf(gridRack(), {cursor: named('login-1')});
	expect(frameOf(state, small).slice(2, 23)).toMatchInlineSnapshot(`
		[
		  "     CPU            ▁ 0%  ▄ 50%  █ 100%   ▲ warning  ✖ down  ○ unknown     MEAN",
		  "     pi-001         ▁ ▃ ▆ ▁ ▄ ▇ ▂ ▅ █ ▃    ▆ ▁ ▄ ▇ ▂ ▅ █ ▃ ▆ ▁              47%",
		  "     pi-021         ▄ ▇ ▂ ▅ █ ▃ ▅ █ ▃ ▆    ▁ ▄ ▇ ▂ ▅ █ ▃ ▆ ▁ ▄              51%",
		  "     pi-041         ▇ ▂ ▅ █ ▃ ▆ ▁ ▄ ▇ ▂    ▅ ▇ ▂ ▅ █ ▃ ▆ ▲ ▄ ▇              52%",
		  "     pi-061         ▂ ▅ █ ▃ ▆ ▁ ▄ ▇ ▂ ▅    █ ▃ ▆ ▁ ▄ ▇ ▁ ▄ ▇ ▂              47%",
		  "     pi-081         ▅ █ ▃ ▆ ▁ ▄ ▇ ▂ ▅ █    ▃ ▆ ▁ ▄ ▇ ▂ ▅ █ ▃ ▆              52%",
		  "     pi-101         ▁ ▃ ▆ ▁ ▄ ▇ ▂ ▅ █ ▃    ▆ ▁ ▄ ▇ ▂ ▅ █ ▃ ▆ ▁              47%",
		  "     pi-121         ▄ ▇ ▂ ▅ █ ▃ ▅ █ ▃ ▆    ▁ ▄ ▇ ▂ ▅ █ ▃ ▆ ▁ ▲              51%",
		  "     pi-141         ▇ ▂ ▅ █ ▃ ▆ ▁ ▄ ▇ ▂    ▅ ▇ ▂ ▅ ○ ▃ ▆ ▁ ▄ ▇              52%",
		  "     gpu-001        ▂ ▅ █ ▃ ▆ ▁ ▄ ▇ ▲ ▅    █ ▃ ▆ ▁ ▄ ▇ ▁ ▄ ▇ ▂              47%",
		  "     gpu-021        ▅ █ ▃ ▆ ▁ ▄ ▇ ▂ ▅ ✖    ▃ ▆                              52%",
		  "     login-1       [▁]▄ ▇ ▂ ▲ █ ▃ ▆                                         46%",
		  "     NODE            CPU         MEM         GPU         TEMP  STATE",
		  "   ✖ gpu-030        no route to host · last seen 13:48 · next try in 12 s",
		  "   ▲ gpu-009         16% ▊       30% █▌      84% ████▎   48°C  idle",
		  "     and 4 more · n goes to the next",
		  " ─── login-1 ─────────────────────────── worker · 4 cores · 8 GiB · up 12 d 4 h",
		  "     idle   since 13:41",
		  "     load 0.10 0.10 0.10 · 2.4 of 8 GiB · 42°C",
		  "",
		  "",
		]
	`);
});

it('at 200 columns has rows of seventy', () => {
	const lines = frameOf(gridOf(gridRack()), large);
	const first = lines.find(line => line.includes('pi-001')) ?? '';
	expect(first.replaceAll(/[^▁▂▃▄▅▆▇█]/g, '')).toHaveLength(69);
	expect(first).toContain('▲');
	expect(first.indexOf('▁')).toBe(28);
	expect(first.endsWith('49%')).toBe(true);
	expect([...first]).toHaveLength(199);
});

it('draws with what the console and ascii have', () => {
	const state = gridOf(gridRack(), {cursor: named('gpu-002'), marks: [named('gpu-004')]});
	const gpuLine = (profile: typeof inAscii): string | undefined =>
		rawFrame(state, wide, {profile})
			.map(stripSgr)
			.find(line => line.includes('gpu-001'))
			?.trimEnd();
	expect(gpuLine(onConsole)).toMatchInlineSnapshot(
		`"     gpu-001       ░[▒]█♦░ █ ░ ▒ █ ▲ ▒    █ ░ ▒ ░ ▒ █ ░ ▒ █ ░    ▒ █ ▒ █ ░ ▒ █ ░ ▒ x    ░ █                         48%"`,
	);
	expect(gpuLine(inAscii)).toMatchInlineSnapshot(
		`"     gpu-001       2[5]9*3 6 0 4 7 ! 5    9 2 6 0 3 7 1 4 8 2    6 9 3 7 0 4 8 1 5 x    3 6                         48%"`,
	);
	expect(frameOf(state, small, {profile: onConsole})[2]).toMatchInlineSnapshot(
		`"     CPU            ░ 0%  ▒ 50%  █ 100%   ▲ warning  x down  ? unknown     MEAN"`,
	);
	expect(frameOf(state, small, {profile: inAscii})[2]).toMatchInlineSnapshot(
		`"     CPU            0-9 for 0-100%   ! warning  x down  ? unknown          MEAN"`,
	);
});

it('only shapes have colour, and the cursor that of the focus', () => {
	const raw = rawFrame(gridOf(gridRack(), {cursor: named('gpu-008')}), wide, {profile: inColour});
	const line = raw.find(one => one.includes('gpu-001')) ?? '';
	const csi = '\u001b[';
	expect(line).toContain(`${csi}38;2;229;181;103m▲`);
	expect(line).toContain(`${csi}38;2;242;119;122m✖`);
	expect(line).toContain(`${csi}1m${csi}38;2;122;180;245m[`);
});

it.each([
	[
		'memory',
		'     MEM            ▁ 0%  ▄ 50%  █ 100%   ▲ warning  ✖ down  ○ unknown     MEAN',
		' 30%',
	],
	[
		'gpu',
		'     GPU            ▁ 0%  ▄ 50%  █ 100%   ▲ warning  ✖ down  ○ unknown     MEAN',
		'   -',
	],
	[
		'temperature',
		'     TEMP           ▁ 40°C  ▄ 65°C  █ 90°C   ▲ warning  ✖ down  ○ unknown  MEAN',
		'63°C',
	],
] as const)('by %s it says so, with the scale and the mean', (metric, head, mean) => {
	const lines = frameOf(gridOf(gridRack(), {metric}), small);
	expect(lines[2]).toBe(head);
	expect(lines[3]?.slice(75)).toBe(mean);
	expect(lines[1]).toContain(`${metric} · every 2 s`);
});

describe('with two thousand nodes', () => {
	const many = Array.from({length: 2000}, (_, index) => aNode(`node-${index + 1}`, quiet));

	it('scrolls by rows with the cursor, and leaves the rest its place', () => {
		const at = (name: string) => frameOf(gridOf(many, {cursor: named(name)}), small);
		expect(at('node-1')[3]).toContain('node-1 ');
		const last = at('node-2000');
		expect(last[14]).toMatch(/^ {5}node-1981 .*\[▁\] +2%$/);
		expect(last.findIndex(line => line.includes('NODE'))).toBe(
			at('node-1').findIndex(line => line.includes('NODE')),
		);
		expect(last.some(line => line.includes('─── node-2000 ───'))).toBe(true);
	});

	it('says that nothing needs a hand', () => {
		expect(frameOf(gridOf(many), wide)).toContain('     Nothing needs a hand.');
	});
});

it('hostile names break no row, and no node is no picture of one', () => {
	const names = ['\u001b[31mred', 'a\u0301\u0301\u0301-1', '猫猫猫猫猫猫猫猫-1', 'x'.repeat(300)];
	const lines = frameOf(gridOf(names.map(name => aNode(name, quiet))), small);
	expect(lines.every(line => !line.includes('\u001b'))).toBe(true);
	expect(lines.filter(line => / 2%$/.test(line))).toHaveLength(4);
	expect(frameOf(gridOf([]), small).join('\n')).not.toContain('cannot be drawn');
});

it('a filter leaves cells out and moves no pane', () => {
	const hairline = (parts: NodesParts): number =>
		frameOf(gridOf(gridRack(), parts), wide).findIndex(line => line.startsWith(' ───'));
	expect(hairline({filter: 'gpu'})).toBe(hairline({}));
	const lines = frameOf(gridOf(gridRack(), {filter: 'gpu'}), wide);
	expect(lines.some(line => line.startsWith('     pi-001'))).toBe(false);
	expect(lines[5]).toMatch(/^ {5}gpu-001 /);
});

it('a click falls on the cell that is drawn there, or on a row of what needs a hand', () => {
	const state = gridOf(gridRack(), {cursor: named('pi-001')});
	const screen = {...(state.screen ?? expect.unreachable()), size: wide};
	const lines = frameOf(state, wide);
	const at = (word: string, column: number): string | undefined => {
		const row = lines.findIndex(line => line.startsWith(word, 5)) - 2;
		return nodeInGrid({state: {...state, screen}, screen, gridTop: 0}, {row, column})?.config.name;
	};
	expect([at('pi-001', 18), at('pi-001', 19), at('pi-001', 20)]).toEqual([
		...['pi-001', 'pi-001', 'pi-002'],
	]);
	expect([at('pi-041', 42), at('pi-041', 40), at('pi-041', 106)]).toEqual([
		...['pi-051', undefined, 'pi-080'],
	]);
	expect([at('gpu-001', 88), at('gpu-001', 95)]).toEqual(['gpu-031', undefined]);
	expect([at('gpu-030', 10), at('pi-155', 60)]).toEqual(['gpu-030', 'pi-155']);
	expect([at('CPU', 19), at('NODE', 19)]).toEqual([undefined, undefined]);
});

it('every frame fits its terminal', () => {
	for (const size of [small, wide, large, {columns: 100, rows: 30}, {columns: 160, rows: 60}]) {
		const lines = frameOf(gridOf(gridRack(), {marks: [named('pi-001')]}), size, {
			profile: colourless,
		});
		expect(lines).toHaveLength(size.rows);
		expect(lines.every(line => [...line].length <= size.columns)).toBe(true);
	}
});
