import type {AskedFile, KeptRecords} from './chat-asking.ts';
import type {ConversationRecord, ConversationSummary} from './conversation.ts';
import type {NodeName} from './ids.ts';
import type {Result} from './result.ts';
import type {TurnOutcome, TurnProgress} from './turn.ts';

/** What comes of what the chat tab asks for. `chat` counts openings, `asking` questions: both are given by the State. */
export type ChatTabEvent =
	| At<'chats/listed', {listed: Result<ChatList>}>
	| At<'chats/opened', {chat: number; opened: Result<OpenedConversation>}>
	/** `chat`: undefined where it is not open (one of the list was renamed, deleted, brought back). */
	| At<'chats/recorded', {chat: number | undefined; kept: KeptRecords}>
	| At<'chats/progressed', {asking: number; progress: Exclude<TurnProgress, {type: 'piece'}>}>
	/** All pieces of a tenth of a second. `pieces`: how many there were. */
	| At<
			'chats/streamed',
			{asking: number; node: NodeName; thinking: string; content: string; pieces: number}
	  >
	/** After what is to be kept of it was written. */
	| At<'chats/ended', {asking: number; outcome: TurnOutcome; kept: KeptRecords | undefined}>
	| At<'chats/found', {words: string; found: Result<readonly ChatHit[]>}>
	| At<'chats/fileRead', {chat: number; path: string; read: Result<AskedFile>}>
	/** By the person's own editor. */
	| At<'chats/draftEdited', {edited: Result<string>}>
	| At<'chats/templatesListed', {names: readonly string[]}>
	/** `words` came behind its name. */
	| At<'chats/templateRead', {name: string; words: string; template: Result<string>}>;

type At<Type extends string, Details> = Readonly<{type: Type; atMs: number} & Details>;

export type ChatList = {
	/** The newest change first, deleted ones too. */
	readonly chats: readonly ConversationSummary[];
	/** Older ones that are not listed. */
	readonly leftOut: number;
};

export type OpenedConversation = {
	readonly id: string;
	readonly records: readonly ConversationRecord[];
	/** A newer program wrote it, or it is full: the sentence says which. Undefined: it may be continued. */
	readonly readOnlyBecause: string | undefined;
	/** `chat verify` says what. */
	readonly isDamaged: boolean;
};

/** A conversation where the words were found. */
export type ChatHit = {
	readonly id: string;
	readonly title: string;
	readonly changedWallMs: number;
	/** The turn, where they are in one. */
	readonly turn: string | undefined;
	/** The text around the first place, raw, and where in it the words are. */
	readonly excerpt: string;
	readonly from: number;
	readonly to: number;
};
