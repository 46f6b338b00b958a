import type {Event} from '../domain/event.ts';
import type {LogEntry} from '../domain/log-entry.ts';
import {isAlert} from './events.ts';
import type {Reduction} from './reduction.ts';
import type {Toast} from './screen-state.ts';
import type {State} from './state.ts';

const toastMs = 6000;
const leastBetweenBellsMs = 5000;

/** The state with what the line of speech tells for a while: what came of an errand, and alerts, which ring too. */
export function withToast(before: State, after: State, event: Event): Reduction {
	const {screen} = after;
	if (screen === undefined) {
		return [after, []];
	}

	const alerts = newAlerts(before, after);
	const old = before.screen?.toast;
	const kept = screen.toast === old && isOver(old, event) ? undefined : screen.toast;
	const toast = nextToast(after, kept, {alerts, event});
	const told = toast === screen.toast ? after : {...after, screen: {...screen, toast}};
	const isHeard = screen.isBellOn && after.paused === undefined;
	return alerts.length > 0 && isHeard ? ring(told, event.atMs) : [told, []];
}

function newAlerts(before: State, after: State): readonly LogEntry[] {
	const {nextId} = before.events;
	return after.events.nextId === nextId
		? []
		: after.events.entries.filter(({id, what}) => id >= nextId && isAlert(what));
}

type News = {readonly alerts: readonly LogEntry[]; readonly event: Event};

/** While it is paused not a byte moves by itself, and who looks at the events needs no line about them. */
function nextToast(
	{screen, events, paused}: State,
	kept: Toast | undefined,
	{alerts, event}: News,
): Toast | undefined {
	if (event.type === 'notice/given') {
		return {what: {kind: 'notice', notice: event.notice}, sinceMs: event.atMs};
	}

	if (alerts.length === 0 || paused !== undefined || screen?.tab === 'events') {
		return kept;
	}

	const told = kept?.what.kind === 'entry' ? kept.what : undefined;
	const toldEntry = events.entries.filter(({id}) => id === told?.id);
	const [worst] = [...toldEntry, ...alerts].toSorted((one, other) => rank(other) - rank(one));
	const others = (told === undefined ? 0 : told.others + 1) + alerts.length - 1;
	return worst === undefined
		? kept
		: {what: {kind: 'entry', id: worst.id, others}, sinceMs: event.atMs};
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

	return what.kind === 'crossed' && what.severity === 'critical' ? 1 : 0;
}

function ring(state: State, atMs: number): Reduction {
	const {events} = state;
	const {bellAtMs} = events;
	return bellAtMs !== undefined && atMs - bellAtMs < leastBetweenBellsMs
		? [state, []]
		: [{...state, events: {...events, bellAtMs: atMs}}, [{type: 'ringBell'}]];
}
