import {expect, it} from 'vitest';
import {actionFor, hintsFor, keymap} from '../../source/rules/keymap.ts';

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
			expect(key).toMatch(/^(?:ctrl-[a-z]|alt-[1-9]|[!-~]|[a-z-]{2,})$/);
			expect(/^[a-z-]{2,}$/.test(key) && !/^(?:ctrl|alt)-/.test(key) ? key : 'up').toMatch(names);
		}
	}
});

it('no letter means anything where letters are text', () => {
	const inLine = keymap.filter(({context}) => context === 'line').flatMap(({keys}) => keys);
	expect(inLine.filter(key => key.length === 1)).toEqual([]);
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
