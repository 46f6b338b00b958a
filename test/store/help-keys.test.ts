import {describe, expect, it} from 'vitest';
import {keymap} from '../../source/rules/keymap.ts';
import type {KeyContext} from '../../source/rules/keys/binding.ts';
import {canCarryOut} from '../../source/store/act.ts';
import {helpKeys, lastHelpScroll} from '../../source/store/help-keys.ts';
import {ScreenedRack} from '../helpers/screened-rack.ts';

type Lines = ReturnType<typeof helpKeys>['inPlace'];

const inWords = (lines: Lines): readonly string[] =>
	lines.map(({keys, words}) => `${keys.join(' ')} ${words}`);

it('help lists the keys of where it was opened, then those of everywhere, letters first', () => {
	const all = helpKeys(new ScreenedRack(['a']).press('?').state);
	expect(all.place).toBe('nodes');
	expect(inWords(all.inPlace)).toEqual(
		expect.arrayContaining(['enter open the node', 'r try the connection now']),
	);
	expect(inWords(all.everywhere).slice(0, 5)).toEqual([
		...['1 2 3 4 6 tabs', 'alt-1 alt-2 alt-3 alt-4 alt-6 same', 'tab shift-tab next pane'],
		...['j k up down move', 'g G home end top, end'],
	]);
	expect(all.total).toBe(all.inPlace.length + all.everywhere.length);
});

it('its search looks at words and keys, and keeps count of all', () => {
	const rack = new ScreenedRack(['a']).press('?');
	const {total} = helpKeys(rack.state);
	const found = helpKeys(rack.type('Filter').state);
	expect(inWords([...found.inPlace, ...found.everywhere])).toEqual(['/ ! filter, filter out']);
	expect(found).toMatchObject({total, hasCapitals: false});
	expect(helpKeys(rack.press('ctrl-u', 'j').state).everywhere).toHaveLength(1);
});

it('a key that means something else there is not listed under everywhere', () => {
	const inGrid = helpKeys(new ScreenedRack(['a']).press('v', '?').state);
	expect(inGrid.place).toBe('grid');
	expect(inWords(inGrid.inPlace)).toEqual(
		expect.arrayContaining(['n next node that needs a hand', 'w why this state']),
	);
	const keys = [...inGrid.inPlace, ...inGrid.everywhere].flatMap(line => line.keys);
	expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted());
	expect(helpKeys(new ScreenedRack(['a']).press('6', '?').state).place).toBe('events');
});

describe('a key that does nothing there is not listed', () => {
	const listed = (...keys: readonly string[]): readonly string[] => {
		const {inPlace, everywhere} = helpKeys(new ScreenedRack(['a']).press(...keys, '?').state);
		return [...inPlace, ...everywhere].flatMap(line => line.keys);
	};

	it.each([
		['the table', [], []],
		['the grid', ['v'], ['s', 'f', 'tab', 'shift-tab']],
	])('in %s', (_, keys, idle) => {
		const wanted = ['/', '!', 'space', 's', 'f', 'tab', 'shift-tab'];
		const inUse = wanted.filter(key => listed(...keys).includes(key));
		expect(inUse).toEqual(wanted.filter(key => !idle.includes(key)));
	});

	it.each([
		['events', '6'],
		['log', 'l'],
	] as const)('in %s', (place, key) => {
		const places: readonly KeyContext[] = [place, 'everywhere'];
		const idle = keymap.filter(
			({context, action}) =>
				context === 'everywhere' && !places.some(one => canCarryOut(one, action)),
		);
		const own = keymap.filter(({context}) => context === place).flatMap(({keys}) => keys);
		const idleKeys = idle.flatMap(({keys}) => keys).filter(one => !own.includes(one));
		expect(idleKeys).toContain('space');
		expect(listed(key).filter(one => idleKeys.includes(one))).toEqual([]);
		expect(listed(key)).toContain('/');
	});
});

it('capitals are spoken of where one changes something', () => {
	expect(helpKeys(new ScreenedRack(['a']).press('?').state).hasCapitals).toBe(true);
	expect(helpKeys(new ScreenedRack(['a']).press('6', '?').state).hasCapitals).toBe(false);
});

it('help scrolls no further than there is something to see', () => {
	const rack = new ScreenedRack(['a'], {columns: 80, rows: 60}).press('?', 'down');
	expect(rack.screen.help).toEqual({search: '', scroll: 0});
	const {inPlace, everywhere} = helpKeys(rack.state);
	const most = Math.max(inPlace.length, everywhere.length);
	const inRows = (rows: number) =>
		lastHelpScroll({...rack.state, screen: {...rack.screen, size: {columns: 80, rows}}});
	expect(inRows(7 + most + 2)).toBe(0);
	expect(inRows(7 + most)).toBe(2);
});
