import {expect, it} from 'vitest';
import {hintLine} from '../../source/components/speech-line.ts';
import {glyphsOf} from '../../source/theme/glyphs.ts';
import {textOf} from '../helpers/frame.tsx';

const hints = [
	{keys: ['up', 'down'], words: 'select'},
	{keys: ['s'], words: 'sort', isMinor: true},
	{keys: ['v'], words: 'grid', isMinor: true},
	{keys: ['w'], words: 'why'},
	{keys: ['l'], words: 'log'},
	{keys: [':'], words: 'command'},
	{keys: ['?'], words: 'help'},
] as const;

function hinted(columns: number): string {
	return textOf(hintLine({hints, count: undefined}, columns, glyphsOf('unicode')));
}

it('where there is no room for all hints the minor ones go first, and the way to all others last', () => {
	expect(hinted(80)).toBe(' ↑↓ select  s sort  v grid  w why  l log  : command  ? help');
	expect(hinted(57)).toBe(' ↑↓ select  s sort  w why  l log  : command  ? help');
	expect(hinted(50)).toBe(' ↑↓ select  w why  l log  : command  ? help');
	expect(hinted(40)).toBe(' ↑↓ select  w why  : command  ? help');
	expect(hinted(20)).toBe(' : command  ? help');
	expect(hinted(5)).toBe(' ? help');
});
