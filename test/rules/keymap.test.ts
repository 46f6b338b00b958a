import {describe, expect, it} from 'vitest';
import {actionFor, asksFirst, hintsFor, keymap} from '../../source/rules/keymap.ts';
import type {KeyContext} from '../../source/rules/keys/binding.ts';

const names =
	/^(?:up|down|left|right|enter|esc|tab|shift-tab|space|backspace|delete|pageup|pagedown|home|end)$/;

it('a key means one thing in one place', () => {
	const places = keymap.flatMap(({context, keys}) => keys.map(key => `${context} ${key}`));
	expect(places.toSorted()).toEqual([...new Set(places)].toSorted());
});

it('every key has a name that a terminal can give it, and every binding words', () => {
	for (const {keys, words} of keymap) {
		expect(words).not.toBe('');
		expect(keys.length).toBeGreaterThan(0);
		for (const key of keys) {
			expect(key).toMatch(/^(?:ctrl-[a-z_]|alt-[a-z1-9_]|[!-~]|[a-z-]{2,})$/);
			expect(/^[a-z-]{2,}$/.test(key) && !/^(?:ctrl|alt)-/.test(key) ? key : 'up').toMatch(names);
		}
	}
});

it('no letter means anything where letters are text', () => {
	const typed: readonly KeyContext[] = ['line', 'commandLine', 'chatInput', 'chatRecall'];
	const keys = keymap.filter(({context}) => typed.includes(context)).flatMap(one => one.keys);
	expect(keys.filter(key => key.length === 1)).toEqual([]);
});

it('a capital other than G either asks before it changes something, can be taken back, or only moves', () => {
	const capitals = keymap.filter(({keys}) => keys.some(key => /^[A-Z]$/.test(key)));
	const actions = new Set(capitals.map(({action}) => action));
	const harmless = ['moveToLast', 'searchPrevious', 'deleteChat'];
	expect([...actions].filter(action => !(asksFirst(action) || harmless.includes(action)))).toEqual(
		[],
	);
	expect(actions).toContain('acceptKey');
});

it('a dialog that asks is not answered by what a person types by mistake', () => {
	const confirming = keymap.filter(one => one.context === 'dialog' && one.action === 'confirm');
	expect(confirming.flatMap(({keys}) => keys)).toEqual(['A']);
	expect(actionFor('enter', ['dialog'])).toBe('cancel');
});

describe('the keys of SCREENS 2, help', () => {
	it.each([
		...[['enter', 'open'] as const, ['w', 'why'] as const, ['x', 'shell'] as const],
		...[['y', 'copy'] as const, ['r', 'retry'] as const, ['v', 'toggleGrid'] as const],
		...[['s', 'sortNext'] as const, ['t', 'processes'] as const, ['l', 'log'] as const],
	])('%s is %s in the nodes', (key, action) => {
		expect(actionFor(key, ['nodes', 'everywhere'])).toBe(action);
	});

	it.each([
		...[['1', 'showNodes'] as const, ['6', 'showEvents'] as const, ['tab', 'nextPane'] as const],
		...[['j', 'moveDown'] as const, ['k', 'moveUp'] as const, ['g', 'moveToFirst'] as const],
		...[['G', 'moveToLast'] as const, ['/', 'filter'] as const, ['!', 'filterOut'] as const],
		...[['space', 'mark'] as const, [':', 'command'] as const, ['q', 'quit'] as const],
	])('%s is %s everywhere', (key, action) => {
		expect(actionFor(key, ['everywhere'])).toBe(action);
	});
});

it('the first place that knows a key has it', () => {
	expect(actionFor('ctrl-u', ['line', 'everywhere'])).toBe('deleteAll');
	expect(actionFor('ctrl-u', ['nodes', 'everywhere'])).toBe('moveUpHalf');
	expect(actionFor('?', ['help', 'everywhere'])).toBe('back');
	expect(actionFor('?', ['nodes', 'everywhere'])).toBe('help');
	expect(actionFor('enter', ['help', 'everywhere'])).toBeUndefined();
	expect(actionFor('F13', ['nodes', 'everywhere'])).toBeUndefined();
});

it('only some keys are hinted at, in their order, and help is the last', () => {
	const hints = hintsFor(['nodes', 'everywhere']).map(({keys, hint}) => `${keys[0]} ${hint}`);
	const known = ['up select', 'down select', 'enter open', '/ filter', ': command'];
	expect(hints.filter(hint => known.includes(hint))).toEqual(known);
	expect(hints.slice(-2)).toEqual([': command', '? help']);
	expect(hintsFor(['help']).map(({hint}) => hint)).toEqual(['close', 'scroll', 'scroll']);
});

it('what a place is there for stands before what finds, and the rest of it before what the program can do', () => {
	const inEvents = hintsFor(['events', 'everywhere']).map(({keys}) => keys[0]);
	const drawn = ['up', 'down', 'c', '/', 'enter', 'y', ':', '?'];
	expect(inEvents.filter(key => key !== undefined && drawn.includes(key))).toEqual(drawn);
	const inGrid = hintsFor(['grid', 'everywhere']).map(({keys}) => keys[0]);
	const keys = ['up', 'down', 'left', 'right', 'enter', '/', 'm', 'n', 'v', ':', '?'];
	expect(inGrid.filter(key => key !== undefined && keys.includes(key))).toEqual(keys);
});
