import fc from 'fast-check';
import {expect, it} from 'vitest';
import type {Draft} from '../../source/domain/draft.ts';
import {
	clearDraft,
	deleteLeft,
	deleteRight,
	deleteToLineEnd,
	deleteToLineStart,
	deleteWordLeft,
	insertNewline,
	insertText,
	moveLeft,
	moveRight,
	moveToLineEnd,
	moveToLineStart,
	moveWordLeft,
	moveWordRight,
} from '../../source/rules/draft.ts';
import {charactersIn} from '../../source/rules/draft-characters.ts';
import {emptyDraft, longestDraft, redone, undone} from '../../source/rules/draft-edit.ts';
import {draftOf, draftText} from '../../source/rules/draft-paste.ts';
import {anyDraft, anyKey, pressed, typing} from '../helpers/any-draft.ts';

/** `one |two`: with the caret. */
function shown({text, caret}: Draft): string {
	return `${text.slice(0, caret)}|${text.slice(caret)}`;
}

/** The same, read. */
function drafted(text: string): Draft {
	const caret = text.indexOf('|');
	return {...draftOf(text.replace('|', '')), caret};
}

function typed(text: string): Draft {
	return pressed([...text].map(typing));
}

it('what is typed stands where the caret is', () => {
	expect(shown(insertText(drafted('one |three'), 'two '))).toBe('one two |three');
	expect(shown(insertNewline(drafted('one|two')))).toBe('one\n|two');
});

it('a character is deleted and passed as a person counts them', () => {
	for (const character of ['é', 'e\u0301', '漢', '👩‍👧', '🇩🇪', '한', '👍🏽', '1️⃣']) {
		expect(shown(deleteLeft(draftOf(`a${character}`)))).toBe('a|');
		expect(shown(deleteRight(drafted(`a|${character}b`)))).toBe('a|b');
		expect(shown(moveLeft(draftOf(`a${character}`)))).toBe(`a|${character}`);
		expect(shown(moveRight(drafted(`a|${character}b`)))).toBe(`a${character}|b`);
	}

	expect(deleteLeft(drafted('|a'))).toEqual(drafted('|a'));
	expect(deleteRight(drafted('a|'))).toEqual(drafted('a|'));
});

it('where what is typed joins what stands behind it, the caret goes behind both', () => {
	expect(shown(insertText(drafted('👩|👧!'), '\u200D'))).toBe('👩\u200D👧|!');
	expect(shown(insertText(drafted('|\u0301x'), 'e'))).toBe('e\u0301|x');
	expect(shown(deleteRight(drafted('e|\n\u0301x')))).toBe('e\u0301|x');
	expect(shown(moveWordRight(drafted('|👩‍👧 x')))).toBe('👩‍👧| x');
});

it('a word goes with the blanks behind it, and a line end alone', () => {
	expect(shown(deleteWordLeft(drafted('srun --mem=4G  |x')))).toBe('srun --mem=|x');
	expect(shown(deleteWordLeft(drafted('srun --|x')))).toBe('srun |x');
	expect(shown(deleteWordLeft(drafted('one\n|two')))).toBe('one|two');
	expect(shown(deleteWordLeft(drafted('one\n  |two')))).toBe('one\n|two');
	expect(shown(moveWordLeft(drafted('größe Ωmega|')))).toBe('größe |Ωmega');
	expect(shown(moveWordRight(drafted('|  größe Ωmega')))).toBe('  größe| Ωmega');
	expect(shown(moveWordRight(drafted('|\none')))).toBe('\n|one');
	expect(shown(moveWordLeft(drafted('a 👩‍👧|')))).toBe('a |👩‍👧');
});

it('a line is deleted from the caret to its end or its beginning, then with the line end', () => {
	expect(shown(deleteToLineStart(drafted('one\ntwo|three')))).toBe('one\n|three');
	expect(shown(deleteToLineStart(drafted('one\n|three')))).toBe('one|three');
	expect(shown(deleteToLineEnd(drafted('one|two\nthree')))).toBe('one|\nthree');
	expect(shown(deleteToLineEnd(drafted('one|\nthree')))).toBe('one|three');
	expect(deleteToLineEnd(drafted('one|'))).toEqual(drafted('one|'));
	expect(shown(moveToLineStart(drafted('one\ntwo|')))).toBe('one\n|two');
	expect(shown(moveToLineEnd(drafted('o|ne\ntwo')))).toBe('one|\ntwo');
});

it('what is typed is taken back word by word', () => {
	const draft = typed('how many jobs');
	expect(shown(undone(draft))).toBe('how many |');
	expect(shown(undone(undone(draft)))).toBe('how |');
	expect(shown(redone(undone(undone(draft))))).toBe('how many |');
	expect(shown(undone(insertText(moveLeft(draft), 'X')))).toBe('how many job|s');
});

it('what was deleted comes back word by word, and all at once after all of it was cleared', () => {
	const draft = typed('how many');
	const deleted = [1, 2, 3, 4, 5, 6].reduce(deleteLeft, draft);
	expect(shown(deleted)).toBe('ho|');
	expect(shown(undone(deleted))).toBe('how|');
	expect(shown(undone(undone(deleted)))).toBe('how many|');
	expect(shown(undone(clearDraft(moveToLineStart(draft))))).toBe('|how many');
});

it('there is no redo once something else was typed', () => {
	const draft = insertText(undone(typed('one two')), 'three');
	expect(shown(redone(draft))).toBe('one three|');
});

it('a key that changes nothing gives back the same draft', () => {
	for (const press of [deleteLeft, deleteToLineStart, moveLeft, moveWordLeft, undone, redone]) {
		expect(press(emptyDraft)).toBe(emptyDraft);
	}

	const full = draftOf('x'.repeat(longestDraft));
	expect(insertText(full, 'y')).toBe(full);
});

it('whatever is pressed, the caret stands between characters of the text', () => {
	fc.assert(
		fc.property(fc.array(anyKey, {maxLength: 60}), keys => {
			let draft = emptyDraft;
			for (const key of keys) {
				draft = key.press(draft);
				const edges = [0];
				for (const character of charactersIn(draft.text)) {
					edges.push((edges.at(-1) ?? 0) + character.length);
				}

				expect(edges).toContain(draft.caret);
				expect(draftText(draft).isWellFormed()).toBe(true);
				expect(draft.text.split('\uFDD0').length - 1).toBe(draft.pastes.length);
			}
		}),
	);
});

it('undo after any key gives back what was there before', () => {
	fc.assert(
		fc.property(anyDraft, anyKey, (any, key) => {
			const before = {...any, run: undefined};
			const after = key.press(before);
			if (after.undo.length > before.undo.length && key.name !== 'redo') {
				expect(shown(undone(after))).toBe(shown(before));
				expect(undone(after).pastes).toEqual(before.pastes);
				expect(shown(redone(undone(after)))).toBe(shown(after));
			}
		}),
	);
});

it('all that was done can be taken back, and done again', () => {
	fc.assert(
		fc.property(anyDraft, draft => {
			const last = draft.redo.reduceRight(redone, draft);
			const first = last.undo.reduceRight(undone, last);
			expect(shown(first)).toBe('|');
			expect(shown(first.redo.reduceRight(redone, first))).toBe(
				shown({...last, caret: first.redo[0]?.caretAfter ?? last.caret}),
			);
		}),
	);
});
