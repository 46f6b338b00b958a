import {describe, expect, it} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import type {ClickTarget} from '../../source/domain/screen.ts';
import {ScreenedRack} from '../helpers/screened-rack.ts';

const node = (name: string): ClickTarget => ({kind: 'node', node: name as NodeName});

class ClickedRack extends ScreenedRack {
	click(target: ClickTarget, atMs = 0): this {
		return this.send({type: 'mouse/clicked', target, atMs});
	}

	wheel(rows: number, over: 'list' | 'detail' = 'list'): this {
		return this.send({type: 'mouse/wheeled', rows, over, atMs: 0});
	}
}

const names = ['a', 'b', 'c', 'd', 'e', 'f'];

describe('a click', () => {
	it('on a row puts the cursor there', () => {
		expect(new ClickedRack(names).click(node('c')).cursor).toBe('c');
	});

	it('on the same row again within half a second opens it', () => {
		const rack = new ClickedRack(names).click(node('c'), 1000).click(node('c'), 1500);
		expect(rack.screen.nodes.isOpen).toBe(true);
	});

	it('on the same row later only puts the cursor there', () => {
		const rack = new ClickedRack(names).click(node('c'), 1000).click(node('c'), 1501);
		expect(rack.screen.nodes.isOpen).toBe(false);
	});

	it('on another row is a first one', () => {
		const rack = new ClickedRack(names).click(node('c'), 1000).click(node('b'), 1100);
		expect(rack.screen.nodes.isOpen).toBe(false);
		expect(rack.click(node('b'), 1200).screen.nodes.isOpen).toBe(true);
	});

	it('on what needs a hand opens that, though a filter hides it', () => {
		const rack = new ClickedRack(names).down('f').press('v', '/').type('!f').press('enter');
		rack.click(node('f'), 1000);
		expect([rack.cursor, rack.screen.nodes.filter]).toEqual(['f', '']);
		rack.click(node('f'), 1200);
		expect([rack.cursor, rack.screen.nodes.isOpen]).toEqual(['f', true]);
		const kept = new ClickedRack(names).press('/').type('!f').press('enter').click(node('c'));
		expect(kept.screen.nodes.filter).toBe('!f');
	});

	it('on a head sorts by it', () => {
		const rack = new ClickedRack(names).click({kind: 'head', sort: 'temperature'});
		expect(rack.screen.nodes.sort).toBe('temperature');
	});

	it('on a tab shows it, out of help too', () => {
		const rack = new ClickedRack(names).press('?').click({kind: 'tab', tab: 'events'});
		expect(rack.screen).toMatchObject({tab: 'events', help: undefined});
		expect(rack.click({kind: 'tab', tab: 'nodes'}).screen.tab).toBe('nodes');
	});

	it('on an entry of the events puts the cursor there', () => {
		const rack = new ClickedRack(names).press('6').click({kind: 'entry', id: 7});
		expect(rack.screen.events.cursor).toBe(7);
	});

	it('on the same entry again within half a second goes to its node, as enter does', () => {
		const rack = new ClickedRack(names).down('c').down('e').press('6');
		const [ofC, ofE] = ['c', 'e'].map(name =>
			rack.state.events.entries.find(({node}) => node === name),
		);
		const entry = (id = 0): ClickTarget => ({kind: 'entry', id});
		rack.click(entry(ofC?.id), 1000).click(entry(ofE?.id), 1100);
		expect(rack.screen.tab).toBe('events');
		rack.click(entry(ofE?.id), 1700);
		expect(rack.screen.tab).toBe('events');
		rack.click(entry(ofE?.id), 1800);
		expect(rack.screen).toMatchObject({tab: 'nodes', nodes: {isOpen: true, cursor: 'e'}});
	});

	it('does nothing in a dialog, nor while something is typed', () => {
		const asked = new ClickedRack(names).press('y');
		expect(asked.click(node('c')).state).toBe(asked.state);
		const typing = new ClickedRack(names).press('/');
		expect(typing.click(node('c')).state).toBe(typing.state);
	});

	it('does nothing where the terminal is too small', () => {
		const rack = new ClickedRack(names, {columns: 79, rows: 24});
		expect(rack.click(node('c')).cursor).toBe('a');
	});

	it('in a paused picture moves in it', () => {
		const rack = new ClickedRack(names).press('p').click(node('d'));
		expect(rack.cursor).toBe('d');
	});
});

describe('the wheel', () => {
	it('moves the cursor of the list, to its end and no further', () => {
		const rack = new ClickedRack(names).wheel(3);
		expect(rack.cursor).toBe('d');
		expect(rack.wheel(3).cursor).toBe('f');
		expect(rack.wheel(-3).cursor).toBe('c');
	});

	it('over the detail leaves the cursor and the focus where they are', () => {
		const rack = new ClickedRack(names).wheel(3, 'detail');
		expect(rack.cursor).toBe('a');
		expect(rack.screen.nodes.focus).toBe('list');
	});

	it('scrolls help', () => {
		const rack = new ClickedRack(names).press('?').wheel(3);
		expect(rack.cursor).toBe('a');
		expect(rack.screen.help?.scroll).toBeGreaterThan(0);
	});
});

describe('the mouse', () => {
	it('is given to the terminal and taken back', () => {
		const rack = new ClickedRack(names).press('alt-m');
		expect(rack.effects).toEqual([{type: 'setMouse', isOurs: false}]);
		expect(rack.screen.isMouseOurs).toBe(false);
		expect(rack.press('alt-m').effects).toEqual([{type: 'setMouse', isOurs: true}]);
	});
});
