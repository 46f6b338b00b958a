import {
	type Draft,
	type DraftEdit,
	type DraftPart,
	type DraftRun,
	pasteMark,
} from '../domain/draft.ts';
import {edgeFrom} from './draft-characters.ts';

/** UTF-16 units of what is sent, with what was pasted. */
export const longestDraft = 1_048_576;
const mostSteps = 200;
/** UTF-16 units of all steps. */
const mostKept = 4 * longestDraft;

export const emptyDraft: Draft = {
	text: '',
	caret: 0,
	pastes: [],
	undo: [],
	redo: [],
	run: undefined,
	wishedColumn: undefined,
};

export type Place = {readonly start: number; readonly end: number};

/** Puts something in the place of what stands there: one step, or more of the last one. Too much: the same draft. */
export function replaced(
	draft: Draft,
	{start, end}: Place,
	{part, run}: {readonly part: DraftPart; readonly run?: DraftRun | undefined},
): Draft {
	const removed = partOf(draft, {start, end});
	const isNothing = removed.text === '' && part.text === '';
	if (isNothing || draftLength(draft) - draftLength(removed) + draftLength(part) > longestDraft) {
		return draft;
	}

	const edit = {at: start, removed, inserted: part, caretBefore: draft.caret};
	const changed = withParts(draft, edit);
	const caretAfter = edgeFrom(changed.text, start + part.text.length);
	const steps = withStep(draft, {...edit, caretAfter}, run);
	return {...changed, caret: caretAfter, undo: steps, redo: [], run, wishedColumn: undefined};
}

/** Takes back the last step; what was never changed stays as it is. */
export function undone(draft: Draft): Draft {
	const edit = draft.undo.at(-1);
	return edit === undefined
		? draft
		: {
				...withParts(draft, {at: edit.at, removed: edit.inserted, inserted: edit.removed}),
				caret: edit.caretBefore,
				undo: draft.undo.slice(0, -1),
				redo: [...draft.redo, edit],
			};
}

export function redone(draft: Draft): Draft {
	const edit = draft.redo.at(-1);
	return edit === undefined
		? draft
		: {
				...withParts(draft, edit),
				caret: edit.caretAfter,
				undo: [...draft.undo, edit],
				redo: draft.redo.slice(0, -1),
			};
}

/** UTF-16 units of what is sent. */
export function draftLength({text, pastes}: DraftPart): number {
	return pastes.reduce((sum, paste) => sum + paste.text.length - 1, text.length);
}

function partOf({text, pastes}: DraftPart, {start, end}: Place): DraftPart {
	const first = marksIn(text, start, pastes.length);
	const cut = text.slice(start, end);
	return {text: cut, pastes: pastes.slice(first, first + marksIn(cut, cut.length, pastes.length))};
}

function withParts(
	draft: Draft,
	{at, removed, inserted}: Pick<DraftEdit, 'at' | 'removed' | 'inserted'>,
): Draft {
	const {text, pastes} = draft;
	const first = marksIn(text, at, pastes.length);
	return {
		...draft,
		text: text.slice(0, at) + inserted.text + text.slice(at + removed.text.length),
		pastes: pastes.toSpliced(first, removed.pastes.length, ...inserted.pastes),
		run: undefined,
		wishedColumn: undefined,
	};
}

/** Pastes in a text before a place. */
function marksIn(text: string, before: number, most: number): number {
	let count = 0;
	let place = most === 0 ? -1 : text.indexOf(pasteMark);
	while (place !== -1 && place < before) {
		count += 1;
		place = text.indexOf(pasteMark, place + 1);
	}

	return count;
}

/** With what goes on where the last step ended, and is not the next word, in that step. */
function withStep(draft: Draft, edit: DraftEdit, run: DraftRun | undefined): readonly DraftEdit[] {
	const last = draft.undo.at(-1);
	const isSame = run !== undefined && run === draft.run;
	const joined = last !== undefined && isSame ? joinedSteps(last, edit) : undefined;
	return joined === undefined
		? bounded([...draft.undo, edit])
		: bounded([...draft.undo.slice(0, -1), joined]);
}

function joinedSteps(last: DraftEdit, next: DraftEdit): DraftEdit | undefined {
	if (last.removed.text === '' && next.removed.text === '') {
		const isNextWord = /\s$/.test(last.inserted.text) && /^\S/.test(next.inserted.text);
		const isBehind = next.at === last.at + last.inserted.text.length;
		return isNextWord || !isBehind
			? undefined
			: {...last, inserted: joinedParts(last.inserted, next.inserted), caretAfter: next.caretAfter};
	}

	const isNextWord = /^\s/.test(last.removed.text) && /\S$/.test(next.removed.text);
	const isBefore = next.at + next.removed.text.length === last.at;
	const removed = joinedParts(next.removed, last.removed);
	return isNextWord || !isBefore ? undefined : {...next, removed, caretBefore: last.caretBefore};
}

function joinedParts(one: DraftPart, other: DraftPart): DraftPart {
	return {text: one.text + other.text, pastes: [...one.pastes, ...other.pastes]};
}

function bounded(steps: readonly DraftEdit[]): readonly DraftEdit[] {
	let kept = 0;
	const first = steps.findLastIndex(({removed, inserted}) => {
		kept += draftLength(removed) + draftLength(inserted);
		return kept > mostKept;
	});
	return steps.slice(Math.max(first + 1, steps.length - mostSteps));
}
