import {describe, expect, it} from 'vitest';
import type {Effect} from '../../source/domain/effect.ts';
import {keyHints} from '../../source/store/key-words.ts';
import {markedNodes} from '../../source/store/selectors.ts';
import {aGpu, aNodeConfig} from '../helpers/node-builders.ts';
import {ScreenedRack} from '../helpers/screened-rack.ts';

describe('marks', () => {
	it('space marks the node under the cursor and goes one down; there again it takes the mark off', () => {
		const rack = new ScreenedRack(['a', 'b', 'c']).press('space', 'space');
		expect([rack.screen.nodes.marks, rack.cursor]).toEqual([['a', 'b'], 'c']);
		expect(rack.press('g', 'space').screen.nodes.marks).toEqual(['b']);
	});

	it('survive a filter and a sort, and go with their node', () => {
		const rack = new ScreenedRack(['a', 'b', 'c']).press('space', 'space', 's', '/').type('c');
		expect(rack.press('enter').screen.nodes.marks).toEqual(['a', 'b']);
		expect(rack.configure(['b', 'c']).screen.nodes.marks).toEqual(['b']);
	});

	it('that lost their node while it was paused go when it goes on', () => {
		const rack = new ScreenedRack(['a', 'b', 'c']).press('p').configure(['b', 'c']);
		expect(rack.press('space').screen.nodes.marks).toEqual(['a']);
		expect(rack.press('p').screen.nodes.marks).toEqual([]);
	});

	it('are what an action for several is meant for, else the node under the cursor', () => {
		const rack = new ScreenedRack(['a', 'b', 'c']);
		expect(markedNodes(rack.state)).toEqual(['a']);
		expect(markedNodes(rack.press('space', 'space').state)).toEqual(['a', 'b']);
		expect(markedNodes(new ScreenedRack([]).state)).toEqual([]);
		expect(markedNodes(new ScreenedRack(['a']).press('up').configure(['b']).state)).toEqual([]);
	});

	it('r tries all that are marked', () => {
		const rack = new ScreenedRack(['a', 'b', 'c']).down('a').down('b').down('c');
		const tried = rack
			.press('space', 'j', 'space', 'r')
			.effects.map(effect => (effect.type === 'retryNode' ? effect.node.name : effect.type));
		expect(tried).toEqual(['a', 'c']);
	});

	it('esc takes them off before anything else, and its hint says so', () => {
		const rack = new ScreenedRack(['a', 'b']).press('/').type('a').press('enter', 'space');
		expect(keyHints(rack.state).find(({keys}) => keys[0] === 'esc')?.words).toBe('unmark');
		expect(rack.press('esc').screen.nodes).toMatchObject({marks: [], filter: 'a'});
		expect(keyHints(rack.state).find(({keys}) => keys[0] === 'esc')?.words).toBe('unfilter');
	});

	it('and a filter stay while esc leaves an open node, which hides them', () => {
		const rack = new ScreenedRack(['a', 'b']).press('/').type('a').press('enter', 'space');
		rack.press('enter');
		expect(keyHints(rack.state).find(({keys}) => keys[0] === 'esc')?.words).toBe('back');
		const {nodes} = rack.press('esc').screen;
		expect(nodes).toMatchObject({isOpen: false, marks: ['a'], filter: 'a'});
	});
});

describe('the order of the rows', () => {
	it('waits until two seconds after the last key', () => {
		const rack = new ScreenedRack(['a', 'b', 'c']).press('j').down('c');
		const tick = (atMs: number) => rack.send({type: 'clock/ticked', atMs, wallMs: atMs}).rows;
		expect(rack.rows).toBe('a b c');
		expect(tick(1000)).toBe('a b c');
		rack.send({type: 'key/pressed', key: 'k', atMs: 1500});
		expect(tick(3400)).toBe('a b c');
		expect(tick(3500)).toBe('c a b');
	});

	it('changes at once for who sorts anew, and is calm again', () => {
		const rack = new ScreenedRack(['a', 'b']).sampled('a', 10).sampled('b', 20);
		expect(rack.press('j', 's', 's').rows).toBe('b a');
		expect(rack.sampled('a', 90).rows).toBe('b a');
		expect(rack.rested().rows).toBe('a b');
	});

	it('stays in a picture that stands still, but for who sorts it anew', () => {
		const rack = new ScreenedRack(['a', 'b', 'c']).press('j').down('c').press('p').rested();
		expect(rack.rows).toBe('a b c');
		expect(rack.press('p').rested().rows).toBe('c a b');
		const still = new ScreenedRack(['a', 'b']).sampled('a', 10).sampled('b', 20).press('p');
		expect(still.sampled('a', 90).press('s', 's').rows).toBe('b a');
		expect(still.rested().rows).toBe('b a');
	});

	it('takes in a node that is new, at the end', () => {
		const rack = new ScreenedRack(['b', 'c']).press('j').configure(['a', 'b', 'c']);
		expect(rack.rows).toBe('b c a');
		expect(rack.rested().rows).toBe('a b c');
	});

	it('is held with f, and let go with f or a new sort', () => {
		const rack = new ScreenedRack(['a', 'b', 'c']).press('f').rested().down('c').rested();
		expect(rack.rows).toBe('a b c');
		expect(rack.press('f').rows).toBe('c a b');
		rack.press('f').sampled('c', 10).sampled('b', 20).rested();
		expect(rack.rows).toBe('c a b');
		expect(rack.press('s').rows).toBe('a b c');
		expect(rack.screen.nodes.frozen).toBeUndefined();
	});
});

