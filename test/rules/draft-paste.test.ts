import fc from 'fast-check';
import {expect, it} from 'vitest';
import {deleteLeft, insertText, moveLeft, moveToLineStart} from '../../source/rules/draft.ts';
import {emptyDraft, longestDraft, redone, undone} from '../../source/rules/draft-edit.ts';
import {
	cleanTyped,
	draftOf,
	draftText,
	insertPaste,
	pasteLabel,
	setText,
} from '../../source/rules/draft-paste.ts';
import {awkward, pasting} from '../helpers/any-draft.ts';

const sixLines = 'one\ntwo\nthree\nfour\nfive\nsix\n';

it('a paste of more than five lines or 500 units is one character of the draft, and sent as it was', () => {
	const draft = insertText(pasting(sixLines)(insertText(emptyDraft, 'see ')), '!');
	expect(draft.text).toHaveLength('see x!'.length);
	expect(draftText(draft)).toBe(`see ${sixLines}!`);
	expect(moveLeft(moveLeft(draft)).caret).toBe('see '.length);
	expect(draftText(deleteLeft(moveLeft(draft)))).toBe('see !');
	expect(draftText(undone(deleteLeft(moveLeft(draft))))).toBe(`see ${sixLines}!`);
	expect(pasting('y'.repeat(501))(emptyDraft).pastes).toHaveLength(1);
});

it('a short paste is text', () => {
	const draft = pasting('one\ntwo\nthree\nfour\nfive\n')(emptyDraft);
	expect(draft.pastes).toEqual([]);
	expect(draft.text).toBe('one\ntwo\nthree\nfour\nfive\n');
});

it('a mark or a joiner behind a paste never becomes part of it', () => {
	const draft = insertText(pasting(sixLines)(emptyDraft), '\u0301');
	expect(draftText(deleteLeft(draft))).toBe(sixLines);
});

it('several keep their order, whichever was pasted first, deleted or taken back', () => {
	const [one, two, three] = ['1', '2', '3'].map(text => `${text}\n`.repeat(6));
	const last = pasting(three ?? '')(insertText(pasting(one ?? '')(emptyDraft), ' '));
	const all = pasting(two ?? '')(moveLeft(last));
	expect(draftText(all)).toBe(`${one} ${two}${three}`);
	expect(draftText(deleteLeft(all))).toBe(`${one} ${three}`);
	expect(draftText(undone(deleteLeft(all)))).toBe(draftText(all));
	expect(draftText(redone(undone(all)))).toBe(draftText(all));
});

it('its label says how much it is, and which where there are several', () => {
	const [only] = pasting(sixLines)(emptyDraft).pastes;
	const two = pasting('y'.repeat(812))(moveToLineStart(pasting(sixLines)(emptyDraft)));
	expect(only && pasteLabel(only, true)).toBe('[pasted 6 lines]');
	expect(two.pastes.map(paste => pasteLabel(paste, false))).toEqual([
		'[pasted 812 characters #2]',
		'[pasted 6 lines #1]',
	]);
	expect(draftText(two)).toBe(`${'y'.repeat(812)}${sixLines}`);
});

it('line ends become line feeds, and controls, halves of characters and our own mark go', () => {
	expect(cleanTyped('a\r\nb\rc\td\u001b[31m\u0000\u009be\uFDD0\uD83D')).toBe(
		'a\nb\nc\td[31me\uFFFD\uFFFD',
	);
	expect(draftText(pasting('\u001b]52;c;AAAA\u0007'.repeat(100))(emptyDraft))).not.toMatch(
		/[\p{Cc}--[\t\n]]/v,
	);
});

it('what would be longer than a draft may be is refused, and changes nothing', () => {
	const half = pasting('x'.repeat(longestDraft / 2))(emptyDraft);
	const full = insertPaste(half, 'y'.repeat(longestDraft / 2));
	expect(full.kind).toBe('changed');
	expect(insertPaste(half, 'y'.repeat(longestDraft / 2 + 1))).toEqual({
		kind: 'tooLong',
		units: longestDraft + 1,
		mostUnits: longestDraft,
	});
	expect(setText(half, 'y'.repeat(5 * longestDraft)).kind).toBe('tooLong');
});

it('a text from another editor is one step; where nothing was edited a paste stays a block', () => {
	const draft = pasting(sixLines)(emptyDraft);
	expect(setText(draft, sixLines)).toEqual({kind: 'changed', draft});
	const change = setText(draft, 'other\r\n');
	expect(change.kind === 'changed' && change.draft.text).toBe('other\n');
	expect(change.kind === 'changed' && undone(change.draft).pastes).toEqual(draft.pastes);
});

it('what is sent is what was typed and pasted', () => {
	const anyPart = fc.array(fc.constantFrom(...awkward, '\n'), {maxLength: 30});
	fc.assert(
		fc.property(fc.array(fc.tuple(fc.boolean(), anyPart), {maxLength: 10}), parts => {
			let draft = emptyDraft;
			let sent = '';
			for (const [isPasted, part] of parts) {
				const text = cleanTyped(part.join(''));
				draft = isPasted ? pasting(text)(draft) : insertText(draft, text);
				sent += text;
			}

			expect(draftText(draft)).toBe(sent);
		}),
	);
	expect(draftText(draftOf('one\r\ntwo'))).toBe('one\ntwo');
});
