import {describe, expect, it} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import {reduce} from '../../source/store/reducer.ts';
import {initialState} from '../../source/store/state.ts';
import {aGpu, aNodeConfig} from '../helpers/node-builders.ts';
import {ScreenedRack, small} from '../helpers/screened-rack.ts';

const many = Array.from({length: 30}, (_, index) => `pi-${index + 1}`);

it('without a screen keys mean nothing, and the first size opens it', () => {
	const key = {type: 'key/pressed', key: 'q', atMs: 0} as const;
	expect(reduce(initialState, key)).toEqual([initialState, []]);
	const [opened] = reduce(initialState, {type: 'screen/resized', size: small, atMs: 0});
	expect(opened.screen).toMatchObject({size: small, tab: 'nodes'});
	expect(reduce(opened, {type: 'screen/resized', size: {...small}, atMs: 1})[0]).toBe(opened);
});

it('a key that means nothing changes nothing', () => {
	const rack = new ScreenedRack(['a']).press('up');
	const {state} = rack;
	for (const key of ['F13', 'esc', 'up', 'home', 'ctrl-q', 'backspace']) {
		expect(rack.press(key).state).toBe(state);
		expect(rack.effects).toEqual([]);
	}
});

describe('the cursor', () => {
	it('is first on the first row, also when the nodes come after the screen', () => {
		expect(new ScreenedRack(['b', 'a']).cursor).toBe('a');
		expect(new ScreenedRack([]).configure(['b', 'a']).cursor).toBe('a');
		expect(new ScreenedRack([]).cursor).toBeUndefined();
	});

	it('stays on the first row, whoever comes there, until a key is about the rows', () => {
		const rack = new ScreenedRack(['a', 'b', 'c']).press('?').press('esc').rested().down('b');
		expect(rack.cursor).toBe('b');
		expect(rack.press('6', '1', 'p', 'p').screen.nodes.cursor).toBeUndefined();
		expect(rack.press('up').rested().down('a').cursor).toBe('b');
	});

	it.each([
		['down', 'pi-2'],
		['j', 'pi-2'],
		['down down up', 'pi-2'],
		['up', 'pi-1'],
		['G', 'pi-30'],
		['end k', 'pi-29'],
		['end j', 'pi-30'],
		['G g', 'pi-1'],
		['G home', 'pi-1'],
		['ctrl-d', 'pi-5'],
		['ctrl-d ctrl-d ctrl-u', 'pi-5'],
		['pagedown', 'pi-9'],
		['pagedown pagedown pageup', 'pi-9'],
		['pagedown pagedown pagedown pagedown pagedown', 'pi-30'],
	])('%s brings it to %s', (keys, name) => {
		expect(new ScreenedRack(many).press(...keys.split(' ')).cursor).toBe(name);
	});

	it('goes further by a page where a page has more rows', () => {
		const size = {columns: 120, rows: 50};
		expect(new ScreenedRack(many, size).press('pagedown').cursor).toBe('pi-17');
		expect(new ScreenedRack(many, size).press('ctrl-d').cursor).toBe('pi-9');
	});

	it('belongs to its node: when the order changes it goes with it', () => {
		const rack = new ScreenedRack(['a', 'b', 'c']).press('down').down('c').down('b').rested();
		expect(rack.rows).toBe('b c a');
		expect(rack.cursor).toBe('b');
		expect(rack.sampled('b', 10).rows).toBe('c a b');
		expect(rack.cursor).toBe('b');
	});

	it('stays on the row of a node that left the configuration, until it goes elsewhere', () => {
		const rack = new ScreenedRack(['a', 'b', 'c', 'd']).press('j', 'j');
		rack.configure(['a', 'b', 'd']).rested();
		expect([rack.rows, rack.cursor]).toEqual(['a b c d', 'c']);
		expect([rack.press('enter').screen.nodes.isOpen, rack.press('r').effects]).toEqual([false, []]);
		rack.press('j');
		expect([rack.rows, rack.cursor]).toEqual(['a b d', 'd']);
		rack.configure([]);
		expect([rack.rows, rack.cursor]).toEqual(['d', 'd']);
		rack.configure(['x', 'y']).press('k').rested();
		expect([rack.rows, rack.cursor]).toEqual(['x y', 'y']);
	});

	it('is on its node again when that comes back', () => {
		const rack = new ScreenedRack(['a', 'b', 'c']).press('j').configure(['a', 'c']);
		rack.configure(['a', 'c', 'b']).press('enter').rested();
		expect(rack.screen.nodes).toMatchObject({cursor: 'b', gone: undefined, isOpen: true});
		expect(rack.rows).toBe('a b c');
	});

	it('goes to the nearest left where its node goes while a filter hides it', () => {
		const rack = new ScreenedRack(['gpu-1', 'pi-1', 'pi-2']).press('j', '/').type('gpu');
		expect(rack.configure(['gpu-1', 'pi-2']).screen.nodes.cursor).toBe('gpu-1');
	});

	it('stays on its node when others go or it is configured anew', () => {
		const rack = new ScreenedRack(['a', 'b', 'c']).press('G').configure(['c', 'd']);
		expect(rack.cursor).toBe('c');
		expect(rack.configure([aNodeConfig('c', {role: 'new'}), 'd']).cursor).toBe('c');
	});

	it('is on the nearest that is shown while its node is filtered out, and comes back', () => {
		const rack = new ScreenedRack(['gpu-1', 'pi-1', 'pi-2']).press('j').press('/').type('gpu');
		expect(rack.cursor).toBe('gpu-1');
		expect(rack.press('x', 'backspace').cursor).toBe('gpu-1');
		expect(rack.press('esc').cursor).toBe('pi-1');
		expect(rack.press('G', '/').type('-1').cursor).toBe('pi-1');
	});

	it('stays where a kept filter brought it', () => {
		const rack = new ScreenedRack(['gpu-1', 'pi-1', 'pi-2']).press('j', '/').type('gpu');
		expect(rack.press('enter', 'esc').cursor).toBe('gpu-1');
	});
});

