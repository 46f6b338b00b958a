import {insertText} from '../rules/draft.ts';
import {insertPaste} from '../rules/draft-paste.ts';
import type {Screened} from './action-table.ts';
import {tooLongProblem, withDraft} from './chat-draft.ts';
import {withChatScreen} from './chat-outcome.ts';
import {withQuery} from './chat-recall-actions.ts';
import {isChatTyping, keyContexts} from './key-contexts.ts';
import type {ScreenState} from './screen-state.ts';

/** Letters are text: of the next question, or of the words of an earlier one. */
export function typedInChat(state: Screened, text: string): Screened {
	const {screen} = state;
	const {promptSearch, draft} = screen.chat;
	return promptSearch === undefined
		? {...state, screen: {...screen, chat: withDraft(screen.chat, insertText(draft, text))}}
		: withQuery(state, query => query + text);
}

/** What is pasted is meant for a question, also where the answers have the keys. */
export function takesPaste(screen: ScreenState): boolean {
	const [inner] = keyContexts(screen);
	return isChatTyping(screen) || inner === 'chatTranscript' || inner === 'chatList';
}

export function pastedInChat(state: Screened, text: string): Screened {
	const {screen} = state;
	if (screen.chat.promptSearch !== undefined) {
		return withQuery(state, query => query + text);
	}

	const put = insertPaste(screen.chat.draft, text);
	if (put.kind === 'tooLong') {
		return withChatScreen(state, {problem: tooLongProblem});
	}

	const chat = {...withDraft(screen.chat, put.draft), focus: 'input'} as const;
	return {...state, screen: {...screen, chat}};
}
