import fc from 'fast-check';
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
import {emptyDraft, redone, undone} from '../../source/rules/draft-edit.ts';
import {insertPaste, setText} from '../../source/rules/draft-paste.ts';
import {moveVertically} from '../../source/rules/draft-rows.ts';
import {typedCells} from '../../source/rules/typed-cells.ts';

/** Pieces that join with what stands beside them, or look as if. */
export const awkward = [
	...[
		'a',
		'word',
		' ',
		'  ',
		'\t',
		'.',
		'é',
		'e\u0301',
		'\u0301',
		'漢',
		'👩',
		'\u200D',
		'👧',
		'🇩',
		'🇪',
	],
	...['\uFE0F', '한', '\u1161', '\u0600', '\uD83D', '\uDE00', '\uFDD0', '\u001b', 'x\r\ny', 'ﷺ'],
];

const anyText = fc
	.array(fc.constantFrom(...awkward, '\n'), {maxLength: 8})
	.map(all => all.join(''));

/** Long enough to stand as one block. */
const anyPaste = fc.oneof(
	anyText,
	anyText.map(text => `${text}\n`.repeat(7)),
	anyText.map(text => `${text}y`.repeat(600)),
);

export type DraftKey = {readonly name: string; readonly press: (draft: Draft) => Draft};

const layout = {columns: 9, widthOf: typedCells};

const edits = Object.entries({
	insertNewline,
	deleteLeft,
	deleteRight,
	deleteWordLeft,
	deleteToLineStart,
	deleteToLineEnd,
}).map(([name, press]) => ({name, press}));

const moves = Object.entries({
	moveLeft,
	moveRight,
	moveWordLeft,
	moveWordRight,
	moveToLineStart,
	moveToLineEnd,
}).map(([name, press]) => ({name, press}));

export const anyKey: fc.Arbitrary<DraftKey> = fc.oneof(
	{weight: 3, arbitrary: fc.constantFrom(...awkward).map(typing)},
	{weight: 2, arbitrary: fc.constantFrom(...edits)},
	{weight: 2, arbitrary: fc.constantFrom(...moves)},
	fc.constantFrom(
		{name: 'clearDraft', press: clearDraft},
		{name: 'undo', press: undone},
		{name: 'redo', press: redone},
		{name: 'up', press: (draft: Draft) => moveVertically(draft, -1, layout)},
		{name: 'down', press: (draft: Draft) => moveVertically(draft, 2, layout)},
	),
	anyPaste.map(text => ({name: `paste ${text}`, press: pasting(text)})),
	anyText.map(text => ({
		name: `set ${text}`,
		press: (draft: Draft) => {
			const change = setText(draft, text);
			return change.kind === 'changed' ? change.draft : draft;
		},
	})),
);

export function typing(text: string): DraftKey {
	return {name: `type ${text}`, press: draft => insertText(draft, text)};
}

export function pasting(text: string): DraftKey['press'] {
	return draft => {
		const change = insertPaste(draft, text);
		return change.kind === 'changed' ? change.draft : draft;
	};
}

export function pressed(all: readonly DraftKey[], draft: Draft = emptyDraft): Draft {
	return all.reduce((before, key) => key.press(before), draft);
}

export const anyDraft = fc.array(anyKey, {maxLength: 40}).map(all => pressed(all));