describe('the focus', () => {
	const measured = (rack: ScreenedRack, linesBelow: number): ScreenedRack =>
		rack.send({type: 'detail/measured', linesBelow, atMs: 0});

	it('goes with tab to the detail, where the keys that move scroll, and back with tab or esc', () => {
		const rack = measured(new ScreenedRack(['a', 'b']).press('tab'), 3).press('j');
		expect(rack.screen.nodes).toMatchObject({cursor: 'a', focus: 'detail', detailScroll: 1});
		expect(rack.press('G').screen.nodes.detailScroll).toBe(3);
		expect(rack.press('j', 'k').screen.nodes.detailScroll).toBe(2);
		expect(rack.press('shift-tab').screen.nodes.focus).toBe('list');
		expect(rack.press('tab', 'esc').screen.nodes.focus).toBe('list');
	});

	it('another node is seen from its first line on', () => {
		const rack = measured(new ScreenedRack(['a', 'b']).press('tab'), 3).press('j', 'tab', 'j');
		expect(rack.screen.nodes).toMatchObject({cursor: 'b', detailScroll: 0});
	});

	it('the opened detail is scrolled, and no further than its last line', () => {
		const rack = measured(new ScreenedRack(['a', 'b']).press('enter'), 2).press('pagedown');
		expect(rack.screen.nodes).toMatchObject({cursor: 'a', isOpen: true, detailScroll: 2});
		expect(measured(rack, 1).screen.nodes.detailScroll).toBe(1);
		expect(rack.press('tab').screen.nodes.focus).toBe('list');
	});
});

describe('the interval', () => {
	const intervalOf = ({effects}: ScreenedRack): number | undefined =>
		effects.flatMap((effect: Effect) =>
			effect.type === 'setInterval' ? [effect.intervalMs] : [],
		)[0];

	it('+ polls all nodes more often, - less, in steps to either end', () => {
		const slow = aNodeConfig('slow', {pollIntervalMs: 30_000});
		const rack = new ScreenedRack(['a', slow]).press('+');
		expect(intervalOf(rack)).toBe(1000);
		expect(rack.state.nodes.map(({config}) => config.pollIntervalMs)).toEqual([1000, 1000]);
		expect(intervalOf(rack.press('='))).toBe(500);
		expect(rack.press('+').effects).toEqual([]);
		const steps = ['-', '-', '-', '-', '-', '-'].map(key => intervalOf(rack.press(key)));
		expect(steps).toEqual([1000, 2000, 5000, 10_000, 30_000, 60_000]);
		expect(rack.press('-').effects).toEqual([]);
	});

	it('lets no node be late by a pace that was not asked for before', () => {
		const slow = aNodeConfig('slow', {isLocal: false, pollIntervalMs: 60_000});
		const rack = new ScreenedRack([slow]).sampled('slow', 10);
		const tick = (atMs: number): unknown =>
			rack.send({type: 'clock/ticked', atMs, wallMs: 0}).state.nodes[0]?.connection.state;
		for (let atMs = 4000; atMs < 50_000; atMs += 4000) {
			tick(atMs);
		}

		expect(rack.press('+', '+', '+').state.nodes[0]?.config.pollIntervalMs).toBe(5000);
		expect([tick(52_000), tick(56_000), tick(60_000)]).toEqual(['ready', 'ready', 'ready']);
		expect([tick(64_000)]).toEqual(['backoff']);
	});

	it('is that of a node which is added later too, and a configuration that is loaded again restarts nobody', () => {
		const rack = new ScreenedRack(['a']).press('-').configure(['a', 'b']);
		expect(rack.effects.map(({type}) => type)).toEqual(['startPolling']);
		expect(rack.state.nodes.map(({config}) => config.pollIntervalMs)).toEqual([5000, 5000]);
		expect(rack.configure(['a', 'b']).effects).toEqual([]);
	});

	it('changes while it is paused, in the picture too', () => {
		const rack = new ScreenedRack(['a']).press('p').sampled('a', 10).press('+');
		expect(intervalOf(rack)).toBe(1000);
		expect(rack.state.nodes[0]).toMatchObject({
			reading: {state: 'fresh'},
			config: {pollIntervalMs: 1000},
		});
		expect(rack.state.paused?.nodes[0]).toMatchObject({
			reading: {state: 'loading'},
			config: {pollIntervalMs: 1000},
		});
		expect(intervalOf(rack.press('-'))).toBe(2000);
	});

	it('keeps as much history as a ring of that pace holds', () => {
		const slow = aNodeConfig('a', {pollIntervalMs: 30_000});
		const rack = new ScreenedRack([slow]);
		for (let round = 0; round < 20; round += 1) {
			rack.sampled('a', 10);
		}

		expect(rack.state.nodes[0]?.history.length).toBe(30);
		expect(rack.press('-').state.nodes[0]?.history.length).toBe(15);
		expect(rack.press('+', '+').state.nodes[0]?.history.length).toBe(15);
	});
});

