import type {TranscriptPlace} from '../domain/chat-layout.ts';
import type {Draft} from '../domain/draft.ts';
import type {SlashName, SlashProblem} from '../domain/slash.ts';
import {emptyDraft} from '../rules/draft-edit.ts';
import type {Recall} from '../rules/prompt-history.ts';
import type {PromptSearch} from '../rules/prompt-search.ts';

/** The chat tab, as a person has it. */
export type ChatScreen = {
	/** Where keys go: what is typed, the answers, the list of conversations. What covers the answers has them first. */
	readonly focus: 'input' | 'transcript' | 'list';
	/** Of the conversation that is shown. */
	readonly draft: Draft;
	/** Of other openings, by their number. */
	readonly drafts: Readonly<Record<number, Draft>>;
	/** The turn whose place is taken by what is typed in this opening; undefined: none is edited. */
	readonly editing: {readonly chat: number; readonly turn: string} | undefined;
	/** An earlier question that is in the draft; undefined: none. */
	readonly recall: Recall | undefined;
	/** An earlier question is looked for while its words are typed; undefined: not. */
	readonly promptSearch: PromptSearch | undefined;
	/** Which completion of a command is chosen; undefined: none yet. */
	readonly choice: number | undefined;
	/** They were sent away, until something else is typed. */
	readonly isCompletionClosed: boolean;
	/** Why what was typed cannot be carried out, raw, or as a sentence; goes with the next key. */
	readonly problem: SlashProblem | string | undefined;
	/** The id of a conversation; undefined: the one that is shown. */
	readonly listCursor: string | undefined;
	/** The turn that keys of the transcript are about; undefined: the last one. */
	readonly turn: string | undefined;
	readonly scroll: ChatScroll;
	/** What who draws a pane told last: lines above its window, and how many more are below. */
	readonly drawn: {readonly top: number; readonly linesBelow: number};
	/** Turns whose thoughts are shown. */
	readonly unfolded: readonly string[];
	/** What covers the transcript; undefined: nothing. */
	readonly pane: 'why' | 'stats' | 'compare' | 'found' | 'help' | undefined;
	/** Of `found` the hit, of `compare` the answer that the cursor is on; of the others lines that are scrolled out above. */
	readonly paneCursor: number;
	/** The command that help is about; undefined: all. */
	readonly helpAbout: SlashName | undefined;
	/** Answers that were asked for side by side last, in their order; undefined: none. */
	readonly comparison: Comparison | undefined;
	/** What `/undo` can take back, the newest last. */
	readonly undo: readonly Undoable[];
};

/**
 * `end`: follows what streams. `turn`: so that this one is seen, `rows`: so many rows down, both from where the transcript
 * stood. `line`: so many lines of what is compared are above.
 */
export type ChatScroll =
	| {readonly kind: 'end'}
	| {readonly kind: 'turn'; readonly from: TranscriptPlace}
	| {readonly kind: 'rows'; readonly from: TranscriptPlace; readonly by: number}
	| {readonly kind: 'line'; readonly top: number};

export type Comparison = {
	readonly chat: number;
	/** Their number (domain/chat-asking.ts, Asking). */
	readonly comparison: number;
	readonly answers: readonly ComparedAnswer[];
};

export type ComparedAnswer = {
	readonly asking: number;
	/** Whom it was asked of, as far as that was said. */
	readonly model: string | undefined;
	readonly node: string | undefined;
	/** The turn that was kept of it; undefined: it is under way, or there is no whole answer. */
	readonly turn: string | undefined;
};

export type Undoable =
	| {readonly kind: 'deleted'; readonly id: string}
	/** `to`: the turn that was the last one before; undefined: there was none. */
	| {readonly kind: 'rewound'; readonly chat: number; readonly to: string | undefined};

export const initialChat: ChatScreen = {
	focus: 'input',
	draft: emptyDraft,
	drafts: {},
	editing: undefined,
	recall: undefined,
	promptSearch: undefined,
	choice: undefined,
	isCompletionClosed: false,
	problem: undefined,
	listCursor: undefined,
	turn: undefined,
	scroll: {kind: 'end'},
	drawn: {top: 0, linesBelow: 0},
	unfolded: [],
	pane: undefined,
	paneCursor: 0,
	helpAbout: undefined,
	comparison: undefined,
	undo: [],
};
