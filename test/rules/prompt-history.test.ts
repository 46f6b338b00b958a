import {expect, it} from 'vitest';
import {insertText} from '../../source/rules/draft.ts';
import {emptyDraft} from '../../source/rules/draft-edit.ts';
import {draftOf} from '../../source/rules/draft-paste.ts';
import {
	promptHistory,
	recallNewer,
	recallOlder,
	withPrompt,
} from '../../source/rules/prompt-history.ts';

const history = promptHistory(['one', 'two', 'three']);
const unsent = insertText(emptyDraft, 'not sent');

it('keeps no blank question, and none twice in a row', () => {
	expect(promptHistory(['a', 'a', ' \n', 'a', 'b', 'a'])).toEqual(['a', 'b', 'a']);
	expect(withPrompt(history, 'three')).toBe(history);
	expect(withPrompt(history, '')).toBe(history);
	expect(withPrompt(history, 'one').at(-1)).toBe('one');
});

it('keeps the newest five hundred, and no more than a megabyte', () => {
	const many = promptHistory(Array.from({length: 600}, (_, index) => `${index}`));
	expect([many.length, many[0], many.at(-1)]).toEqual([500, '100', '599']);
	const long = ['a', 'b', 'c'].map(letter => letter.repeat(400_000));
	expect(promptHistory(long)).toEqual(long.slice(1));
});

it('goes back question by question, and forth to what was being typed', () => {
	const three = recallOlder(history, {draft: unsent, recall: undefined});
	expect(three?.draft).toEqual(draftOf('three'));
	const two = three && recallOlder(history, three);
	const one = two && recallOlder(history, two);
	expect(one?.draft.text).toBe('one');
	expect(one && recallOlder(history, one)).toBeUndefined();
	const back = one && recallNewer(history, one);
	expect(back?.draft.text).toBe('two');
	const newest = two && recallNewer(history, two);
	expect(newest?.draft.text).toBe('three');
	expect(newest && recallNewer(history, newest)).toEqual({draft: unsent, recall: undefined});
});

it('with nothing to recall, nothing happens', () => {
	expect(recallOlder([], {draft: unsent, recall: undefined})).toBeUndefined();
	expect(recallNewer(history, {draft: unsent, recall: undefined})).toBeUndefined();
});
