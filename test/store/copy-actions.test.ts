import {expect, it} from 'vitest';
import {aNodeConfig} from '../helpers/node-builders.ts';
import {ScreenedRack} from '../helpers/screened-rack.ts';

const rack = () => new ScreenedRack(['a', 'b', 'c']);

it('y asks as what the node under the cursor is copied', () => {
	expect(rack().press('j', 'y').screen.dialog).toEqual({kind: 'copy', nodes: ['b']});
});

it('y asks for all that are marked', () => {
	expect(rack().press('space', 'space', 'y').screen.dialog).toEqual({
		kind: 'copy',
		nodes: ['a', 'b'],
	});
});

it.each([
	['s', 'sshCommand'],
	['j', 'json'],
	['n', 'name'],
])('%s copies %s and is done', (key, what) => {
	const asked = rack().press('y', key);
	expect(asked.effects).toEqual([{type: 'copyNodes', nodes: ['a'], what}]);
	expect(asked.screen.dialog).toBe(undefined);
});

it.each(['esc', 'ctrl-c'])('%s copies nothing', key => {
	const asked = rack().press('y', key);
	expect(asked.effects).toEqual([]);
	expect(asked.screen.dialog).toBe(undefined);
});

it('where there is no node there is nothing to copy', () => {
	expect(new ScreenedRack([]).press('y').screen.dialog).toBe(undefined);
});

const opened = {type: 'session/opened', isReadOnly: false, isDemo: false, atMs: 0} as const;

it('x asks for a shell on the node under the cursor', () => {
	const node = aNodeConfig('b', {isLocal: false});
	expect(new ScreenedRack(['a', node]).press('j', 'x').effects).toEqual([
		{type: 'openNodeShell', node},
	]);
});

it('x is refused where nothing may be changed', () => {
	const asked = rack()
		.send({...opened, isReadOnly: true})
		.press('x');
	expect(asked.effects).toEqual([]);
	expect(asked.screen.toast?.what).toEqual({kind: 'notice', notice: {kind: 'readOnly'}});
});

it('x is refused in the demo, which has no real nodes', () => {
	const asked = rack()
		.send({...opened, isDemo: true})
		.press('x');
	expect(asked.effects).toEqual([]);
	expect(asked.screen.toast?.what).toMatchObject({notice: {kind: 'refused'}});
});
