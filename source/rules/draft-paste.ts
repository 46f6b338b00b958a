import {type Draft, type DraftPart, type Paste, pasteMark} from '../domain/draft.ts';
import {draftLength, emptyDraft, longestDraft, replaced} from './draft-edit.ts';

/** What is longer, in lines or in UTF-16 units, stands as one block. */
const mostLines = 5;
const mostUnits = 500;

/** It would be longer than a draft may be: nothing was changed. */
export type DraftTooLong = {
	readonly kind: 'tooLong';
	/** UTF-16 units that it would have, and that it may have. */
	readonly units: number;
	readonly mostUnits: number;
};

export type DraftChange = {readonly kind: 'changed'; readonly draft: Draft} | DraftTooLong;

/** What is pasted is put where the caret is; what is long stands there as one block. */
export function insertPaste(draft: Draft, pasted: string): DraftChange {
	const units = draftLength(draft) + pasted.length;
	const text = units > 2 * longestDraft ? pasted : cleanTyped(pasted);
	return draftLength(draft) + text.length > longestDraft
		? {kind: 'tooLong', units: draftLength(draft) + text.length, mostUnits: longestDraft}
		: {kind: 'changed', draft: withPaste(draft, text)};
}

/** A whole text, as another editor or an earlier question gives it: one step that can be taken back. */
export function setText(draft: Draft, given: string): DraftChange {
	const text = given.length > 2 * longestDraft ? given : cleanTyped(given);
	return text.length > longestDraft
		? {kind: 'tooLong', units: text.length, mostUnits: longestDraft}
		: {
				kind: 'changed',
				draft:
					text === draftText(draft)
						? draft
						: replaced(draft, {start: 0, end: draft.text.length}, {part: {text, pastes: []}}),
			};
}

/** What is sent: as typed, with what was pasted. */
export function draftText({text, pastes}: DraftPart): string {
	const left = pastes.values();
	return pastes.length === 0
		? text
		: text.replaceAll(pasteMark, () => left.next().value?.text ?? '');
}

/** A draft of a text, with its caret behind it and nothing to take back. A text that is too long is cut. */
export function draftOf(given: string): Draft {
	const text = cleanTyped(given.slice(0, longestDraft));
	return {...emptyDraft, text, caret: text.length};
}

/** `[pasted 42 lines]`, `[pasted 42 lines #2]` where there are several, `[pasted 812 characters]` of one line. */
export function pasteLabel({lines, number, text}: Paste, isOnly: boolean): string {
	const size = lines === 1 ? `${text.length} characters` : `${lines} lines`;
	return `[pasted ${size}${isOnly ? '' : ` #${number}`}]`;
}

/** With the line ends of this program, and without what acts on a terminal. */
export function cleanTyped(text: string): string {
	return text
		.replaceAll(/\r\n?/g, '\n')
		.replaceAll(controls, '')
		.replaceAll(pasteMark, '\uFFFD')
		.toWellFormed();
}

const controls = /[\p{Cc}--[\t\n]]/gv;

function withPaste(draft: Draft, text: string): Draft {
	const lines = linesOf(text);
	const number = Math.max(0, ...draft.pastes.map(paste => paste.number)) + 1;
	const part =
		lines > mostLines || text.length > mostUnits
			? {text: pasteMark, pastes: [{text, lines, number}]}
			: {text, pastes: []};
	return replaced(draft, {start: draft.caret, end: draft.caret}, {part});
}

function linesOf(text: string): number {
	const breaks = text.split('\n').length;
	return text.endsWith('\n') ? breaks - 1 : breaks;
}
