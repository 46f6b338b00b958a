import {seenLog} from '../store/log-tab.ts';
import {nodeColumns, sortAt} from '../components/node-columns.ts';
import {tabAt} from '../components/tab-line.ts';
import {
	type ClickTarget,
	eventGap,
	eventRows,
	isTooSmall,
	type WheelTarget,
} from '../domain/screen.ts';
import type {ScreenState} from '../store/screen-state.ts';
import {rackSummary, shownNodes} from '../store/selectors.ts';
import {shownEvents} from '../store/shown-events.ts';
import type {State} from '../store/state.ts';
import type {Profile} from '../theme/profile.ts';
import {type ChatTops, chatAt} from './chat-frame.ts';
import {tabFacts} from './frame-facts.ts';
import {nodeInGrid} from './grid-picture.ts';
import {jobsTarget, wheelOverJobs} from './jobs-hit-test.ts';
import type {ModelsTops} from './models-frame.ts';
import {modelsTarget, wheelOverModels} from './models-hit-test.ts';
import {nodesFrame} from './nodes-frame.ts';

/** Cells of the screen, from 0. */
export type Place = {readonly column: number; readonly row: number};

/** What is drawn, as its views know it. */
export type Drawn = {
	readonly state: State;
	readonly screen: ScreenState;
	readonly profile: Profile;
	/** The first row of the table that is on screen. */
	readonly tableTop: number;
	/** The first line of the grid that is. */
	readonly gridTop: number;
	/** The first row of the events that is. */
	readonly eventsTop: number;
	/** The first row of the jobs that is. */
	readonly jobsTop: number;
	/** The first row of the partitions and nodes of a cluster that is. */
	readonly slurmNodesTop: number;
	readonly chatTops: ChatTops;
	readonly modelsTops: ModelsTops;
};

const tabRow = 1;
const firstBodyRow = 2;

/** What a click at this place means; undefined: nothing. */
export function clickTarget(place: Place, drawn: Drawn): ClickTarget | undefined {
	const {state, screen, profile} = drawn;
	if (isTooSmall(screen.size)) {
		return undefined;
	}

	if (place.row === tabRow) {
		const tab = tabAt(tabFacts(state, screen), place.column, profile);
		return tab && {kind: 'tab', tab};
	}

	if (screen.help !== undefined || seenLog(screen) !== undefined) {
		return undefined;
	}

	if (screen.tab === 'events') {
		return entryTarget(place, drawn);
	}

	if (screen.tab === 'jobs') {
		return jobsTarget({...place, row: place.row - firstBodyRow}, drawn);
	}

	if (screen.tab === 'models') {
		return modelsTarget({...place, row: place.row - firstBodyRow}, drawn);
	}

	if (screen.tab === 'chat') {
		const chat = chatAt({...place, row: place.row - firstBodyRow}, drawn, drawn.chatTops);
		return chat === undefined ? undefined : {kind: 'chat', id: chat};
	}

	return nodesTarget(place, drawn);
}

/** What the wheel turns over. */
export function wheelTarget({row}: Place, {state, screen}: Drawn): WheelTarget {
	const isCovered =
		screen.help !== undefined || seenLog(screen) !== undefined || isTooSmall(screen.size);
	if (isCovered || screen.tab === 'events' || screen.tab === 'chat') {
		return 'list';
	}

	if (screen.tab === 'jobs') {
		return wheelOverJobs(row - firstBodyRow, {state, screen});
	}

	if (screen.tab === 'models') {
		return wheelOverModels(row - firstBodyRow, {state, screen});
	}

	if (screen.nodes.isOpen) {
		return 'detail';
	}

	if (screen.nodes.view === 'grid') {
		return 'list';
	}

	const {gap, tableRows, noteRows} = nodesFrame(state, screen);
	return row >= firstBodyRow + gap + 1 + tableRows + noteRows + gap ? 'detail' : 'list';
}

function entryTarget({row}: Place, {state, screen, eventsTop}: Drawn): ClickTarget | undefined {
	const line = row - firstBodyRow - eventGap(screen.size) - 1;
	const isInSight = line >= 0 && line < eventRows(screen.size);
	const entry = isInSight ? shownEvents(state)[eventsTop + line] : undefined;
	return entry && {kind: 'entry', id: entry.id};
}

function nodesTarget({column, row}: Place, drawn: Drawn): ClickTarget | undefined {
	const {state, screen, tableTop} = drawn;
	if (screen.nodes.isOpen) {
		return undefined;
	}

	if (screen.nodes.view === 'grid') {
		const node = nodeInGrid(drawn, {row: row - firstBodyRow, column});
		return node && {kind: 'node', node: node.config.name};
	}

	const {gap, tableRows} = nodesFrame(state, screen);
	const line = row - firstBodyRow - gap - 1;
	if (line === -1) {
		const sort = sortAt(nodeColumns(screen.size.columns, rackSummary(state).hasGpu), column);
		return sort && {kind: 'head', sort};
	}

	const node = line >= 0 && line < tableRows ? shownNodes(state)[tableTop + line] : undefined;
	return node && {kind: 'node', node: node.config.name};
}
