import {expect, test} from 'vitest';
import {keysOf, type PressedKey} from '../../source/hooks/key-names.ts';

const none: PressedKey = {
	...{upArrow: false, downArrow: false, leftArrow: false, rightArrow: false},
	...{pageUp: false, pageDown: false, home: false, end: false, return: false, escape: false},
	...{backspace: false, delete: false, ctrl: false, meta: false, shift: false, tab: false},
};

test.each([
	['j', none, ['j']],
	['G', {...none, shift: true}, ['G']],
	[' ', none, ['space']],
	['', {...none, upArrow: true}, ['up']],
	['', {...none, pageDown: true}, ['pagedown']],
	['\r', {...none, return: true}, ['enter']],
	['', {...none, escape: true}, ['esc']],
	['', {...none, tab: true}, ['tab']],
	['', {...none, tab: true, shift: true}, ['shift-tab']],
	['l', {...none, ctrl: true}, ['ctrl-l']],
	['1', {...none, meta: true}, ['alt-1']],
	['\n', none, ['ctrl-j']],
	['_', {...none, ctrl: true}, ['ctrl-_']],
	['', {...none, return: true, meta: true}, ['alt-enter']],
	['', {...none, leftArrow: true, ctrl: true}, ['ctrl-left']],
	['', {...none, rightArrow: true, meta: true}, ['alt-right']],
	['', {...none, backspace: true, meta: true}, ['alt-backspace']],
	['', {...none, upArrow: true, meta: true}, ['up']],
	['', {...none, escape: true, meta: true}, ['esc']],
] as const)('%j is named as in the keymap', (input, pressed, keys) => {
	expect(keysOf(input, pressed)).toEqual(keys);
});

test('keys that came faster than they were read are told one by one', () => {
	expect(keysOf('jj/gpu\r', none)).toEqual(['j', 'j', '/', 'g', 'p', 'u', 'enter']);
});

test('a key that is let go, and what has no name, is no key', () => {
	expect(keysOf('j', {...none, eventType: 'release'})).toEqual([]);
	expect(keysOf('\u0000\u0001\u009b', none)).toEqual([]);
	expect(keysOf('', none)).toEqual([]);
});
