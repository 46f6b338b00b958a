import {expect, it} from 'vitest';
import {spokenTyping} from '../../source/theme/spoken-text.ts';

it('a character that came is named, and so is one that went', () => {
	expect(spokenTyping('gp', 'gpu')).toBe('u');
	expect(spokenTyping('gpu', 'gpu>')).toBe('greater than');
	expect(spokenTyping('node', 'node ')).toBe('space');
	expect(spokenTyping('', '!')).toBe('exclamation mark');
	expect(spokenTyping('gpu>', 'gpu')).toBe('greater than deleted');
	expect(spokenTyping('', '\u{1F469}\u200D\u{1F4BB}')).toBe('\u{1F469}\u200D\u{1F4BB}');
});

it('more than one character at once is told as all that stands there', () => {
	expect(spokenTyping('no', 'node pi-main')).toBe('node pi-main');
	expect(spokenTyping('gpu>9', 'mem>9')).toBe('mem>9');
	expect(spokenTyping('gpu', '')).toBe('empty');
	expect(spokenTyping('gpu', 'gpu')).toBe('');
});

it('nothing that was pasted acts on the terminal', () => {
	expect(spokenTyping('', '\u001b[2J')).toBe('␛[2J');
	expect(spokenTyping('a', `a${'\u001b'}`)).toBe('␛');
	expect(spokenTyping('', 'x'.repeat(100_000)).length).toBeLessThan(600);
});
