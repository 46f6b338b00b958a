import type {Header} from '../components/header-line.ts';
import type {Freshness, Tabs} from '../components/tab-line.ts';
import {lastSeenAtMs, oldMs} from '../store/age.ts';
import {shownSpeed, streamedTokensPerSecond} from '../store/chat-speed.ts';
import {ageOfJobs, ageOfSlurmNodes, callsPerMinute, ownCounts} from '../store/jobs-told.ts';
import {shortestIntervalMs} from '../store/interval.ts';
import {allModels, modelNodes, shownModels} from '../store/model-rows.ts';
import {modelsTold} from '../store/models-told.ts';
import type {NodesScreen, ScreenState} from '../store/screen-state.ts';
import {rackSummary} from '../store/selectors.ts';
import {shownCluster} from '../store/shown-cluster.ts';
import {unseenAlerts} from '../store/shown-events.ts';
import {awaitedSort} from '../store/sort-jobs.ts';
import {type NodeState, nodeNamed, type State} from '../store/state.ts';
import {modelsIntervalMs} from '../store/model-facts.ts';

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
		jobs: headerJobs(state),
		tokensPerSecond: streamedTokensPerSecond(state),
		isDemo: state.session.isDemo,
		wallMs: state.clock.wallMs === 0 ? undefined : state.clock.wallMs,
	};
}

/** Own ones, whatever the tab of jobs shows. */
function headerJobs(state: State): Header['jobs'] {
	const cluster = shownCluster(state);
	if (cluster === undefined) {
		return undefined;
	}

	const counts = ownCounts(cluster);
	const isOld = cluster.mine.state !== 'fresh' || cluster.trouble !== undefined;
	return {running: counts?.runs, waiting: counts?.waits, isOld};
}

/** What the line of tabs says of what is shown. */
export function tabFacts(state: State, screen: ScreenState): Tabs {
	const {tab, nodes, events} = screen;
	if (tab === 'jobs') {
		return jobTabFacts(state, screen);
	}

	if (tab === 'models') {
		return modelTabFacts(state, screen);
	}

	const isChat = tab === 'chat';
	const speed = isChat ? shownSpeed(state) : undefined;
	const enabled = state.nodes.filter(({config}) => config.isEnabled);
	return {
		active: tab,
		speed,
		jobs: undefined,
		hasJobs: state.clusters.length > 0,
		...(tab === 'nodes' ? listFacts(nodes) : noListFacts),
		filter: isChat ? '' : tab === 'nodes' ? nodes.filter : events.filter,
		intervalMs: speed === undefined ? shortestIntervalMs(state) : undefined,
		freshness: state.paused === undefined ? freshnessOf(enabled, state.clock) : {state: 'paused'},
		alerts: unseenAlerts(state),
		isConfigRejected: state.configProblems.length > 0,
	};
}

/** How old own jobs are, and how often their controller is asked. */
function jobTabFacts(state: State, {jobs}: ScreenState): Tabs {
	const cluster = shownCluster(state);
	const isQueue = jobs.view === 'queue';
	const age = isQueue ? ageOfJobs(state) : ageOfSlurmNodes(state);
	const facts = {
		sort: isQueue ? jobs.sort : jobs.nodes.sort,
		awaitedSort: isQueue ? awaitedSort(state) : undefined,
		callsPerMinute: callsPerMinute(state),
		isLimited: cluster?.isLimited === true,
	};
	const freshness =
		state.paused === undefined
			? age && {state: age.isOld ? ('old' as const) : ('aged' as const), ageMs: age.ageMs}
			: {state: 'paused' as const};
	return {
		...{active: 'jobs', hasJobs: true, ...noListFacts},
		marked: isQueue ? jobs.marks.length : 0,
		jobs: cluster === undefined ? undefined : facts,
		filter: isQueue ? jobs.filter : jobs.nodes.filter,
		...{intervalMs: undefined, freshness},
		alerts: unseenAlerts(state),
		isConfigRejected: state.configProblems.length > 0,
	};
}

/** How many models there are, and how often nodes are asked what is in memory. */
function modelTabFacts(state: State, {models}: ScreenState): Tabs {
	const {filter, sort, marks} = models;
	const asked = modelNodes(state).flatMap(({name}) => nodeNamed(state, name) ?? []);
	const isTold = modelsTold(state).kind === 'told';
	const all = allModels(state).filter(({isGone}) => !isGone);
	const shown = filter === '' ? undefined : shownModels(state).filter(({isGone}) => !isGone).length;
	return {
		...{active: 'models', jobs: undefined, hasJobs: state.clusters.length > 0, ...noListFacts},
		...{marked: marks.length, filter},
		models: isTold ? {count: all.length, shown, sort} : undefined,
		intervalMs: modelsIntervalMs,
		freshness: state.paused === undefined ? freshnessOf(asked, state.clock) : {state: 'paused'},
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
