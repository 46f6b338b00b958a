import type {Event} from '../domain/event.ts';
import type {ClusterNews} from '../domain/cluster-news.ts';
import type {NodeName} from '../domain/ids.ts';
import type {Happening} from '../domain/log-entry.ts';
import {toldOfChats} from './chat-entries.ts';
import {isOfCluster, toldOfClusters} from './cluster-entries.ts';
import {deedsOf} from './deeds.ts';
import {type Draft, lastSamplerAtMs, lastUpOrDown, withEntry} from './event-entries.ts';
import {endedDeed} from './model-deeds.ts';
import type {EventsState} from './events-state.ts';
import {type NodeChange, nodeHappenings} from './node-happenings.ts';
import {positionOf, type State} from './state.ts';

/** The state with the entries that tell what made it of the one before. The same one when there is nothing to tell. */
export function withEvents(before: State, after: State, event: Event): State {
	const drafts = draftsOf(before, after, event);
	const told = drafts.reduce<EventsState>(withEntry, sinceFirstTick(after));
	return seen(told === after.events ? after : {...after, events: told});
}

/** What a person should look at; the mark on the tab counts them, a toast and the bell tell them. */
export function isAlert(what: Happening): boolean {
	if (what.kind === 'cluster') {
		return isAlarming(what.news);
	}

	return (
		(what.kind === 'wentDown' || (what.kind === 'crossed' && what.isOver)) && what.isFound !== true
	);
}

function isAlarming(news: ClusterNews): boolean {
	return news.kind === 'jobEnded'
		? news.how === 'failed' || news.how === 'timedOut'
		: news.kind === 'lost' && news.isFound !== true;
}

function sinceFirstTick({events, clock}: State): EventsState {
	return events.sinceWallMs === undefined && clock.wallMs !== 0
		? {...events, sinceWallMs: clock.wallMs}
		: events;
}

/** What is on the screen counts as seen; while it is paused, what is new is not on it. */
function seen(state: State): State {
	const {screen, events, paused} = state;
	const seenId = events.nextId - 1;
	return screen?.tab !== 'events' || paused !== undefined || screen.events.seenId === seenId
		? state
		: {...state, screen: {...screen, events: {...screen.events, seenId}}};
}

function draftsOf(before: State, after: State, event: Event): readonly Draft[] {
	const told = (what: Happening, node?: NodeName): Draft => ({
		atMs: event.atMs,
		wallMs: after.clock.wallMs + event.atMs - after.clock.atMs,
		...{node, what},
	});
	switch (event.type) {
		case 'config/loaded':
			return before.config === undefined
				? []
				: [told({kind: 'configLoaded', nodes: after.nodes.length})];
		case 'config/rejected':
			return [told({kind: 'configRejected', problems: event.problems})];
		case 'node/commandRan':
			return positionOf(after, event.node) === undefined
				? []
				: [told({kind: 'command', run: event.run, count: 1}, event.node)];
		case 'jobs/changed':
		case 'jobs/nodeChanged':
		case 'jobs/submissionEnded':
			return deedsOf(event).map(deed => told({kind: 'deed', deed}));
		case 'chats/progressed':
		case 'chats/ended':
			return toldOfChats(event).map(({what, node}) => told(what, node));
		case 'models/deedTold': {
			const ended = endedDeed(before, event);
			return ended === undefined ? [] : [told({kind: 'modelDeed', ...ended}, ended.deed.node)];
		}

		case 'cluster/commandRan':
			return toldOfClusters(before, after, event).map(({what, node}) => told(what, node));
		default:
			if (before.clusters !== after.clusters && isOfCluster(event)) {
				return toldOfClusters(before, after, event).map(({what, node}) => told(what, node));
			}

			return before.nodes === after.nodes
				? []
				: changedNodes(before, after, event).flatMap(change =>
						nodeHappenings(change).map(what => told(what, change.after.config.name)),
					);
	}
}

/** Facts about nodes and the clock leave each at its place. */
function changedNodes(before: State, after: State, event: Event): readonly NodeChange[] {
	const position = 'node' in event ? positionOf(after, event.node) : undefined;
	const positions = position === undefined ? [...after.nodes.keys()] : [position];
	const {nodes, events, config} = after;
	return positions.flatMap(index => {
		const [one, other] = [before.nodes[index], nodes[index]];
		return one === undefined || other === undefined || one === other
			? []
			: {
					...{before: one, after: other, atMs: event.atMs, thresholds: config?.thresholds},
					lastUpOrDown: () => lastUpOrDown(events.entries, other.config.name),
					lastSamplerAtMs: () => lastSamplerAtMs(events.entries, other.config.name),
				};
	});
}
