import {expect, it} from 'vitest';
import {jobIdText} from '../../source/theme/job-id-text.ts';
import {widthOf} from '../../source/theme/width.ts';
import {colourless, inAscii} from '../helpers/frame.tsx';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';

it.each([
	['24716_[0-23]', 13, '24716_[0-23]'],
	['24716_[0-23]', 11, '24716_[…]'],
	['24716_[1,3,5-64%2]', 11, '24716_[…]'],
	['24716123_[0-23]', 11, '24716123_…'],
	['247161234_[0-23]', 10, '247161234…'],
	['24716_10', 9, '24716_10'],
	['2471612_1000', 9, '…612_1000'],
])('the id of %s is whole in %i cells', (id, columns, text) => {
	expect(jobIdText(id, columns, colourless.glyphs)).toBe(text);
});

it('is cut in ascii as well', () => {
	expect(jobIdText('24716_[0-23]', 11, inAscii.glyphs)).toBe('24716_[~]');
});

it('never takes more cells than there are', () => {
	for (const {text} of hostileCorpus) {
		for (const columns of [0, 1, 5, 11]) {
			expect(widthOf(jobIdText(text, columns, colourless.glyphs))).toBeLessThanOrEqual(columns);
		}
	}
});
