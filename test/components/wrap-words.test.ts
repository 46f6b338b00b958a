import {expect, test} from 'vitest';
import {wrapWords} from '../../source/components/wrap-words.ts';
import {clean, safe} from '../../source/theme/safe.ts';
import {widthOf} from '../../source/theme/width.ts';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';

test('a sentence is broken between words', () => {
	expect(wrapWords(safe`one two three four five six`, 24)).toEqual([
		'one two three four five',
		'six',
	]);
});

test('a command in a sentence has a line of its own, and is broken only where it is longer than that', () => {
	const text = safe`the key changed; if that was meant: ssh-keygen -R pi-1 -f /k/known_hosts`;
	expect(wrapWords(text, 40)).toEqual([
		'the key changed; if that was meant:',
		'ssh-keygen -R pi-1 -f /k/known_hosts',
	]);
	expect(wrapWords(text, 30)).toEqual([
		'the key changed; if that was',
		'meant:',
		'ssh-keygen -R pi-1 -f',
		'/k/known_hosts',
	]);
});

test('a word that is longer than a line goes on in the next, and nothing of it is lost', () => {
	const word = clean('x'.repeat(70));
	expect(wrapWords(word, 30)).toEqual(['x'.repeat(30), 'x'.repeat(30), 'x'.repeat(10)]);
});

test('no line is wider than asked, whatever is in the text', () => {
	for (const {text} of hostileCorpus) {
		for (const line of wrapWords(clean(text, {maxCharacters: 500}), 40)) {
			expect(widthOf(line)).toBeLessThanOrEqual(40);
		}
	}
});
