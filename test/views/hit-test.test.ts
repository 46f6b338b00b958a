import {describe, expect, it} from 'vitest';
import {chooseProfile} from '../../source/theme/profile.ts';
import {clickTarget, type Drawn, wheelTarget} from '../../source/views/hit-test.ts';
import type {ScreenState} from '../../source/store/screen-state.ts';
import {nodeUnderCursor} from '../../source/store/selectors.ts';
import type {State} from '../../source/store/state.ts';
import {colourless, frameOf} from '../helpers/frame.tsx';
import {homeRack, stateOf} from '../helpers/home-rack.ts';

const sizes = [
	{columns: 80, rows: 24},
	{columns: 120, rows: 40},
	{columns: 200, rows: 50},
];

type Parts = Partial<Omit<ScreenState, 'nodes'>> & {
	readonly nodes?: Partial<ScreenState['nodes']>;
};

function drawnAt(size: ScreenState['size'], parts: Parts = {}): Drawn & {readonly frame: string[]} {
	const state = stateOf(homeRack(), {size, ...parts});
	return drawnOf(state, size);
}

function drawnOf(state: State, size: ScreenState['size']) {
	const {screen} = state;
	if (screen === undefined) {
		throw new Error('there is no screen');
	}

	const tops = {
		tableTop: 0,
		gridTop: 0,
		eventsTop: 0,
		jobsTop: 0,
		slurmNodesTop: 0,
		modelsTops: {row: 0, node: 0},
	};
	const chatTops = {list: {top: 0, cursor: undefined, index: -1}, draft: 0};
	return {state, screen, profile: colourless, ...tops, chatTops, frame: frameOf(state, size)};
}

const names = homeRack().map(({config}) => config.name);

describe.each(sizes)('at $columns x $rows', size => {
	it('each row of the table is its node', () => {
		const drawn = drawnAt(size);
		const hits = drawn.frame.flatMap((line, row) => {
			const target = clickTarget({column: 8, row}, drawn);
			return target?.kind === 'node' ? [[line, target.node] as const] : [];
		});
		expect(hits.map(([, node]) => node).toSorted()).toEqual(names.toSorted());
		for (const [line, node] of hits) {
			expect(line).toContain(` ${node} `);
		}
	});

	it.each([
		['NODE', 'name'],
		['CPU', 'cpu'],
		['MEM', 'memory'],
		['GPU', 'gpu'],
		['TEMP', 'temperature'],
		['STATE', 'health'],
	])('%s is the head to sort by %s', (head, sort) => {
		const drawn = drawnAt(size);
		const row = drawn.frame.findIndex(line => line.includes(' NODE '));
		const column = drawn.frame[row]?.indexOf(head) ?? -1;
		expect(clickTarget({column, row}, drawn)).toEqual({kind: 'head', sort});
	});

	it('each tab is where its title is', () => {
		const drawn = drawnAt(size);
		const [, tabs = ''] = drawn.frame;
		const at = (title: string) => clickTarget({column: tabs.indexOf(title), row: 1}, drawn);
		expect(at('1 Nodes')).toEqual({kind: 'tab', tab: 'nodes'});
		expect(at('6 Events')).toEqual({kind: 'tab', tab: 'events'});
		expect(clickTarget({column: 0, row: 1}, drawn)).toBe(undefined);
		expect(at('live')).toBe(undefined);
	});

	it('the wheel over the detail turns that', () => {
		const drawn = drawnAt(size);
		const hairline = drawn.frame.findIndex(line => line.startsWith(' ───'));
		expect(wheelTarget({column: 8, row: hairline}, drawn)).toBe('detail');
		expect(wheelTarget({column: 8, row: 5}, drawn)).toBe('list');
		const open = drawnAt(size, {nodes: {isOpen: true}});
		expect(wheelTarget({column: 8, row: 5}, open)).toBe('detail');
	});
});

it('in the grid the cell of a node is that node', () => {
	const size = {columns: 120, rows: 40};
	const drawn = drawnAt(size, {nodes: {view: 'grid'}});
	const under = nodeUnderCursor(drawn.state)?.config.name;
	const hits = new Set<string>();
	for (let row = 2; row < size.rows; row += 1) {
		for (let column = 0; column < size.columns; column += 1) {
			const target = clickTarget({column, row}, drawn);
			if (target?.kind === 'node') {
				hits.add(target.node);
			}
		}
	}

	expect(under === undefined ? undefined : hits.has(under)).toBe(true);
	expect([...hits].toSorted()).toEqual(names.toSorted());
});

it('where something covers the table there is no row to click', () => {
	const size = {columns: 80, rows: 24};
	const drawn = drawnAt(size, {nodes: {isOpen: true}});
	const covered = drawnAt(size, {help: {search: '', scroll: 0}});
	for (let row = 2; row < 24; row += 1) {
		expect(clickTarget({column: 8, row}, drawn)).toBe(undefined);
		expect(clickTarget({column: 8, row}, covered)).toBe(undefined);
	}
});

it('in ASCII places are the same', () => {
	const profile = chooseProfile({TERM: 'xterm', NO_COLOR: '1'}, {isAscii: true});
	const drawn = {...drawnAt({columns: 80, rows: 24}), profile};
	expect(clickTarget({column: 8, row: 3}, drawn)).toMatchObject({kind: 'node'});
});
