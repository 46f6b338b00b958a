import type {Attempt, Turn} from './chat.ts';
import type {ChatMessage} from './ollama.ts';
import type {ParseProblem} from './parsed.ts';

/** What is written of a conversation, one after another; nothing that was written is changed. */
export type ConversationRecord =
	| OpenedRecord
	/** A question with its whole answer. `after`: the turn before it; undefined: it is the first. */
	| (At<'turn'> & {readonly after: string | undefined; readonly turn: Turn})
	/** A question that no node answered to the end, with what came. It never goes into a prompt. */
	| (At<'interrupted'> & {
			readonly after: string | undefined;
			readonly question: ChatMessage;
			readonly attempts: readonly Attempt[];
	  })
	| (At<'renamed'> & {readonly title: string})
	| At<'deleted'>
	| At<'undeleted'>
	/** What is said next follows this turn, not the last one; undefined: it begins anew. */
	| (At<'rewound'> & {readonly to: string | undefined})
	/** Written by a program that knows more; kept as it is. */
	| {readonly type: 'unknown'; readonly line: string};

/** Always the first. */
export type OpenedRecord = At<'opened'> & {
	/** Of the records: this program writes `conversationSchema`, and only reads what is newer. */
	readonly schema: number;
	readonly id: string;
	/** The conversation and the turn that it goes on from. */
	readonly forkedFrom?: {readonly id: string; readonly turn: string} | undefined;
	/** Of the person; undefined: as configured. */
	readonly system?: string | undefined;
};

type At<Type extends string> = {
	readonly type: Type;
	/** Milliseconds since 1970. */
	readonly wallMs: number;
};

export const conversationSchema = 1;

/** One file, read. */
export type ConversationFile = {
	readonly records: readonly ConversationRecord[];
	/** Lines that are no whole record: the line counts from 1 and stands in `source`. */
	readonly problems: readonly ParseProblem[];
	/** Lines whose end was never written: their writer was killed, or its disk was full. None was acknowledged. */
	readonly torn: number;
	/** Newer than this program: undefined where the first record is gone. */
	readonly schema: number | undefined;
};

/** A conversation as it stands after all that was written of it (rules/conversation.ts). */
export type Conversation = {
	readonly id: string;
	readonly title: string;
	readonly system: string | undefined;
	readonly openedWallMs: number;
	readonly changedWallMs: number;
	/** From the first to the one that is followed by what is said next. */
	readonly turns: readonly Turn[];
	readonly interrupted: ReadonlyArray<{
		readonly after: string | undefined;
		readonly question: ChatMessage;
		readonly attempts: readonly Attempt[];
	}>;
	/** Turns that are no more followed: rewound, or said by another program at the same time. */
	readonly others: readonly Turn[];
	/** Two programs went on from the same turn without knowing of each other: the ids of those turns. */
	readonly forks: readonly string[];
	readonly isDeleted: boolean;
};

/** One line of a list of conversations. */
export type ConversationSummary = {
	readonly id: string;
	readonly title: string;
	readonly openedWallMs: number;
	readonly changedWallMs: number;
	readonly turns: number;
	readonly isDeleted: boolean;
	/** Something in its file is damaged: `chat verify` says what. */
	readonly isDamaged: boolean;
};
