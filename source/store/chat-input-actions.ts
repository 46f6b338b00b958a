import {chatColumns} from '../domain/chat-layout.ts';
import type {Draft} from '../domain/draft.ts';
import {
	deleteLeft,
	deleteRight,
	deleteToLineEnd,
	deleteToLineStart,
	deleteWordLeft,
	insertNewline,
	moveLeft,
	moveRight,
	moveToLineEnd,
	moveToLineStart,
	moveWordLeft,
	moveWordRight,
} from '../rules/draft.ts';
import {redone, undone} from '../rules/draft-edit.ts';
import {draftText} from '../rules/draft-paste.ts';
import {moveVertically} from '../rules/draft-rows.ts';
import {recallNewer, recallOlder} from '../rules/prompt-history.ts';
import {openPromptSearch} from '../rules/prompt-search.ts';
import {typedCells} from '../rules/typed-cells.ts';
import {type Act, type ActionTable, changing, type Screened} from './action-table.ts';
import {isUnderWay} from './chat-asking.ts';
import {chatCompletions, chosenCompletion, completedDraft} from './chat-completions.ts';
import {withDraft} from './chat-draft.ts';
import {askedInShown} from './chat-drawn.ts';
import {withChatScreen} from './chat-outcome.ts';
import {chatPage, transcriptScrolledBy} from './chat-scroll.ts';
import {send} from './chat-send.ts';
import type {State} from './state.ts';

/** What is typed for the next question. */
export const chatInputActions: ActionTable = {
	send: (state, live) => send({state: taken(state), live}),
	newLine: editing(insertNewline),
	back: goBack,
	complete,
	nextPane: state => [withChatScreen(state, {focus: 'transcript'}), []],
	recallSearch: changing(screen => ({
		...screen,
		chat: {...screen.chat, promptSearch: openPromptSearch(screen.chat.draft)},
	})),
	editOutside: state => [state, [{type: 'editDraft', text: draftText(state.screen.chat.draft)}]],
	moveUp: state => [vertical(state, -1), []],
	moveDown: state => [vertical(state, 1), []],
	recallOlder: state => [recalled(state, -1), []],
	recallNewer: state => [recalled(state, 1), []],
	moveLeft: editing(moveLeft),
	moveRight: editing(moveRight),
	moveWordLeft: editing(moveWordLeft),
	moveWordRight: editing(moveWordRight),
	moveToLineStart: editing(moveToLineStart),
	moveToLineEnd: editing(moveToLineEnd),
	deleteLeft: editing(deleteLeft),
	deleteRight: editing(deleteRight),
	deleteWord: editing(deleteWordLeft),
	deleteAll: editing(deleteToLineStart),
	deleteToEnd: editing(deleteToLineEnd),
	undo: editing(undone),
	redo: editing(redone),
	moveUpPage: state => [transcriptScrolledBy(state, -chatPage(state)), []],
	moveDownPage: state => [transcriptScrolledBy(state, chatPage(state)), []],
};

function editing(edit: (draft: Draft) => Draft): Act {
	return state => [withEdit(state, edit), []];
}

function withEdit(state: Screened, edit: (draft: Draft) => Draft): State {
	const {screen} = state;
	const chat = withDraft(screen.chat, edit(screen.chat.draft));
	return chat === screen.chat ? state : {...state, screen: {...screen, chat}};
}

/** With the word that was chosen by hand; what is only proposed is not sent. */
function taken(state: Screened): Screened {
	const {choice} = state.screen.chat;
	const draft = choice === undefined ? undefined : completedDraft(state);
	return draft === undefined ? state : withChatScreen(state, {draft, choice: undefined});
}

/** Where nothing can be completed, to the conversations. */
function complete(state: Screened): [State, []] {
	const draft = completedDraft(state);
	const {completions} = chatCompletions(state);
	if (draft === undefined && completions.length > 0) {
		return [state, []];
	}

	return [
		draft === undefined ? withChatScreen(state, {focus: 'list'}) : withEdit(state, () => draft),
		[],
	];
}

/** What is proposed goes first, then the answer is stopped, then an edit is left; last one goes to the answers. */
function goBack(state: Screened, live: State): ReturnType<Act> {
	const {chat} = state.screen;
	if (chatCompletions(state).completions.length > 0) {
		return [withChatScreen(state, {isCompletionClosed: true, choice: undefined}), []];
	}

	const running = askedInShown(live.chat).filter(({phase}) => isUnderWay(phase));
	if (running.length > 0) {
		return stop(
			state,
			running.map(({asking}) => asking),
		);
	}

	return [
		chat.editing?.chat === state.chat.shown
			? withChatScreen(state, {editing: undefined})
			: withChatScreen(state, {focus: 'transcript'}),
		[],
	];
}

/** What came is kept when it is over; asked again to stop, nothing happens. */
function stop(state: Screened, askings: readonly number[]): ReturnType<Act> {
	const {chat} = state;
	const asked = chat.asked.map(one =>
		askings.includes(one.asking) && one.phase.state !== 'stopping'
			? ({...one, phase: {state: 'stopping'}} as const)
			: one,
	);
	const stopped = asked.filter((one, index) => one !== chat.asked[index]);
	return [
		stopped.length === 0 ? state : {...state, chat: {...chat, asked}},
		stopped.map(({asking}) => ({type: 'stopTurn', asking}) as const),
	];
}

/** Among what is proposed, then in the rows, then to questions from before. */
function vertical(state: Screened, by: -1 | 1): State {
	const {screen} = state;
	if (chatCompletions(state).completions.length > 0) {
		return {...state, screen: {...screen, chat: chosenCompletion(state, screen.chat, by)}};
	}

	const {textColumns} = chatColumns(screen.size);
	const layout = {columns: textColumns, widthOf: typedCells};
	const {draft} = screen.chat;
	const moved = moveVertically(draft, by, layout);
	return moved === draft ? recalled(state, by) : withEdit(state, () => moved);
}

function recalled(state: Screened, by: -1 | 1): State {
	const {screen, chat} = state;
	const {draft, recall} = screen.chat;
	const next = (by === -1 ? recallOlder : recallNewer)(chat.prompts, {draft, recall});
	return next === undefined
		? state
		: withChatScreen(state, {...next, choice: undefined, isCompletionClosed: true});
}
