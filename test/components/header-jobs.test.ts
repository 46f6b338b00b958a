import {expect, it} from 'vitest';
import {headerJobsPieces} from '../../source/components/header-jobs.ts';
import {glyphsOf} from '../../source/theme/glyphs.ts';

const text = (running: number, waiting: number): string =>
	headerJobsPieces({running, waiting, isOld: false}, glyphsOf('unicode'))
		.map(piece => piece.text)
		.join('');

it('keeps numbers of jobs apart from words, in the same width', () => {
	expect(text(64, 46_860)).toBe('jobs   64 run  46 k wait');
	expect(text(4, 25)).toBe('jobs    4 run    25 wait');
});
