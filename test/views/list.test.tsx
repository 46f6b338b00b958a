import {expect, it} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import type {ScreenState} from '../../source/store/screen-state.ts';
import {frameOf, inAscii, inColour, rawFrame} from '../helpers/frame.tsx';
import {aNode, homeRack, quiet, stateOf} from '../helpers/home-rack.ts';

const small = {columns: 80, rows: 24};
const named = (name: string): NodeName => name as NodeName;
const rackWith = (nodes: Partial<ScreenState['nodes']>) =>
	stateOf(homeRack(), {nodes: {cursor: named('gpu-01'), ...nodes}});

it('a marked row has its mark before its shape, and the line of tabs counts them', () => {
	const state = rackWith({marks: [named('gpu-01'), named('login')]});
	const lines = frameOf(state, small);
	expect(lines[1]).toMatch(/2 marked · every 2 s · live$/);
	expect(lines.filter(line => line.includes('◆')).map(line => line.slice(0, 12))).toEqual([
		...[' ›◆● gpu-01 ', '  ◆● login  '],
	]);
	expect(lines.at(-1)).toContain('esc unmark');
	expect(frameOf(state, small, {profile: inAscii})[5]?.slice(0, 11)).toBe(' >*o gpu-01');
});

it('the line of tabs says that the order is held', () => {
	const frozen = homeRack().map(({config}) => config.name);
	const lines = frameOf(rackWith({frozen}), small);
	expect(lines[1]).toMatch(/order held · every 2 s · live$/);
	expect(lines.slice(3, 6).map(line => line.slice(5, 15).trim())).toEqual([
		...['login', 'pi-storage', 'pi-worker1'],
	]);
});

it('the row of a node that left the configuration is dim and says gone', () => {
	const {config} = aNode('pi-9', quiet);
	const state = rackWith({cursor: named('pi-9'), gone: {config, place: 1}});
	const lines = frameOf(state, small);
	expect(lines[4]).toBe(' › ○ pi-9           gone');
	expect(lines).toContain('     It is no longer in the configuration.');
	expect(lines.filter(line => line.startsWith('   ') && /[●▲✖] /.test(line))).toHaveLength(7);
	const raw = rawFrame(state, small, {profile: inColour})[4] ?? '';
	expect(raw).toMatch(/38;2;154;160;168m[^m]*gone/);
});

it('the title of the detail is in the colour of the focus while the keys go there', () => {
	const title = (parts: Partial<ScreenState['nodes']>): string =>
		rawFrame(rackWith(parts), small, {profile: inColour}).find(line => line.includes('───')) ?? '';
	const accent = '38;2;122;180;245m';
	expect(title({})).not.toContain(accent);
	expect(title({focus: 'detail'})).toContain(`${accent}gpu-01`);
	expect(title({isOpen: true})).toContain(`${accent}gpu-01`);
});

it('a detail that has the focus is scrolled', () => {
	const lines = (detailScroll: number): readonly string[] =>
		frameOf(rackWith({focus: 'detail', detailScroll}), small).slice(11, 22);
	const first = lines(0);
	expect(lines(2).slice(1, 8)).toEqual(first.slice(3, 10));
	expect(first[0]).toMatch(/^ ─── gpu-01 .* · ↓ 8 more$/);
	expect(lines(2)[0]).toMatch(/^ ─── gpu-01 .* · ↑ 2 ↓ 6 more$/);
	expect(lines(9999)).toEqual(lines(9998));
});
