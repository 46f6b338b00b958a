import {assertNever} from '../domain/assert-never.ts';
import type {ClusterDeed} from '../domain/cluster-deed.ts';
import type {ClusterNews} from '../domain/cluster-news.ts';
import type {CommandRun} from '../domain/command-run.ts';
import type {ChatNews, Happening, LogEntry} from '../domain/log-entry.ts';
import {
	type EventKind,
	type EventSubject,
	matchesEvent,
	parseEventFilter,
} from '../rules/event-filter.ts';
import {wordsOfExit, wordsOfFailure} from '../rules/failure-words.ts';
import {nearestLeft} from '../rules/nearest-left.ts';
import {isAlert} from './events.ts';
import {remember} from './remember.ts';
import {initialScreen} from './screen-state.ts';
import type {State} from './state.ts';

/** The rows of the Events tab, the newest first. The same array until an entry, the filter or the wish for commands changes. */
export function shownEvents({events, screen = initialScreen}: State): readonly LogEntry[] {
	const {filter, hasCommands} = screen.events;
	return shown(events.entries, filter, hasCommands);
}

/** The newest, until the cursor is put on another; where the filter hides that, the nearest that is shown. */
export function entryUnderCursor(state: State): LogEntry | undefined {
	const {events, screen = initialScreen} = state;
	const {cursor} = screen.events;
	const rows = shownEvents(state);
	return cursor === undefined ? rows[0] : underCursor(events.entries, rows, cursor);
}

/** Alerts since the tab was seen. */
export function unseenAlerts({events, screen = initialScreen}: State): number {
	return countAlerts(events.entries, screen.events.seenId);
}

const shown = remember(
	(entries: readonly LogEntry[], text: string, hasCommands: boolean): readonly LogEntry[] => {
		const filter = parseEventFilter(text);
		return entries
			.filter(
				entry =>
					(hasCommands || entry.what.kind !== 'command') &&
					(filter.kind === 'problem' || matchesEvent(filter, eventSubject(entry))),
			)
			.toReversed();
	},
);

const underCursor = remember(
	(
		entries: readonly LogEntry[],
		rows: readonly LogEntry[],
		cursor: number,
	): LogEntry | undefined => {
		const under = entries.find(({id}) => id === cursor);
		if (under === undefined) {
			return rows.at(-1);
		}

		const isShown = new Set(rows);
		return nearestLeft(entries.toReversed(), under, entry => isShown.has(entry));
	},
);

const countAlerts = remember(
	(entries: readonly LogEntry[], seenId: number): number =>
		entries.filter(({id, what}) => id > seenId && isAlert(what)).length,
);

function eventSubject({node, what}: LogEntry): EventSubject {
	return {node, kind: kindOf(what), words: wordsOf(what)};
}

function kindOf({kind}: Happening): EventKind {
	switch (kind) {
		case 'wentDown':
			return 'down';
		case 'cameUp':
			return 'up';
		case 'crossed':
			return 'limit';
		case 'labelChanged':
			return 'label';
		case 'rebooted':
			return 'reboot';
		case 'deed':
		case 'modelDeed':
			return 'change';
		case 'cluster':
			return 'cluster';
		case 'chat':
			return 'chat';
		case 'configLoaded':
		case 'configRejected':
			return 'config';
		case 'command':
			return 'command';
		default:
			return assertNever(kind);
	}
}

/** What a person would look for, beside the kind. */
function wordsOf(what: Happening): readonly string[] {
	switch (what.kind) {
		case 'wentDown':
			return ['down', ...(what.failure === undefined ? [] : wordsOfFailure(what.failure))];
		case 'cameUp':
			return ['up again'];
		case 'crossed':
			return [what.measure, what.subject ?? '', what.isOver ? 'over' : 'under', what.label];
		case 'labelChanged':
			return [what.before, what.after];
		case 'rebooted':
			return ['booted anew'];
		case 'cluster':
			return newsWords(what.news);
		case 'deed':
			return [what.deed.cluster, ...what.deed.argv, ...changeWords(what.deed)];
		case 'modelDeed':
			return [what.deed.type, what.deed.model, what.stage.state];
		case 'chat':
			return chatWords(what.news);
		case 'configLoaded':
		case 'configRejected':
			return ['configuration'];
		case 'command':
			return [what.run.command, ...resultWords(what.run)];
		default:
			return assertNever(what);
	}
}

function chatWords(news: ChatNews): readonly string[] {
	return news.kind === 'brokeOff'
		? ['broke off', news.model]
		: ['not answered', news.outcome.state === 'noRoute' ? 'no route' : news.outcome.why];
}

function newsWords(news: ClusterNews): readonly string[] {
	switch (news.kind) {
		case 'jobStarted':
			return [news.cluster, news.job.id, news.job.name, 'runs', news.nodeList ?? ''];
		case 'jobEnded':
			return [news.cluster, news.job.id, news.job.name, news.how, news.nodeList ?? ''];
		case 'lost':
			return [news.cluster, 'down', ...wordsOfFailure(news.trouble.failure)];
		case 'back':
			return [news.cluster, 'answers again'];
		default:
			return assertNever(news);
	}
}

function changeWords(deed: ClusterDeed): readonly string[] {
	switch (deed.kind) {
		case 'changedJob':
			return [deed.change.kind, deed.outcome.job.id, deed.outcome.result.kind];
		case 'changedNode':
			return [deed.change.kind, deed.outcome.node, deed.outcome.result.kind];
		case 'submitted':
			return ['submit', deed.script, deed.outcome.kind];
		default:
			return assertNever(deed);
	}
}

function resultWords({result}: CommandRun): readonly string[] {
	switch (result.kind) {
		case 'exited':
			return [...wordsOfExit(result), ...(result.exitCode ? ['failed'] : [])];
		case 'runs':
			return ['runs'];
		case 'failed':
			return ['failed', ...wordsOfFailure(result.failure)];
		default:
			return assertNever(result);
	}
}
