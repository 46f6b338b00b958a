import type {Profile} from '../theme/profile.ts';
import type {GrowingAnswers, Highlighter, MarkdownReader, Slices} from './chat-markdown.ts';

/** With what answers are read, and how they are drawn. */
export type ChatReading = {
	readonly profile: Profile;
	/** Cells of the text. */
	readonly columns: number;
	/** Undefined: not loaded yet. */
	readonly reader: MarkdownReader | undefined;
	readonly highlighter: Highlighter | undefined;
	readonly growing: GrowingAnswers;
	readonly slices?: Slices | undefined;
	/** Turns whose thoughts are shown. */
	readonly unfolded: readonly string[];
};
