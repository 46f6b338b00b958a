import type {Attempt} from '../domain/chat.ts';
import type {AskedFile, Asking} from '../domain/chat-asking.ts';
import type {ChatHit, ChatList} from '../domain/chat-event.ts';
import type {
	Conversation,
	ConversationRecord,
	ConversationSettings,
} from '../domain/conversation.ts';
import type {Failure} from '../domain/failure.ts';
import type {NodeName} from '../domain/ids.ts';
import type {Loadable} from '../domain/loadable.ts';
import type {RouteDecision} from '../domain/routing.ts';
import type {TurnOutcome, WaitPhase} from '../domain/turn.ts';
import type {PromptHistory} from '../rules/prompt-history.ts';

/** What is known of conversations, and the questions that are under way. */
export type ChatState = {
	readonly list: Loadable<ChatList>;
	/** Those that were opened, the newest opening last; of those that rest only a few are kept. */
	readonly opened: readonly OpenChat[];
	/** The opening that is on the screen. */
	readonly shown: number;
	/** In the order in which they were asked: those that wait for their turn, those that are answered, and the failed ones. */
	readonly asked: readonly AskedTurn[];
	readonly nextChat: number;
	readonly nextAsking: number;
	/** What was looked for last in all conversations. */
	readonly search:
		| {readonly words: string; readonly found: Loadable<readonly ChatHit[]>}
		| undefined;
	/** Questions from before, of this run and of what was opened, the newest last. */
	readonly prompts: PromptHistory;
	/** Names of the templates of prompts. */
	readonly templates: readonly string[];
};

export type OpenChat = {
	readonly chat: number;
	/** Undefined: nothing of it was kept yet. */
	readonly id: string | undefined;
	/** What was written of it; `loading` while it is read. A new one is fresh and empty. */
	readonly records: Loadable<readonly ConversationRecord[]>;
	/** Made of the records; undefined: nothing was said. */
	readonly conversation: Conversation | undefined;
	/** For what is asked next; fields that are undefined: as configured. */
	readonly settings: ConversationSettings;
	/** That go with the next question. */
	readonly files: readonly AskedFile[];
	/** Why it is only read; undefined: it may be continued. */
	readonly readOnlyBecause: string | undefined;
	readonly isDamaged: boolean;
	/** Why what was said last is not on the disk. */
	readonly unkept: Failure | undefined;
};

export type AskedTurn = Asking & {
	readonly askedWallMs: number;
	readonly phase: AskedPhase;
	/** Of its last attempt. */
	readonly decision: RouteDecision | undefined;
	readonly thinking: string;
	/** When its first thought came; undefined: it did not think. */
	readonly thinkingSinceMs: number | undefined;
	/** From its first thought to its first word. */
	readonly thinkingMs: number | undefined;
	readonly content: string;
	/** Pieces of the answer so far, with those of its thoughts: about one a token. */
	readonly pieces: number;
	/** Attempts that failed, with what had come of them. */
	readonly broken: readonly Attempt[];
};

export type AskedPhase =
	/** Behind another question of the same conversation. */
	| {readonly state: 'queued'}
	/** Nobody was chosen yet. */
	| {readonly state: 'routing'}
	| ({readonly state: 'waiting'; readonly node: NodeName; readonly toldAtMs: number} & WaitPhase)
	/** Its first piece came then. */
	| {
			readonly state: 'streaming';
			readonly node: NodeName;
			readonly sinceMs: number;
			readonly heardAtMs: number;
	  }
	/** Stopped by the person, and not yet over. */
	| {readonly state: 'stopping'}
	/** There is no whole answer; shown until something else is asked in its conversation. */
	| {readonly state: 'failed'; readonly outcome: Exclude<TurnOutcome, {state: 'answered'}>};

export const noChat: ChatState = {
	list: {state: 'idle'},
	opened: [
		{
			...{chat: 0, id: undefined, records: {state: 'fresh', value: [], atMs: 0}},
			...{conversation: undefined, settings: {}, files: [], readOnlyBecause: undefined},
			...{isDamaged: false, unkept: undefined},
		},
	],
	shown: 0,
	asked: [],
	nextChat: 1,
	nextAsking: 1,
	search: undefined,
	prompts: [],
	templates: [],
};
