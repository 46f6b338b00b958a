/** What keys do to a draft. A key that changes nothing gives back the same draft. */
import type {Draft} from '../domain/draft.ts';
import {
	characterAfter,
	characterBefore,
	lineEnd,
	lineStart,
	wordAfter,
	wordBefore,
} from './draft-characters.ts';
import {type Place, replaced} from './draft-edit.ts';
import {cleanTyped} from './draft-paste.ts';

/** What a key types. What would be too much is left out. */
export function insertText(draft: Draft, typed: string): Draft {
	const at = draft.caret;
	const part = {text: cleanTyped(typed), pastes: []};
	return replaced(draft, {start: at, end: at}, {part, run: 'typing'});
}

/** A step of its own. */
export function insertNewline(draft: Draft): Draft {
	const at = draft.caret;
	return replaced(draft, {start: at, end: at}, {part: {text: '\n', pastes: []}});
}

export function deleteLeft(draft: Draft): Draft {
	const start = characterBefore(draft.text, draft.caret);
	return replaced(draft, {start, end: draft.caret}, {part: nothing, run: 'deleting'});
}

export function deleteRight(draft: Draft): Draft {
	return without(draft, {start: draft.caret, end: characterAfter(draft.text, draft.caret)});
}

export function deleteWordLeft(draft: Draft): Draft {
	return without(draft, {start: wordBefore(draft.text, draft.caret), end: draft.caret});
}

/** From the beginning of the line; at its beginning, the end of the line before it. */
export function deleteToLineStart(draft: Draft): Draft {
	const start = lineStart(draft.text, draft.caret);
	const isThere = start === draft.caret;
	return without(draft, {start: isThere ? Math.max(0, start - 1) : start, end: draft.caret});
}

/** To the end of the line; at its end, that end. */
export function deleteToLineEnd(draft: Draft): Draft {
	const end = lineEnd(draft.text, draft.caret);
	const isThere = end === draft.caret;
	return without(draft, {start: draft.caret, end: isThere ? end + 1 : end});
}

/** One step: what was typed can be had back. */
export function clearDraft(draft: Draft): Draft {
	return without(draft, {start: 0, end: draft.text.length});
}

export function moveLeft(draft: Draft): Draft {
	return moved(draft, characterBefore(draft.text, draft.caret));
}

export function moveRight(draft: Draft): Draft {
	return moved(draft, characterAfter(draft.text, draft.caret));
}

export function moveWordLeft(draft: Draft): Draft {
	return moved(draft, wordBefore(draft.text, draft.caret));
}

export function moveWordRight(draft: Draft): Draft {
	return moved(draft, wordAfter(draft.text, draft.caret));
}

export function moveToLineStart(draft: Draft): Draft {
	return moved(draft, lineStart(draft.text, draft.caret));
}

export function moveToLineEnd(draft: Draft): Draft {
	return moved(draft, lineEnd(draft.text, draft.caret));
}

const nothing = {text: '', pastes: []};

function without(draft: Draft, {start, end}: Place): Draft {
	return replaced(draft, {start, end: Math.min(end, draft.text.length)}, {part: nothing});
}

function moved(draft: Draft, to: number): Draft {
	const caret = Math.max(0, Math.min(to, draft.text.length));
	return caret === draft.caret && draft.wishedColumn === undefined
		? draft
		: {...draft, caret, run: undefined, wishedColumn: undefined};
}