it('the tab that was asked for is shown first', () => {
	const opened = {type: 'session/opened', isReadOnly: false, isDemo: false, atMs: 0} as const;
	const size = {columns: 80, rows: 24};
	const [told] = reduce(initialState, {...opened, firstTab: 'events'});
	expect(reduce(told, {type: 'screen/resized', size, atMs: 0})[0].screen?.tab).toBe('events');
});

it('where a filter shows nothing there is nothing to open, and the cursor comes back with the rows', () => {
	const rack = new ScreenedRack(['a', 'b']).press('j', '/').type('x').press('enter', 'enter');
	expect(rack.cursor).toBeUndefined();
	expect(rack.screen.nodes.isOpen).toBe(false);
	expect(rack.press('esc').cursor).toBe('b');
});

it('enter opens the detail, and esc goes out of one thing at a time', () => {
	const rack = new ScreenedRack(['a', 'b']).press('/').type('a').press('enter', 'enter', '?');
	expect(rack.screen).toMatchObject({help: {}, nodes: {isOpen: true, filter: 'a'}});
	expect(rack.press('esc').screen).toMatchObject({help: undefined, nodes: {filter: 'a'}});
	expect(rack.press('esc').screen.nodes).toMatchObject({isOpen: false, filter: 'a'});
	expect(rack.press('esc').screen.nodes).toMatchObject({filter: ''});
	expect(rack.press('esc', 'esc').effects).toEqual([]);
});

it('with no node there is no detail to open', () => {
	expect(new ScreenedRack([]).press('enter').screen.nodes.isOpen).toBe(false);
	const rack = new ScreenedRack(['a']).press('enter').configure([]);
	expect(rack.screen.nodes.isOpen).toBe(false);
});

it('the keys of the terminal are requests, and change nothing here', () => {
	const rack = new ScreenedRack(['a']).press('F13');
	const {state} = rack;
	for (const [key, type] of [
		['ctrl-l', 'repaint'],
		['ctrl-z', 'suspend'],
		['q', 'quit'],
		['ctrl-c', 'quit'],
	] as const) {
		expect(rack.press(key).effects).toEqual([{type}]);
		expect(rack.state).toBe(state);
	}
});

it('p pauses and goes on', () => {
	expect(new ScreenedRack(['a']).press('p').state.paused?.nodes).toHaveLength(1);
	expect(new ScreenedRack(['a']).press('p', 'p').state.paused).toBeUndefined();
});

