import type {AnswerRemark, Attempt, Turn} from './chat.ts';
import type {RoutingName} from './config.ts';
import type {Failure} from './failure.ts';
import type {ChatMessage} from './ollama.ts';
import type {ParseProblem} from './parsed.ts';

/** What is written of a conversation, one after another; nothing that was written is changed. */
export type ConversationRecord =
	| OpenedRecord
	| TurnRecord
	| InterruptedRecord
	| (At<'renamed'> & {readonly title: string})
	| At<'deleted'>
	| At<'undeleted'>
	/** What is said next follows this turn, whichever it is, not the last one; undefined: it begins anew. */
	| (At<'rewound'> & {readonly to: string | undefined})
	/** How it goes on from here: all of it, not what changed. */
	| (At<'settings'> & {readonly settings: ConversationSettings})
	/** A picture, written once however often it is asked about: messages name it by its id. */
	| (At<'image'> & {readonly id: string; readonly base64: string})
	/** Lines of the file that hold nothing readable were told to the person, and are not told again. */
	| (At<'mended'> & {readonly leftOut: readonly LineRange[]})
	/** Written by a program that knows more; kept as it is. */
	| UnknownRecord;

/** The first record: of more than one the first counts. */
export type OpenedRecord = At<'opened'> & {
	/** Of the records: this program writes `conversationSchema`, and only reads what is newer. */
	readonly schema: number;
	readonly id: string;
	/** The conversation and the turn that it goes on from, whose turns are copied behind this. */
	readonly forkedFrom?: {readonly id: string; readonly turn: string} | undefined;
	/** Of the person; undefined: as configured. */
	readonly system?: string | undefined;
};

/** A question with its whole answer. `after`: the turn before it; undefined: it is the first. */
export type TurnRecord = At<'turn'> & {
	readonly after: string | undefined;
	readonly turn: Turn;
	/** The turn whose place it takes: the same question asked again, or edited. In one record, so that none is missing. */
	readonly instead?: string | undefined;
	/** Kept and not followed: one of several answers that are compared. `rewound` to it follows it. */
	readonly isAside?: boolean | undefined;
	readonly typed?: TypedQuestion | undefined;
	/** What its answer was told with; undefined: nothing. */
	readonly remarks?: readonly AnswerRemark[] | undefined;
};

/** A question that no node answered to the end, with what came. It never goes into a prompt. */
export type InterruptedRecord = At<'interrupted'> & {
	readonly after: string | undefined;
	readonly question: ChatMessage;
	readonly attempts: readonly Attempt[];
	readonly typed?: TypedQuestion | undefined;
	/** The program was killed while it was answered: the id that its turn would have had. */
	readonly killed?: {readonly turn: string} | undefined;
};

type UnknownRecord = {
	readonly type: 'unknown';
	readonly line: string;
	/** What it says that it takes to read it; undefined: nothing. */
	readonly schema?: number | undefined;
};

type At<Type extends string> = {
	readonly type: Type;
	/** Milliseconds since 1970. */
	readonly wallMs: number;
};

/** A question as it was typed, where what was sent holds more: the files that were attached. */
export type TypedQuestion = {
	readonly text: string;
	readonly files: ReadonlyArray<{
		readonly name: string;
		readonly sizeBytes: number;
		readonly kind: 'text' | 'image';
	}>;
};

/** What a person set for one conversation; undefined: as configured. */
export type ConversationSettings = {
	readonly system?: string | undefined;
	readonly model?: string | undefined;
	readonly node?: string | undefined;
	readonly routing?: RoutingName | undefined;
	readonly think?: boolean | 'low' | 'medium' | 'high' | undefined;
	/** `temperature`, `seed`, `num_predict` */
	readonly options?:
		| Readonly<Record<string, number | string | boolean | readonly string[]>>
		| undefined;
};

/** The first and the last of some lines of a file, counted from 1. */
export type LineRange = readonly [first: number, last: number];

export const conversationSchema = 1;

/** One file, read. */
export type ConversationFile = {
	readonly records: readonly ConversationRecord[];
	/** Lines that are no whole record: the line counts from 1 and stands in `source`. */
	readonly problems: readonly ParseProblem[];
	/** Lines whose end was never written: their writer was killed, or its disk was full. None was acknowledged. */
	readonly torn: number;
	/** The lines of both, which a repair would leave out. */
	readonly flawed: readonly LineRange[];
	/** Lines that a repair left out. */
	readonly leftOut: number;
	/** Records that only a newer program understands. */
	readonly newer: number;
	/** What it takes to write it; newer than `conversationSchema`: only a newer program may. Undefined: nothing says it. */
	readonly schema: number | undefined;
};

/** Where a turn stands among the others. */
export type TurnPlace = {
	readonly id: string;
	readonly after: string | undefined;
	readonly instead: string | undefined;
	readonly isAside: boolean;
	/** When its answer was whole. */
	readonly wallMs: number;
	readonly typed: TypedQuestion | undefined;
	readonly remarks: readonly AnswerRemark[];
};

/** A conversation as it stands after all that was written of it (rules/conversation.ts). */
export type Conversation = {
	readonly id: string;
	readonly title: string;
	readonly system: string | undefined;
	/** Undefined: nobody set anything. */
	readonly settings: ConversationSettings | undefined;
	readonly forkedFrom: OpenedRecord['forkedFrom'];
	readonly openedWallMs: number;
	readonly changedWallMs: number;
	/** From the first to the one that is followed by what is said next. */
	readonly turns: readonly Turn[];
	readonly interrupted: readonly InterruptedRecord[];
	/** Turns that are no more followed: rewound, replaced, compared, or said by another program at the same time. */
	readonly others: readonly Turn[];
	/** Of all turns, in the order in which they were said. */
	readonly places: readonly TurnPlace[];
	/** Two programs went on from the same turn without knowing of each other: the ids of those turns. */
	readonly forks: readonly string[];
	/** Turns that others follow or that were gone back to, and that are nowhere in it: their ids. */
	readonly lostTurns: readonly string[];
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

/** What there is to say about one file: whether it is whole. */
export type CheckedConversation = {
	readonly id: string;
	readonly path: string;
	/** `empty`: nothing in it was ever acknowledged. `newer`: written by a newer program. */
	readonly state: 'whole' | 'damaged' | 'newer' | 'empty';
	/** Why nobody can read it; undefined: it can be read. */
	readonly failure: Failure | undefined;
	readonly file: Pick<ConversationFile, 'problems' | 'torn' | 'leftOut' | 'newer'>;
	readonly said: Pick<Conversation, 'forks' | 'lostTurns'>;
	/** It is only read, as a newer program wrote it. */
	readonly isReadOnly: boolean;
	/** Why nothing more is to be said in it; undefined: there is room. */
	readonly full: string | undefined;
};
