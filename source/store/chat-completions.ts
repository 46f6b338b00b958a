/** What could stand where the caret is in what is typed. */
import {loadedValue} from '../domain/loadable.ts';
import {type Draft, pasteMark} from '../domain/draft.ts';
import {insertText} from '../rules/draft.ts';
import {replaced} from '../rules/draft-edit.ts';
import {completeSlash, type SlashCompletions, type SlashWorld} from '../rules/slash-completion.ts';
import type {ChatScreen} from './chat-screen.ts';
import {chatModels, chatNodes} from './chat-world-names.ts';
import {remember} from './remember.ts';
import {initialScreen} from './screen-state.ts';
import type {State} from './state.ts';

/** Only while a command is typed, and not where they were sent away. */
export function chatCompletions(state: State): SlashCompletions {
	const {chat} = state.screen ?? initialScreen;
	const {draft, isCompletionClosed, promptSearch, focus} = chat;
	const isOpen = !isCompletionClosed && promptSearch === undefined && focus === 'input';
	return isOpen && /^\s*\//.test(draft.text)
		? completionsOf(draft.text, draft.caret, worldOf(state))
		: none;
}

const none: SlashCompletions = {start: 0, completions: []};

const completionsOf = remember((text: string, caret: number, world: SlashWorld) =>
	completeSlash(text, caret, world),
);

function worldOf({nodes, chat}: State): SlashWorld {
	return named(nodes, chat.list, chat.templates);
}

const named = remember(
	(
		nodes: State['nodes'],
		list: State['chat']['list'],
		templates: readonly string[],
	): SlashWorld => ({
		models: chatModels({nodes}).map(({name, nodes: there, isLoaded}) => ({
			name,
			words: `${there.length} ${there.length === 1 ? 'node' : 'nodes'}${isLoaded ? ', loaded' : ''}`,
		})),
		nodes: chatNodes({nodes}).map(({config}) => ({name: config.name, words: ''})),
		chats: (loadedValue(list)?.chats ?? [])
			.filter(({isDeleted}) => !isDeleted)
			.map(({title}) => ({name: title, words: ''})),
		templates: templates.map(name => ({name, words: ''})),
	}),
);

/** With the one that is chosen, or the first; undefined: there is none, or it is there. */
export function completedDraft(state: State): Draft | undefined {
	const {chat} = state.screen ?? initialScreen;
	const {draft, choice = 0} = chat;
	const {start, completions} = chatCompletions(state);
	const taken = completions[choice];
	if (taken === undefined || draft.text.slice(start, draft.caret) === taken.insert) {
		return undefined;
	}

	const text = taken.insert.replaceAll(/\s*\n\s*/g, ' ').replaceAll(pasteMark, '');
	const cut = replaced(draft, {start, end: draft.caret}, {part: {text: '', pastes: []}});
	return insertText({...cut, run: undefined}, text);
}

/** Beyond an end the choice begins at the other. */
export function chosenCompletion(state: State, chat: ChatScreen, by: -1 | 1): ChatScreen {
	const {length} = chatCompletions(state).completions;
	const from = chat.choice ?? (by === 1 ? -1 : 0);
	return length === 0 ? chat : {...chat, choice: (from + by + length) % length};
}
