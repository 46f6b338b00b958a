/** A question is over: what was kept of it is known, and what stands behind it is asked. */
import type {ChatTabEvent} from '../domain/chat-event.ts';
import type {KeptRecords} from '../domain/chat-asking.ts';
import {askNext} from './chat-asking.ts';
import {textBackIn} from './chat-draft.ts';
import {withRecords} from './chat-openings.ts';
import type {AskedTurn} from './chat-state.ts';
import type {Reduction} from './reduction.ts';
import type {State} from './state.ts';

type Ended = Extract<ChatTabEvent, {type: 'chats/ended'}>;

/**
 * Without a whole answer what was asked behind it goes back to where it was typed: it was typed for what would have been
 * answered.
 */
export function ended(state: State, {asking, outcome, kept}: Ended): Reduction {
	const asked = state.chat.asked.find(one => one.asking === asking);
	if (asked === undefined) {
		return [state, []];
	}

	const told = withKept(state, asked, kept);
	if (outcome.state === 'answered') {
		return askNext(without(told, [asked]), asked.chat);
	}

	const failed: AskedTurn = {...asked, phase: {state: 'failed', outcome}};
	const left =
		outcome.state === 'cancelled' ? without(told, [asked]) : withAskedAs(told, asked, failed);
	const isLost = outcome.state === 'cancelled' && (kept?.records.length ?? 0) === 0;
	const isStill = left.chat.asked.some(
		one => one.chat === asked.chat && one.comparison === asked.comparison && isRunning(one),
	);
	const back = isStill ? left : withQueueBack(left, asked.chat);
	return [isLost ? withQuestionBack(back, asked) : back, []];
}

function isRunning({phase, comparison}: AskedTurn): boolean {
	return comparison !== undefined && phase.state !== 'failed' && phase.state !== 'queued';
}

function withKept(state: State, asked: AskedTurn, kept: KeptRecords | undefined): State {
	if (kept === undefined) {
		return state;
	}

	const chat = withRecords(state.chat, asked.chat, kept);
	const turn = kept.records.findLast(record => record.type === 'turn')?.turn.id;
	return withComparedTurn({...state, chat}, asked, turn);
}

/** Before anything came of it: it is typed again, in the place of the turn that it should have taken. */
function withQuestionBack(state: State, asked: AskedTurn): State {
	const {asking, chat, instead, comparison} = asked;
	if (comparison !== undefined && comparison !== asking) {
		return state;
	}

	const back = textBackIn(state, asked);
	const {screen} = back;
	const isEdit = instead !== undefined && comparison === undefined;
	return screen === undefined || !isEdit
		? back
		: {...back, screen: {...screen, chat: {...screen.chat, editing: {chat, turn: instead}}}};
}

/** Among the answers that stand side by side. */
function withComparedTurn(state: State, {asking, comparison}: AskedTurn, turn?: string): State {
	const {screen} = state;
	const compared = screen?.chat.comparison;
	if (screen === undefined || turn === undefined || compared?.comparison !== comparison) {
		return state;
	}

	const answers = compared?.answers.map(one => (one.asking === asking ? {...one, turn} : one));
	return compared === undefined || answers === undefined
		? state
		: {...state, screen: {...screen, chat: {...screen.chat, comparison: {...compared, answers}}}};
}

function without({chat, ...state}: State, gone: readonly AskedTurn[]): State {
	const asked = chat.asked.filter(one => !gone.some(({asking}) => asking === one.asking));
	return {...state, chat: {...chat, asked}};
}

function withAskedAs({chat, ...state}: State, before: AskedTurn, after: AskedTurn): State {
	const asked = chat.asked.map(one => (one.asking === before.asking ? after : one));
	return {...state, chat: {...chat, asked}};
}

/** Before what is typed there, in the order in which they were asked. */
function withQueueBack(state: State, chat: number): State {
	const queued = state.chat.asked.filter(one => one.chat === chat && one.phase.state === 'queued');
	const back = queued.toReversed().reduce(textBackIn, state);
	return queued.length === 0 ? state : without(back, queued);
}
