import type {Event} from '../domain/event.ts';
import type {Happening, LogEntry} from '../domain/log-entry.ts';
import {isAlert} from './events.ts';
import type {Notice} from '../domain/notice.ts';
import {chatNotice} from './chat-notices.ts';
import {deedsOf} from './deeds.ts';
import {endedDeed} from './model-deeds.ts';
import type {Reduction} from './reduction.ts';
import type {Toast} from './screen-state.ts';
import type {State} from './state.ts';

const toastMs = 6000;
const leastBetweenBellsMs = 5000;

/**
 * The state with what the line of speech tells for a while: what came of an errand, an edit of the configuration that was
 * not taken, and alerts, which ring too.
 */
export function withToast(before: State, after: State, event: Event): Reduction {
	const {screen} = after;
	if (screen === undefined) {
		return [after, []];
	}

	const news = toldEntries(before, after);
	const old = before.screen?.toast;
	const kept = screen.toast === old && isOver(old, event) ? undefined : screen.toast;
	const toast = nextToast(after, kept, {news, event, notice: noticeIn(before, event)});
	const told = toast === screen.toast ? after : {...after, screen: {...screen, toast}};
	const isHeard = screen.isBellOn && after.paused === undefined;
	return isHeard && news.some(({what}) => isAlert(what)) ? ring(told, event.atMs) : [told, []];
}

function toldEntries(before: State, after: State): readonly LogEntry[] {
	const {nextId} = before.events;
	return after.events.nextId === nextId
		? []
		: after.events.entries.filter(({id, what}) => id >= nextId && isTold(what));
}

function isTold(what: Happening): boolean {
	return isAlert(what) || what.kind === 'configRejected';
}

type News = {
	readonly news: readonly LogEntry[];
	readonly event: Event;
	readonly notice: Notice | undefined;
};

/** While it is paused not a byte moves by itself, and who looks at the events needs no line about them. */
function nextToast(
	{screen, events, paused}: State,
	kept: Toast | undefined,
	{news, event, notice}: News,
): Toast | undefined {
	if (notice !== undefined) {
		return {what: {kind: 'notice', notice}, sinceMs: event.atMs};
	}

	if (news.length === 0 || paused !== undefined || screen?.tab === 'events') {
		return kept;
	}

	const told = kept?.what.kind === 'entry' ? kept.what : undefined;
	const toldEntry = events.entries.filter(({id}) => id === told?.id);
	const [worst] = [...toldEntry, ...news].toSorted((one, other) => rank(other) - rank(one));
	const others = (told === undefined ? 0 : told.others + 1) + news.length - 1;
	return worst === undefined
		? kept
		: {what: {kind: 'entry', id: worst.id, others}, sinceMs: event.atMs};
}

function noticeIn(before: State, event: Event): Notice | undefined {
	const {session} = before;
	if (event.type === 'notice/given') {
		return event.notice;
	}

	if (event.type === 'preferences/written') {
		const {failure} = event;
		// Once: what is chosen next is not kept either.
		return failure === undefined || session.unkept !== undefined
			? undefined
			: {kind: 'notKept', failure};
	}

	const ofChat = chatNotice(before, event);
	if (ofChat !== undefined) {
		return ofChat;
	}

	const ended = event.type === 'models/deedTold' ? endedDeed(before, event) : undefined;
	if (ended !== undefined) {
		return {kind: 'modelDeed', ...ended};
	}

	const deeds = deedsOf(event);
	if (deeds.length > 0) {
		return {kind: 'deeds', deeds};
	}

	const question = event.type === 'secret/asked' ? event.question : undefined;
	return question?.kind === 'passphrase' && question.isRepeated
		? {kind: 'wrongPassphrase', keyFile: question.keyFile}
		: undefined;
}

/** A key that ends it does what it does all the same. */
function isOver(toast: Toast | undefined, {type, atMs}: Event): boolean {
	return (
		type === 'key/pressed' ||
		type === 'mouse/clicked' ||
		(type === 'clock/ticked' && atMs - (toast?.sinceMs ?? atMs) >= toastMs)
	);
}

function rank({what}: LogEntry): number {
	if (what.kind === 'wentDown') {
		return what.failure?.kind === 'hostKeyMismatch' ? 3 : 2;
	}

	if (what.kind === 'cluster') {
		return what.news.kind === 'lost' ? 2 : 1;
	}

	const isBad =
		what.kind === 'configRejected' || (what.kind === 'crossed' && what.severity === 'critical');
	return isBad ? 1 : 0;
}

function ring(state: State, atMs: number): Reduction {
	const {events} = state;
	const {bellAtMs} = events;
	return bellAtMs !== undefined && atMs - bellAtMs < leastBetweenBellsMs
		? [state, []]
		: [{...state, events: {...events, bellAtMs: atMs}}, [{type: 'ringBell'}]];
}
