/** What is typed for the next question until it is sent. Only rules/draft*.ts make one. */
export type Draft = {
	/** As typed; a paste of many lines stands in it as one `pasteMark`. */
	readonly text: string;
	/** UTF-16 units before the caret, which never stands inside what a person counts as one character. */
	readonly caret: number;
	/** One for each `pasteMark` of the text, in its order. */
	readonly pastes: readonly Paste[];
	/** Steps that can be taken back, the newest last. */
	readonly undo: readonly DraftEdit[];
	/** Steps that were taken back, the next one last. */
	readonly redo: readonly DraftEdit[];
	/** What the last key did, where the next of its kind belongs to the same step. */
	readonly run: DraftRun | undefined;
	/** Cells: where up and down go if a row is long enough; undefined: where the caret is. */
	readonly wishedColumn: number | undefined;
};

export type DraftRun = 'typing' | 'deleting';

/** A paste that stands in the text as one character. */
export type Paste = {
	readonly text: string;
	readonly lines: number;
	/** Tells several of one draft apart; from 1. */
	readonly number: number;
};

/** A piece of a draft. */
export type DraftPart = {readonly text: string; readonly pastes: readonly Paste[]};

/** One step: what stood at a place, and what stands there now. */
export type DraftEdit = {
	readonly at: number;
	readonly removed: DraftPart;
	readonly inserted: DraftPart;
	readonly caretBefore: number;
	readonly caretAfter: number;
};

/** A noncharacter, which Unicode keeps for the inside of programs: what is typed and pasted never holds it. */
export const pasteMark = '\uFDD0';
