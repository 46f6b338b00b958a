import {describe, expect, test} from 'vitest';
import {type Header, headerLine} from '../../source/components/header-line.ts';
import {colourless, textOf} from '../helpers/frame.tsx';

const header: Header = {
	cluster: 'home-rack',
	counts: {ok: 6, warning: 1, down: 1, unknown: 0},
	...{cpuFraction: 0.55, memoryFraction: 0.47, gpuFraction: undefined},
	jobs: undefined,
	isDemo: false,
	wallMs: new Date(2026, 10, 21, 14, 2).getTime(),
};

function drawn(columns: number, parts: Partial<Header> = {}): string {
	return textOf(headerLine({...header, ...parts}, columns, colourless.glyphs));
}

describe('the header', () => {
	test('says in words what its counts are where there is room', () => {
		expect(drawn(159)).toMatch(/^ home-rack {3}● 6 {2}▲ 1 {2}✖ 1 {2,}cpu/);
		expect(drawn(160)).toMatch(/^ home-rack {3}● 6 up {2}▲ 1 warn {2}✖ 1 down {2,}cpu/);
	});

	test('says after them that the nodes are simulated', () => {
		const counts = {ok: 194, warning: 4, down: 1, unknown: 1};
		const demo = {cluster: 'demo', counts, isDemo: true};
		expect(drawn(120, demo).slice(0, 43)).toBe(' demo   ● 194  ▲ 4  ✖ 1  ○ 1  DEMO      cpu');
		expect(drawn(80, demo)).toMatch(/^ demo {2}● 194 {2}▲ 4 {2}✖ 1 {2}○ 1 {2}DEMO +cpu/);
	});

	test('counts jobs where there is room, and says what is not known', () => {
		const jobs = {running: 4, waiting: 25, isOld: false};
		const wide = drawn(120, {jobs});
		expect(wide.slice(68, 96)).toBe('    jobs    4 run    25 wait');
		expect(drawn(119, {jobs})).not.toContain('jobs');
		expect(drawn(160, {jobs})).toContain('    jobs    4 run    25 wait');
		const many = {running: 12_345, waiting: 123_456, isOld: false};
		expect(drawn(120, {jobs: many}).slice(68, 96)).toBe('    jobs 12 k run 123 k wait');
		const none = {running: undefined, waiting: undefined, isOld: true};
		expect(drawn(120, {jobs: none}).slice(68, 96)).toBe('    jobs    - run     - wait');
		expect(drawn(120, {jobs: many, cluster: 'x'.repeat(300)})).toMatch(/wait {2,}14:02$/);
	});

	test('moves no place and fits, however many and however long', () => {
		const counts = {ok: 1000, warning: 1000, down: 1000, unknown: 1000};
		for (const columns of [80, 100, 119, 120, 160, 200]) {
			const line = drawn(columns, {cluster: 'x'.repeat(300), counts, isDemo: true});
			expect(line.length).toBeLessThan(columns);
			expect(line.endsWith('14:02')).toBe(true);
			const place = /cpu {2}/.exec(drawn(columns))?.index;
			expect(/cpu {2}/.exec(line)?.index).toBe(place);
		}
	});
});
