import {loadedValue} from '../domain/loadable.ts';
import {type ActionTable, moving, type Screened} from './action-table.ts';
import {shownOpening} from './chat-drawn.ts';
import {besideFoundTurn} from './chat-found-turn.ts';
import {told, withChatScreen} from './chat-outcome.ts';
import {chatPage, paneScrolledBy, scrolledBy} from './chat-scroll.ts';
import {openChat} from './chat-shown.ts';
import {copyAnswer, rewoundEffects} from './chat-turns.ts';
import type {ComparedAnswer} from './chat-screen.ts';
import type {Reduction} from './reduction.ts';
import type {State} from './state.ts';

/** What covers the transcript. */
export const chatPaneActions: ActionTable = {
	...moving({by: moveCursor, pageRows: chatPage}),
	moveLeft: state => [moveCursor(state, -1), []],
	moveRight: state => [moveCursor(state, 1), []],
	nextPane: state => [moveCursor(state, 1), []],
	searchNext: state => [amongFound(state, 1), []],
	searchPrevious: state => [amongFound(state, -1), []],
	open,
	copy(state, live) {
		const turn = comparedTurn(state, comparedUnderCursor(state));
		return turn === undefined ? [state, []] : told(state, copyAnswer({state, live}, turn));
	},
	back: state => [closed(state), []],
};

/** What was asked to be compared is the newest that was said, and is followed. */
function closed(state: Screened): State {
	const {pane} = state.screen.chat;
	const isUndecided = pane === 'compare' && isNoneFollowed(state);
	return withChatScreen(state, {
		pane: undefined,
		...(pane === 'compare' ? {scroll: {kind: 'end'}} : {}),
		...(isUndecided ? {problem: undecidedProblem} : {}),
	});
}

const undecidedProblem = 'No answer was chosen: /compare shows them again.';

/** They are aside, so that nothing of them is among the answers. */
function isNoneFollowed({chat, screen}: Screened): boolean {
	const turns = new Set(shownOpening(chat)?.conversation?.turns.map(({id}) => id));
	const answers = screen.chat.comparison?.answers ?? [];
	return (
		answers.some(({turn}) => turn !== undefined) &&
		!answers.some(({turn}) => turn !== undefined && turns.has(turn))
	);
}

/** From hit to hit, and from answer to answer, whose lines are turned over by pages; else lines. */
function moveCursor(state: Screened, by: number): State {
	const {pane, paneCursor} = state.screen.chat;
	const last = lastPlace(state);
	const isPage = Math.abs(by) > 1 && Number.isFinite(by);
	if (last === undefined) {
		return paneScrolledBy(state, by);
	}

	if (pane === 'compare' && isPage) {
		return scrolledBy(state, by);
	}

	const next = Math.max(0, Math.min(last, paneCursor + by));
	return next === paneCursor
		? state
		: withChatScreen(state, {
				paneCursor: next,
				...(pane === 'compare' ? {scroll: {kind: 'turn', from: 'end'}} : {}),
			});
}

/** As in a log that was searched. */
function amongFound(state: Screened, by: number): State {
	return state.screen.chat.pane === 'found' ? moveCursor(state, by) : state;
}

/** Of what has a cursor. */
function lastPlace({screen, chat}: Screened): number | undefined {
	const {pane, comparison} = screen.chat;
	switch (pane) {
		case 'found': {
			const found = chat.search === undefined ? undefined : loadedValue(chat.search.found);
			return Math.max(0, (found?.length ?? 0) - 1);
		}

		case 'compare':
			return Math.max(0, (comparison?.answers.length ?? 0) - 1);
		default:
			return undefined;
	}
}

/** A hit is gone to; an answer among several is what the conversation goes on from. */
function open(state: Screened, live: State): Reduction {
	const {pane, paneCursor} = state.screen.chat;
	if (pane === 'compare') {
		return follow(state, live);
	}

	const found = state.chat.search?.found;
	const hit =
		pane === 'found' && found !== undefined ? loadedValue(found)?.[paneCursor] : undefined;
	if (hit === undefined) {
		return [state, []];
	}

	const [shown, effects] = openChat(state, hit.id);
	const there = {...shown, screen: shown.screen ?? state.screen};
	return [
		hit.turn === undefined
			? there
			: besideFoundTurn(
					withChatScreen(there, {
						focus: 'transcript',
						turn: hit.turn,
						scroll: {kind: 'turn', from: 'end'},
					}),
				),
		effects,
	];
}

function comparedUnderCursor({screen}: Screened): ComparedAnswer | undefined {
	return screen.chat.comparison?.answers[screen.chat.paneCursor];
}

function comparedTurn({chat}: Screened, answer: ComparedAnswer | undefined) {
	const {turns = [], others = []} = shownOpening(chat)?.conversation ?? {};
	return answer?.turn === undefined
		? undefined
		: [...others, ...turns].find(({id}) => id === answer.turn);
}

function follow(state: Screened, live: State): Reduction {
	const opening = shownOpening(state.chat);
	const turn = comparedTurn(state, comparedUnderCursor(state));
	if (opening === undefined || turn === undefined) {
		return told(state, {problem: 'That answer is not whole: it cannot be gone on from.'});
	}

	return [
		withChatScreen(state, {
			pane: undefined,
			focus: 'input',
			scroll: {kind: 'end'},
			turn: undefined,
		}),
		rewoundEffects({state, live}, opening, turn.id),
	];
}