describe('the grid', () => {
	const names = Array.from({length: 45}, (_, index) => `pi-${index + 1}`);
	const grid = (...keys: readonly string[]) =>
		new ScreenedRack([...names, 'gpu-1', 'gpu-2']).press('v', 'g', ...keys);

	it.each([
		['right', 'pi-2'],
		['right left left', 'pi-1'],
		['down', 'pi-21'],
		['right down down', 'pi-42'],
		['right right right right right right down down', 'pi-45'],
		['right right down down down', 'gpu-2'],
		['G', 'gpu-2'],
		['G right', 'gpu-2'],
		['G up', 'pi-42'],
		['G g', 'pi-1'],
	])('%s brings the cursor to %s, as one sees it in rows of twenty', (keys, name) => {
		expect(grid(...keys.split(' ')).cursor).toBe(name);
	});

	it('n goes to the next node that needs a hand, and round again', () => {
		const rack = new ScreenedRack(['a', 'b', 'c', 'd']);
		for (const name of ['a', 'c']) {
			rack.sampled(name, 10);
		}

		rack.press('G').rested().down('b').down('d').press('v', 'n');
		expect(rack.cursor).toBe('d');
		expect(rack.press('n').cursor).toBe('b');
		expect(rack.press('n').cursor).toBe('d');
	});

	it('m shows the next metric, that of the gpu only where a node has one', () => {
		expect(grid('m', 'm').screen.nodes.metric).toBe('temperature');
		const withGpu = new ScreenedRack(['a']).sampled('a', 1, {gpus: [aGpu()]});
		expect(withGpu.press('v', 'm', 'm').screen.nodes.metric).toBe('gpu');
	});

	it('space marks and goes on, a filter leaves cells out, v and enter go on from the same node', () => {
		const rack = grid('space', 'space');
		expect([rack.screen.nodes.marks, rack.cursor]).toEqual([['pi-1', 'pi-2'], 'pi-3']);
		rack.press('esc', '/').type('gpu').press('enter');
		expect(rack.cursor).toBe('gpu-2');
		expect(rack.press('left', 'right', 'enter').screen.nodes).toMatchObject({
			cursor: 'gpu-2',
			isOpen: true,
		});
		expect(rack.press('esc', 'esc', 'v').screen.nodes).toMatchObject({
			cursor: 'gpu-2',
			view: 'table',
		});
	});

	it('why has the whole body there, and esc comes back to the grid', () => {
		const rack = grid('w');
		expect(rack.screen.nodes).toMatchObject({isOpen: true, pane: 'why', view: 'grid'});
		expect(rack.press('esc', 'esc').screen.nodes).toMatchObject({isOpen: false, pane: 'facts'});
		expect(grid('s', 'f', 'tab').screen.nodes).toMatchObject({
			...{sort: 'health', frozen: undefined, focus: 'list'},
		});
	});

	it('m and n mean nothing in the table', () => {
		const rack = new ScreenedRack(['a', 'b']).press('up').down('b').rested();
		expect(rack.press('m', 'n').screen.nodes).toMatchObject({metric: 'cpu', cursor: 'a'});
	});
});
