import {nodeColumns, sortAt} from '../components/node-columns.ts';
import {tabAt} from '../components/tab-line.ts';
import {type ClickTarget, isTooSmall, type WheelTarget} from '../domain/screen.ts';
import type {ScreenState} from '../store/screen-state.ts';
import {rackSummary, shownNodes} from '../store/selectors.ts';
import type {State} from '../store/state.ts';
import type {Profile} from '../theme/profile.ts';
import {tabFacts} from './frame-facts.ts';
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

	const isCovered = screen.help !== undefined || screen.log !== undefined;
	return isCovered || screen.tab !== 'nodes' ? undefined : nodesTarget(place, drawn);
}

/** What the wheel turns over. */
export function wheelTarget({row}: Place, {state, screen}: Drawn): WheelTarget {
	const isCovered =
		screen.help !== undefined || screen.log !== undefined || isTooSmall(screen.size);
	if (isCovered || screen.tab !== 'nodes') {
		return 'list';
	}

	if (screen.nodes.isOpen) {
		return 'detail';
	}

	const {gap, tableRows, noteRows} = nodesFrame(state, screen);
	return row >= firstBodyRow + gap + 1 + tableRows + noteRows + gap ? 'detail' : 'list';
}

function nodesTarget(
	{column, row}: Place,
	{state, screen, tableTop}: Drawn,
): ClickTarget | undefined {
	if (screen.nodes.isOpen) {
		return undefined;
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