describe('while it is paused', () => {
	it('the cursor stays on a node that has gone since, and on its row when it goes on', () => {
		const rack = new ScreenedRack(['a', 'b', 'c', 'd']).press('j', 'j', 'p').down('b');
		rack.configure(['a', 'b', 'd']);
		expect(rack.screen.nodes.cursor).toBe('c');
		expect(rack.cursor).toBe('c');
		expect(rack.press('p').screen.nodes.gone?.config.name).toBe('c');
		expect([rack.rows, rack.cursor]).toEqual(['a b c d', 'c']);
	});

	it('the detail of a node closes when it goes on and there is no node', () => {
		const rack = new ScreenedRack(['a']).press('enter', 'p').configure([]);
		expect(rack.screen.nodes).toMatchObject({cursor: 'a', isOpen: true});
		expect(rack.press('p').screen.nodes).toMatchObject({cursor: 'a', isOpen: false});
	});
});

it('s sorts by the next column, by gpu where a node has one', () => {
	const rack = new ScreenedRack(['a', 'b']).sampled('b', 80).sampled('a', 20).press('s', 's');
	expect(rack.screen.nodes.sort).toBe('cpu');
	expect(rack.rows).toBe('b a');
	expect(rack.press('s', 's').screen.nodes.sort).toBe('temperature');
	const withGpu = new ScreenedRack(['a']).sampled('a', 20, {gpus: [aGpu()]});
	expect(withGpu.press('s', 's', 's', 's').screen.nodes.sort).toBe('gpu');
});

describe('r', () => {
	const isTried = (rack: ScreenedRack): boolean =>
		rack.press('r').effects.some(effect => effect.type === 'retryNode');

	it('tries a node again that waits for its next try, or for a person', () => {
		const rack = new ScreenedRack(['a', 'b']).down('b').press('g', 'r');
		expect(rack.effects).toEqual([{type: 'retryNode', node: rack.state.nodes[1]?.config}]);
		const denied = new ScreenedRack(['a']).send({
			...{type: 'node/connectFailed', node: 'a' as NodeName, atMs: 0, retryInMs: undefined},
			failure: {kind: 'authFailed', where: 'a', user: 'pi'},
		});
		expect(isTried(denied)).toBe(true);
		expect(isTried(new ScreenedRack(['a']))).toBe(true);
	});

	it('while it is paused tries the node as it is now, and one that is gone never', () => {
		const rack = new ScreenedRack(['a', 'b']).down('a').press('p');
		const anew = aNodeConfig('a', {isLocal: false, role: 'new'});
		expect(rack.configure([anew, 'b']).press('r').effects).toEqual([
			{type: 'retryNode', node: anew},
		]);
		expect(isTried(rack.configure(['b']))).toBe(false);
		expect(isTried(new ScreenedRack(['a']).down('a').press('p').sampled('a', 1))).toBe(false);
	});

	it('leaves alone what answers, what is being tried, this machine, and what is never contacted', () => {
		expect(isTried(new ScreenedRack([]))).toBe(false);
		expect(isTried(new ScreenedRack(['a']).sampled('a', 1))).toBe(false);
		const dialled = {type: 'node/dialled', node: 'a' as NodeName, atMs: 0} as const;
		expect(isTried(new ScreenedRack(['a']).send(dialled))).toBe(false);
		expect(isTried(new ScreenedRack(['a']).down('a').send(dialled))).toBe(false);
		expect(isTried(new ScreenedRack([aNodeConfig('a')]).down('a'))).toBe(false);
		const disabled = aNodeConfig('a', {isLocal: false, isEnabled: false});
		expect(isTried(new ScreenedRack([disabled]))).toBe(false);
	});
});

it('below the least size nothing is done unseen, but the program can be left', () => {
	const rack = new ScreenedRack(['a', 'b']).press('/');
	rack.send({type: 'screen/resized', size: {columns: 79, rows: 24}, atMs: 0});
	const {state} = rack;
	expect(rack.press('x', 'j', 'enter', 'esc', 'p').paste('text').state).toBe(state);
	expect(rack.press('q').effects).toEqual([{type: 'quit'}]);
	rack.send({type: 'screen/resized', size: small, atMs: 0});
	expect(rack.press('q').screen.line?.text).toBe('q');
});
