import type {Act, ActionTable, Screened} from './action-table.ts';
import {type Said, saidInShown, shownOpening} from './chat-drawn.ts';
import {type ChatOutcome, type ChatWorld, told, withChatScreen} from './chat-outcome.ts';
import {compareAgain} from './chat-compared.ts';
import {chatPage, transcriptPlace, transcriptScrolledBy} from './chat-scroll.ts';
import {askAgain, copyAnswer, edit, fork, otherVersion} from './chat-turns.ts';
import type {State} from './state.ts';

/** What was said. */
export const chatTranscriptActions: ActionTable = {
	moveUp: state => [moved(state, -1), []],
	moveDown: state => [moved(state, 1), []],
	moveToFirst: state => [moved(state, Number.NEGATIVE_INFINITY), []],
	moveToLast: state => [moved(state, Number.POSITIVE_INFINITY), []],
	moveUpHalf: state => [transcriptScrolledBy(state, -Math.ceil(chatPage(state) / 2)), []],
	moveDownHalf: state => [transcriptScrolledBy(state, Math.ceil(chatPage(state) / 2)), []],
	moveUpPage: state => [transcriptScrolledBy(state, -chatPage(state)), []],
	moveDownPage: state => [transcriptScrolledBy(state, chatPage(state)), []],
	nextPane: state => [withChatScreen(state, {focus: 'list'}), []],
	open: state => [unfold(state), []],
	why: state => [
		saidUnderCursor(state) === undefined
			? state
			: withChatScreen(state, {pane: 'why', paneCursor: 0}),
		[],
	],
	stats: state => [withChatScreen(state, {pane: 'stats', paneCursor: 0}), []],
	edit: withSaid(edit),
	askAgain: withSaid((world, said) => askAgain(world, said)),
	fork: withSaid((world, {kind, id}) => {
		const opening = shownOpening(world.state.chat);
		return kind !== 'turn' || opening === undefined
			? {problem: 'There is no whole answer to go on from.'}
			: fork(world, opening, id);
	}),
	copy: withSaid((world, said) =>
		said.kind === 'turn'
			? copyAnswer(world, said.turn)
			: {problem: 'There is no whole answer to copy.'},
	),
	versionBefore: withSaid((world, {id}) => otherVersion(world, id, -1)),
	versionAfter: withSaid((world, {id}) => otherVersion(world, id, 1)),
	back: state => [withChatScreen(state, {focus: 'input', turn: undefined}), []],
};

/** The one that keys are about: the last one where none was chosen, or the chosen one is away. */
export function saidUnderCursor(state: State): Said | undefined {
	const said = saidInShown(state.chat);
	const turn = state.screen?.chat.turn;
	return said.find(({id}) => id === turn) ?? said.at(-1);
}

function withSaid(act: (world: ChatWorld, said: Said) => ChatOutcome): Act {
	return (state, live) => {
		const said = saidUnderCursor(state);
		return told(
			state,
			said === undefined ? {problem: 'Nothing was said yet.'} : act({state, live}, said),
		);
	};
}

/** Behind the last one the end is followed. */
function moved(state: Screened, by: number): State {
	const said = saidInShown(state.chat);
	const under = saidUnderCursor(state);
	const from = under === undefined ? 0 : said.indexOf(under);
	const next = Math.max(0, Math.min(said.length - 1, from + by));
	const isLast = next >= said.length - 1 && by > 0;
	return withChatScreen(state, {
		turn: isLast ? undefined : said[next]?.id,
		scroll: isLast ? {kind: 'end'} : {kind: 'turn', from: transcriptPlace(state.screen.chat)},
	});
}

/** Its thoughts are shown, or away; where nothing was thought, back to what is typed. */
function unfold(state: Screened): State {
	const said = saidUnderCursor(state);
	if (said?.kind === 'compared') {
		return compareAgain(state, said.turns);
	}

	if (said === undefined || !hasThoughts(said)) {
		return withChatScreen(state, {focus: 'input', turn: undefined});
	}

	const {unfolded} = state.screen.chat;
	return withChatScreen(state, {
		unfolded: unfolded.includes(said.id)
			? unfolded.filter(id => id !== said.id)
			: [...unfolded, said.id],
	});
}

export function hasThoughts(said: Said): boolean {
	switch (said.kind) {
		case 'turn':
			return (said.turn.answer.thinking ?? '') !== '';
		case 'compared':
			return false;
		case 'interrupted':
			return said.record.attempts.some(({partial}) => (partial?.thinking ?? '') !== '');
		default:
			return said.asked.thinking !== '';
	}
}
