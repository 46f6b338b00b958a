import type {Safe} from './safe.ts';

/** What a colour means (SCREENS 1, colour tokens). Health colours stand beside a shape, never alone. */
export type Tone = 'text' | 'dim' | 'rule' | 'bar' | 'accent' | 'ok' | 'warning' | 'down';

/** A run of text in one look. Plain text is `{text}`. */
export type Piece = {
	readonly text: Safe;
	readonly tone?: Tone;
	/** Bold: the name under the cursor, the active tab, a focused title. */
	readonly isStrong?: boolean;
	/** The default button; without colour also the active tab and the name under the cursor. */
	readonly isInverse?: boolean;
};

/** One line of the screen, from its first column on. What is beyond the last column is cut. */
export type ScreenLine = {
	readonly pieces: readonly Piece[];
	/** The background of the row under the cursor, over the whole width. */
	readonly isUnderCursor?: boolean;
};
