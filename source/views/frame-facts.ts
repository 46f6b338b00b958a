import type {Header} from '../components/header-line.ts';
import type {Freshness, Tabs} from '../components/tab-line.ts';
import type {NodesScreen, ScreenState} from '../store/screen-state.ts';
import {rackSummary} from '../store/selectors.ts';
import {unseenAlerts} from '../store/shown-events.ts';
import type {NodeState, State} from '../store/state.ts';
import {lastSeenAtMs, silentMs} from './node-row.ts';

/** What the header says of the rack. */
export function headerFacts(state: State): Header {
	const {ok, warning, down, unknown: silent, ...means} = rackSummary(state);
	// A rack where nobody is asked anything is not an empty one.
	const isAsked = state.nodes.some(({config}) => config.isEnabled);
	const unknown = isAsked ? silent : state.nodes.length;
	return {
		cluster: state.config?.cluster ?? 'clusterdeck',
		counts: {ok, warning, down, unknown},
		...means,
		isDemo: state.session.isDemo,
		wallMs: state.clock.wallMs === 0 ? undefined : state.clock.wallMs,
	};
}

/** What the line of tabs says of what is shown. */
export function tabFacts(state: State, {tab, nodes, events}: ScreenState): Tabs {
	const enabled = state.nodes.filter(({config}) => config.isEnabled);
	const intervals = enabled.map(({config}) => config.pollIntervalMs);
	const intervalMs =
		intervals.length === 0 ? undefined : intervals.reduce((a, b) => Math.min(a, b));
	return {
		active: tab,
		...(tab === 'nodes' ? listFacts(nodes) : noListFacts),
		filter: tab === 'nodes' ? nodes.filter : events.filter,
		intervalMs,
		freshness:
			state.paused === undefined
				? freshnessOf(enabled, state.clock, intervalMs)
				: {state: 'paused'},
		alerts: unseenAlerts(state),
	};
}

type ListFacts = Pick<Tabs, 'sort' | 'metric' | 'isHeld' | 'marked'>;

const noListFacts: ListFacts = {sort: undefined, metric: undefined, isHeld: false, marked: 0};

/** How the nodes are shown. */
function listFacts({view, metric, sort, frozen, marks}: NodesScreen): ListFacts {
	return view === 'grid'
		? {sort: undefined, metric, isHeld: false, marked: marks.length}
		: {sort, metric: undefined, isHeld: frozen !== undefined, marked: marks.length};
}

/** Old when nobody was heard of for two intervals: then it is our side that is cut off. Undefined: nobody ever was. */
function freshnessOf(
	nodes: readonly NodeState[],
	clock: State['clock'],
	intervalMs: number | undefined,
): Freshness | undefined {
	const seen = nodes.map(lastSeenAtMs).filter(seenAtMs => seenAtMs !== undefined);
	if (intervalMs === undefined || seen.length === 0) {
		return undefined;
	}

	const lastMs = seen.reduce((a, b) => Math.max(a, b));
	const ageMs = silentMs(lastMs, intervalMs, clock);
	return ageMs === undefined ? {state: 'live'} : {state: 'old', ageMs};
}
