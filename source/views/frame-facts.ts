import type {Header} from '../components/header-line.ts';
import type {Freshness, Tabs} from '../components/tab-line.ts';
import {lastSeenAtMs, oldMs} from '../store/age.ts';
import {shortestIntervalMs} from '../store/interval.ts';
import type {NodesScreen, ScreenState} from '../store/screen-state.ts';
import {rackSummary} from '../store/selectors.ts';
import {unseenAlerts} from '../store/shown-events.ts';
import type {NodeState, State} from '../store/state.ts';

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
	return {
		active: tab,
		...(tab === 'nodes' ? listFacts(nodes) : noListFacts),
		filter: tab === 'nodes' ? nodes.filter : events.filter,
		intervalMs: shortestIntervalMs(state),
		freshness: state.paused === undefined ? freshnessOf(enabled, state.clock) : {state: 'paused'},
		alerts: unseenAlerts(state),
		isConfigRejected: state.configProblems.length > 0,
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

/** Old when none was heard of for two of its own intervals: then our side is cut off. Undefined: none ever was. */
function freshnessOf(nodes: readonly NodeState[], clock: State['clock']): Freshness | undefined {
	const seen = nodes.filter(node => lastSeenAtMs(node) !== undefined);
	if (seen.length === 0) {
		return undefined;
	}

	const agesMs = seen.map(node => oldMs(node, clock));
	const silent = agesMs.filter(ageMs => ageMs !== undefined);
	return silent.length < agesMs.length
		? {state: 'live'}
		: {state: 'old', ageMs: silent.reduce((a, b) => Math.min(a, b))};
}
