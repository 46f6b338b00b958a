import type {KeptRecords, TurnToAsk} from './chat-asking.ts';
import type {Conversation, ConversationRecord} from './conversation.ts';

/** What the chat tab asks for; runtime/chat-desk.ts carries it out. */
export type ChatEffect =
	| {readonly type: 'listChats'}
	| {readonly type: 'openChat'; readonly chat: number; readonly id: string}
	| {readonly type: 'askTurn'; readonly turn: TurnToAsk}
	| {readonly type: 'stopTurn'; readonly asking: number}
	/** Adds them to a conversation: tells `chats/recorded`. */
	| {
			readonly type: 'keepRecords';
			/** Undefined: it is not open. */
			readonly chat: number | undefined;
			readonly id: KeptRecords['id'];
			readonly records: readonly ConversationRecord[];
	  }
	/** A new conversation with the turns up to one of another: tells `chats/opened` as this opening. */
	| {
			readonly type: 'forkChat';
			readonly chat: number;
			readonly from: Conversation;
			readonly turn: string;
	  }
	| {readonly type: 'searchChats'; readonly words: string}
	| {readonly type: 'listTemplates'}
	| {readonly type: 'readTemplate'; readonly name: string; readonly words: string}
	| {
			readonly type: 'readChatFile';
			readonly chat: number;
			readonly path: string;
			readonly kind: 'text' | 'image';
	  }
	/** Tells a notice. Without a path: into the working directory, under a name of its own. */
	| {
			readonly type: 'exportChat';
			readonly conversation: Conversation;
			readonly format: 'markdown' | 'json';
			readonly path: string | undefined;
	  };
