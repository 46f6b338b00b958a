/** What is typed in the openings, and what comes to it from elsewhere. */
import {type Draft, pasteMark} from '../domain/draft.ts';
import {emptyDraft} from '../rules/draft-edit.ts';
import {insertPaste, setText} from '../rules/draft-paste.ts';
import type {ChatScreen} from './chat-screen.ts';
import type {AskedTurn} from './chat-state.ts';
import {openingOf, withOpening} from './chat-openings.ts';
import type {State} from './state.ts';

/** The draft of an opening. */
export function draftOfChat(state: State, chat: number): Draft {
	const {screen} = state;
	const draft = chat === state.chat.shown ? screen?.chat.draft : screen?.chat.drafts[chat];
	return draft ?? emptyDraft;
}

/** Nothing is kept for an empty one. */
export function withDraftOfChat(state: State, chat: number, draft: Draft): State {
	const {screen} = state;
	if (screen === undefined) {
		return state;
	}

	if (chat === state.chat.shown) {
		return {...state, screen: {...screen, chat: withDraft(screen.chat, draft)}};
	}

	const {[chat]: _before, ...others} = screen.chat.drafts;
	const drafts = isEmpty(draft) ? others : {...others, [chat]: draft};
	return {...state, screen: {...screen, chat: {...screen.chat, drafts}}};
}

export function isEmpty({text}: Draft): boolean {
	return text === '';
}

/** Something else is typed: what was chosen of the completions, and what was wrong, is of before. */
export function withDraft(chat: ChatScreen, draft: Draft): ChatScreen {
	if (draft === chat.draft) {
		return chat;
	}

	const isTyped = draft.text !== chat.draft.text;
	return isTyped
		? {...chat, draft, choice: undefined, isCompletionClosed: false, recall: undefined}
		: {...chat, draft};
}

/** A whole text in the place of what is typed: one step that can be taken back. */
export function withGivenText(state: State, text: string): State {
	const {screen} = state;
	if (screen === undefined) {
		return state;
	}

	const set = setText(screen.chat.draft, text.replace(/\n$/, ''));
	return set.kind === 'changed'
		? withDraftOfChat(state, state.chat.shown, set.draft)
		: {...state, screen: {...screen, chat: {...screen.chat, problem: tooLongProblem}}};
}

export const tooLongProblem = 'That is too long for a question: attach it with /file.';

/** A text for what is typed now: it takes no place of what was typed. */
export function draftBack(state: State, text: string): State {
	const {screen} = state;
	if (screen === undefined || isEmpty(screen.chat.draft)) {
		return withGivenText(state, text);
	}

	const put = insertPaste(screen.chat.draft, text);
	return put.kind === 'changed'
		? withDraftOfChat(state, state.chat.shown, put.draft)
		: {...state, screen: {...screen, chat: {...screen.chat, problem: tooLongProblem}}};
}

/** What was asked and is not asked any more is typed again, before what stands there; its files are back too. */
export function textBackIn(state: State, {chat, text, files}: AskedTurn): State {
	const before = draftOfChat(state, chat);
	const opening = openingOf(state.chat, chat);
	const withFiles =
		opening === undefined || files.length === 0
			? state
			: {
					...state,
					chat: withOpening(state.chat, {...opening, files: [...files, ...opening.files]}),
				};
	return withDraftOfChat(withFiles, chat, withTextBefore(before, text));
}

/** Also where both are longer than a draft may be: nothing that was typed is lost. */
function withTextBefore(draft: Draft, text: string): Draft {
	const gap = isEmpty(draft) ? '' : '\n\n';
	const given = setText(emptyDraft, text);
	const typed = given.kind === 'changed' ? given.draft.text : text.replaceAll(pasteMark, '\uFFFD');
	const added = typed + gap;
	return {
		...draft,
		text: added + draft.text,
		caret: isEmpty(draft) ? added.length : draft.caret + added.length,
		...{undo: [], redo: [], run: undefined, wishedColumn: undefined},
	};
}
