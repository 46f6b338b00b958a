import type {ConversationRecord, ConversationSettings} from './conversation.ts';
import type {Failure} from './failure.ts';
import type {ChatMessage} from './ollama.ts';

/** A file that goes with a question. */
export type AskedFile = {
	/** As it was named by the person. */
	readonly path: string;
	readonly name: string;
	readonly sizeBytes: number;
	readonly kind: 'text' | 'image';
	/** Its text, or base64 of a picture. */
	readonly content: string;
};

/** A question of the chat tab, from the key on that sent it. */
export type Asking = {
	/** Counts the questions of this run of the program. */
	readonly asking: number;
	/** The opening (ChatState.nextChat) that it belongs to: a conversation has no id before something of it is kept. */
	readonly chat: number;
	/** As it was typed, and what went with it. */
	readonly text: string;
	readonly files: readonly AskedFile[];
	/** How it is asked; undefined fields: as configured. */
	readonly settings: ConversationSettings;
	/** The turn that it follows; undefined: it is the first. */
	readonly after: string | undefined;
	/** The turn whose place it takes: asked again, or edited. */
	readonly instead: string | undefined;
	/** One of several that are asked at once and compared: answers of one comparison share the number of its first question. */
	readonly comparison: number | undefined;
};

/** An asking with all that its node is sent. */
export type TurnToAsk = Asking & {
	/** Undefined: nothing of the conversation was kept yet. */
	readonly conversation: string | undefined;
	readonly before: readonly ChatMessage[];
	readonly question: ChatMessage;
	/** What answered before in this conversation. */
	readonly earlier: {readonly model: string; readonly digest: string} | undefined;
};

/** What was written of a conversation, or should have been. */
export type KeptRecords = {
	/** Of the conversation; made up where it could not be kept. */
	readonly id: string;
	/** With the first one (`opened`) where it begins. Empty: there was nothing to keep. */
	readonly records: readonly ConversationRecord[];
	/** Why they are in memory only; undefined: they are on the disk. */
	readonly failure: Failure | undefined;
};
