import {type JobsLayout, jobTableRows, layoutJobs} from '../components/jobs-layout.ts';
import {type ScrollWindow, scrollWindow} from '../components/scroll-window.ts';
import {isTooSmall, mostSlurmNodeRows} from '../domain/screen.ts';
import {useKept} from '../hooks/use-kept.ts';
import {slurmNodesTold} from '../store/jobs-told.ts';
import type {ScreenState} from '../store/screen-state.ts';
import {
	allSlurmRows,
	placeOfSlurmRow,
	shownSlurmRows,
	slurmRowUnder,
} from '../store/slurm-node-rows.ts';
import type {State} from '../store/state.ts';
import {topRowsOf} from './jobs-frame.ts';

/** How the body of the tab of jobs is shared out while it shows partitions and nodes. */
export function slurmNodesFrame(state: State, {size, jobs}: ScreenState): JobsLayout {
	return layoutJobs({rows: size.rows, ...listRows(state, size), isOpen: jobs.nodes.isOpen});
}

function listRows(state: State, size: ScreenState['size']) {
	return {
		rowCount: allSlurmRows(state).length,
		topRows: topRowsOf(slurmNodesTold(state)),
		mostRows: mostSlurmNodeRows(size),
	};
}

/** The first row of the list that is on screen; for a component that stays while the list is away. */
export function useSlurmNodesTop(state: State, screen: ScreenState): number {
	return useKept<ScrollWindow>(before => slurmWindow(state, screen, before)).top;
}

const atFirst: ScrollWindow = {top: 0, cursor: undefined, index: -1};

function slurmWindow(
	state: State,
	{size, tab, jobs}: ScreenState,
	before: ScrollWindow | undefined,
): ScrollWindow {
	if (isTooSmall(size) || tab !== 'jobs' || jobs.view !== 'nodes') {
		return before ?? atFirst;
	}

	const shown = shownSlurmRows(state);
	const under = slurmRowUnder(state);
	const isSeen = jobs.nodes.cursor !== undefined && under !== undefined;
	const cursor = isSeen ? `${under.kind} ${under.ref.name}` : 'first';
	const rows = jobTableRows(listRows(state, size));
	return scrollWindow(
		{count: shown.length, rows, cursor, index: placeOfSlurmRow(shown, under)},
		before,
	);
}
