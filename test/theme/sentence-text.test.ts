import {expect, test} from 'vitest';
import {sentenceText} from '../../source/theme/sentence-text.ts';

test.each([
	['boom', 'boom.'],
	['boom.', 'boom.'],
	['Is it switched on?', 'Is it switched on?'],
	['it said "no."', 'it said "no."'],
	['boom (500)', 'boom (500).'],
	['boom \n', 'boom.'],
])('%j ends once', (text, sentence) => {
	expect(sentenceText(text)).toBe(sentence);
});
