import {expect, it} from 'vitest';
import {insertText} from '../../source/rules/draft.ts';
import {emptyDraft} from '../../source/rules/draft-edit.ts';
import {
	acceptPrompt,
	leavePromptSearch,
	openPromptSearch,
	searchOlder,
	searchPrompt,
} from '../../source/rules/prompt-search.ts';

const history = ['List my GPUs', 'cancel job 7', 'list jobs', 'cancel job 9', 'list jobs'];
const unsent = insertText(emptyDraft, 'not sent');
const opened = openPromptSearch(unsent);

it('finds the newest question that has what is typed', () => {
	expect(searchPrompt(history, opened, 'job').match).toBe(4);
	expect(searchPrompt(history, opened, 'cancel').match).toBe(3);
	expect(searchPrompt(history, opened, 'gpu').match).toBe(0);
	expect(searchPrompt(history, opened, 'L').match).toBe(0);
	expect(searchPrompt(history, opened, 'redis').match).toBeUndefined();
	expect(searchPrompt(history, searchPrompt(history, opened, 'redis'), '').match).toBeUndefined();
});

it('goes to older ones, past those that say the same, and stays at the oldest', () => {
	const lists = searchPrompt(history, opened, 'list');
	const oldest = searchOlder(history, lists);
	expect(oldest.match).toBe(0);
	expect(searchOlder(history, oldest)).toBe(oldest);
});

it('gives the question to the draft, or gives the draft back', () => {
	const found = searchPrompt(history, opened, '7');
	expect(acceptPrompt(history, found)).toMatchObject({text: 'cancel job 7', caret: 12});
	expect(acceptPrompt(history, searchPrompt(history, opened, 'redis'))).toBe(unsent);
	expect(leavePromptSearch(found)).toBe(unsent);
});
