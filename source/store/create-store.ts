import type {Clock} from '../domain/clock.ts';
import type {Effect} from '../domain/effect.ts';
import type {Event} from '../domain/event.ts';
import type {NodeName} from '../domain/ids.ts';
import {loadedValue} from '../domain/loadable.ts';
import {createCommits, urgencyOf} from './commit-pace.ts';
import type {Reduce} from './rack-reducer.ts';
import {createRings, type HistoryPoint, ringCapacity, type Series} from './rings.ts';
import {initialState, positionOf, type State} from './state.ts';

export type Store = {
	readonly getState: () => State;
	readonly dispatch: (event: Event) => void;
	/** The listener is told after a commit; the returned function takes it off. */
	readonly subscribe: (listener: () => void) => () => void;
	readonly history: (node: NodeName, name: Series) => readonly HistoryPoint[];
	/** Drops a commit that waits. */
	readonly close: () => void;
};

export type StoreOptions = {
	readonly clock: Clock;
	readonly reduce: Reduce;
	/** Carries out what a reduction asks for; it may dispatch. */
	readonly runEffect: (effect: Effect) => void;
	/** How long facts of the background gather at least before listeners are told; 0: all are told at once. */
	readonly commitIntervalMs: number;
};

/** Holds the State. Facts of the background (samples, ticks) are told together (commit-pace.ts), all others at once. */
export function createStore({clock, reduce, runEffect, commitIntervalMs}: StoreOptions): Store {
	let state = initialState;
	const queue: Event[] = [];
	let isReducing = false;
	const listeners = new Set<() => void>();
	const rings = createRings();

	const commits = createCommits({clock, leastGatherMs: commitIntervalMs}, () => {
		for (const listener of [...listeners]) {
			listener();
		}
	});

	const reduceOne = (event: Event): void => {
		const [next, effects] = reduce(state, event);
		const before = state;
		if (next.intervalMs !== state.intervalMs) {
			resizeHistory(rings, next);
		}

		state = next;
		recordHistory(rings, state, event);
		for (const effect of effects) {
			runEffect(effect);
		}

		if (next !== before) {
			commits.ask(next, urgencyOf(before, next, event));
		}
	};

	return {
		getState: () => state,
		dispatch(event) {
			queue.push(event);
			if (isReducing) {
				return;
			}

			isReducing = true;
			try {
				for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
					reduceOne(next);
				}
			} finally {
				isReducing = false;
			}
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		history: rings.read,
		close: commits.close,
	};
}

type Historic = Extract<
	Event,
	{type: 'node/sampled' | 'node/sampleFailed' | 'node/connectFailed' | 'node/lost'}
>;

/** A point of the history, or a hole in it (store/nodes.ts counts the same). */
function isHistoric(event: Event): event is Historic {
	return (
		event.type === 'node/sampled' ||
		event.type === 'node/sampleFailed' ||
		event.type === 'node/connectFailed' ||
		event.type === 'node/lost'
	);
}

/** Another interval, another number of points in the same time (store/interval.ts counts the same). */
function resizeHistory(rings: ReturnType<typeof createRings>, {nodes}: State): void {
	for (const {config} of nodes) {
		rings.resize(config.name, ringCapacity(config.pollIntervalMs));
	}
}

function recordHistory(rings: ReturnType<typeof createRings>, state: State, event: Event): void {
	if (event.type === 'config/loaded') {
		// A node whose configuration changed starts anew, with an empty history.
		const kept = state.nodes.filter(({history}) => history.version > 0);
		rings.retain(new Set(kept.map(({config}) => config.name)));
	}

	if (!isHistoric(event)) {
		return;
	}

	const position = positionOf(state, event.node);
	const node = position === undefined ? undefined : state.nodes[position];
	if (node !== undefined) {
		rings.push({
			node: event.node,
			capacity: ringCapacity(node.config.pollIntervalMs),
			atMs: event.atMs,
			figures: event.type === 'node/sampled' ? loadedValue(node.reading)?.figures : undefined,
		});
	}
}
