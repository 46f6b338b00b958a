import {expect, it} from 'vitest';
import {createHiddenLine} from '../../source/cli/hidden-line.ts';

/** What the line ends with, when this is typed in these pieces. */
function typed(...pieces: readonly string[]) {
	const line = createHiddenLine();
	return pieces.map(piece => line.push(piece)).at(-1);
}

it.each([
	['enter ends it', ['a b\tü\r'], 'a b\tü'],
	['it comes in any pieces', ['s', 'ec', 'ret\n'], 'secret'],
	['backspace takes a character, also one of two units', ['ab😀\u007f\u007fc\b\bd\r'], 'd'],
	['backspace at the start does nothing', ['\u007f\u007fa\r'], 'a'],
	['Ctrl-U begins anew', ['wrong\u0015right\r'], 'right'],
	['arrows and function keys do nothing', ['a\u001b[D\u001b[1;5C\u001bOPb\u001b[3~\r'], 'ab'],
	['an arrow in pieces does nothing either', ['a\u001b', '[', '1;5', 'Db\r'], 'ab'],
	['what is pasted in brackets is what was pasted', ['\u001b[200~pasted\u001b[201~\r'], 'pasted'],
	['what follows the end is dropped', ['first\rsecond\r'], 'first'],
	['other controls are no part of it', ['a\u0001\u001ab\r'], 'ab'],
])('%s', (_, pieces, text) => {
	expect(typed(...pieces)).toEqual({end: 'entered', text});
});

it('Ctrl-D gives up, and Ctrl-C interrupts', () => {
	expect(typed('half\u0004')).toEqual({end: 'given up'});
	expect(typed('half\u0003')).toEqual({end: 'interrupted'});
	expect(typed('half\u001c')).toEqual({end: 'interrupted'});
	expect(typed('half')).toBeUndefined();
});

it('a file that is pasted by mistake is no secret', () => {
	expect(typed('x'.repeat(5000))).toEqual({end: 'given up'});
});
