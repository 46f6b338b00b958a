import {
	acceptPrompt,
	leavePromptSearch,
	searchOlder,
	searchPrompt,
} from '../rules/prompt-search.ts';
import {type ActionTable, changing, type Screened} from './action-table.ts';
import {withChatScreen} from './chat-outcome.ts';
import type {State} from './state.ts';

/** An earlier question is looked for while its words are typed. */
export const chatRecallActions: ActionTable = {
	send: state => [left(state, acceptPrompt), []],
	recallSearch: changing((screen, {chat}) => {
		const {promptSearch} = screen.chat;
		return promptSearch === undefined
			? screen
			: {
					...screen,
					chat: {...screen.chat, promptSearch: searchOlder(chat.prompts, promptSearch)},
				};
	}),
	back: state => [left(state, (_, search) => leavePromptSearch(search)), []],
	deleteLeft: state => [withQuery(state, query => [...query].slice(0, -1).join('')), []],
	deleteAll: state => [withQuery(state, () => ''), []],
};

function left(state: Screened, give: typeof acceptPrompt): State {
	const {promptSearch} = state.screen.chat;
	return promptSearch === undefined
		? state
		: withChatScreen(state, {
				...{draft: give(state.chat.prompts, promptSearch), promptSearch: undefined},
				...{choice: undefined, isCompletionClosed: true, recall: undefined},
			});
}

/** What is looked for. */
export function withQuery(state: Screened, edit: (query: string) => string): Screened {
	const {promptSearch} = state.screen.chat;
	return promptSearch === undefined
		? state
		: withChatScreen(state, {
				promptSearch: searchPrompt(state.chat.prompts, promptSearch, edit(promptSearch.query)),
			});
}
