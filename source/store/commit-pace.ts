/** When listeners are told: what a person did shows at once, and what many nodes tell is drawn together. */
import type {Clock} from '../domain/clock.ts';
import type {Event} from '../domain/event.ts';
import {oldMs} from './age.ts';
import {clusterNamed} from './clusters.ts';
import {shortestIntervalMs} from './interval.ts';
import {positionOf, type State} from './state.ts';

/**
 * `now`: a person waits for it. `soon`: it changes what should be done, so that it waits for its like alone.
 * `together`: one figure among many; a frame costs the same for one of them as for all.
 */
export type Urgency = 'now' | 'soon' | 'together';

const leastBetweenMs = 1000;
/** Ages and times to wait stand on the screen in seconds, also where nodes are asked once a minute. */
const mostBetweenMs = 2000;

export type Commits = {
	readonly ask: (state: State, urgency: Urgency) => void;
	/** Drops a commit that waits. */
	readonly close: () => void;
};

export type CommitOptions = {
	readonly clock: Clock;
	/** How long facts of the background gather at least; 0: none gather. */
	readonly leastGatherMs: number;
};

/** Calls `tell` for each change, or once for all that came since. */
export function createCommits({clock, leastGatherMs}: CommitOptions, tell: () => void): Commits {
	let waiting: {readonly dueMs: number; readonly cancel: () => void} | undefined;
	let toldMs = Number.NEGATIVE_INFINITY;
	const commit = (): void => {
		waiting?.cancel();
		waiting = undefined;
		toldMs = clock.monotonicMs();
		tell();
	};

	const commitWithin = (delayMs: number): void => {
		const dueMs = clock.monotonicMs() + delayMs;
		if (waiting === undefined || dueMs < waiting.dueMs) {
			waiting?.cancel();
			waiting = {dueMs, cancel: clock.startTimer(delayMs, commit)};
		}
	};

	return {
		ask(state, urgency) {
			if (leastGatherMs === 0 || urgency === 'now') {
				commit();
			} else if (urgency === 'soon') {
				commitWithin(leastGatherMs);
			} else if (waiting === undefined) {
				const restMs = toldMs + betweenCommitsMs(state) - clock.monotonicMs();
				commitWithin(Math.max(leastGatherMs, restMs));
			}
		},
		close: () => waiting?.cancel(),
	};
}

export function urgencyOf(before: State, after: State, event: Event): Urgency {
	if (event.type === 'chats/streamed') {
		return isAnswerSeen(after, event.asking) ? 'now' : 'together';
	}

	if (!isOfBackground(event)) {
		return 'now';
	}

	return hasHealthChanged(before, after, event) ||
		hasAged(before, after, event) ||
		areProcessesNew(before, after) ||
		isAwaited(after, event)
		? 'soon'
		: 'together';
}

/** Of the others the list shows only that something comes. */
function isAnswerSeen({screen, chat}: State, asking: number): boolean {
	const asked = chat.asked.find(one => one.asking === asking);
	return screen?.tab === 'chat' && asked?.chat === chat.shown;
}

/** Between two frames of which nobody asked for either: the interval of the polls. */
function betweenCommitsMs(state: State): number {
	const intervalMs = shortestIntervalMs(state) ?? mostBetweenMs;
	return Math.min(mostBetweenMs, Math.max(leastBetweenMs, intervalMs));
}

function isOfBackground({type}: Event): boolean {
	return isBackground[type.slice(0, type.indexOf('/')) as Subject];
}

/** What the first word of an event names. */
type Subject = Event['type'] extends infer Type
	? Type extends `${infer Word}/${string}`
		? Word
		: never
	: never;

/** Whether it is told by the rack on its own beat: five hundred nodes tell each of these every few seconds. */
const isBackground: Readonly<Record<Subject, boolean>> = {
	clock: true,
	node: true,
	cluster: true,
	ollama: true,
	chat: true,
	chats: false,
	models: false,
	metrics: true,
	config: false,
	session: false,
	preferences: false,
	screen: false,
	key: false,
	detail: false,
	transcript: false,
	text: false,
	mouse: false,
	log: false,
	notice: false,
	secret: false,
	obstacle: false,
	sshHosts: false,
	jobs: false,
};

/** Facts of the background leave each node at its place. */
function hasHealthChanged(before: State, after: State, event: Event): boolean {
	if (before.nodes === after.nodes) {
		return false;
	}

	const position = 'node' in event ? positionOf(after, event.node) : undefined;
	const positions = position === undefined ? [...after.nodes.keys()] : [position];
	return positions.some(at => before.nodes[at]?.health !== after.nodes[at]?.health);
}

/** The values of a node are old from now on: they must not look fresh until others are drawn. */
function hasAged(before: State, after: State, {type}: Event): boolean {
	return (
		type === 'clock/ticked' &&
		after.nodes.some(
			node => oldMs(node, after.clock) !== undefined && oldMs(node, before.clock) === undefined,
		)
	);
}

/** The first answer for the node that is looked at, and whether there is one at all. */
function areProcessesNew({processes: before}: State, {processes: after}: State): boolean {
	return (
		before !== after &&
		(before?.top === undefined || (before.failure === undefined) !== (after?.failure === undefined))
	);
}

/** What a cluster answers, while somebody looks at it. What was run there is counted, and waits for other figures. */
function isAwaited(after: State, event: Event): boolean {
	switch (event.type) {
		case 'cluster/connecting':
		case 'cluster/described':
		case 'cluster/lost':
		case 'cluster/jobsListed':
		case 'cluster/tasksListed':
		case 'cluster/nodesListed':
		case 'cluster/jobDescribed':
		case 'cluster/jobUsed':
		case 'cluster/askFailed':
			return clusterNamed(after, event.cluster)?.look.isShown === true;
		default:
			return false;
	}
}
