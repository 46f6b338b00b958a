import {loadedValue} from '../domain/loadable.ts';
import type {JobColumn} from '../domain/screen.ts';
import {defaultJobColumns, jobColumnNames} from '../rules/job-columns.ts';
import {type Screened, withScreen} from './action-table.ts';
import type {JobDialog} from './job-dialogs-state.ts';
import {areChoicesKept} from './preferences.ts';
import {remember} from './remember.ts';
import type {JobsScreen} from './jobs-screen.ts';
import type {ScreenState} from './screen-state.ts';
import {shownCluster} from './shown-cluster.ts';
import type {State} from './state.ts';

type Choice = Extract<JobDialog, {kind: 'jobColumns'}>;

/** Which columns the table has: those that were chosen, at first those that are there by themselves. */
export function openColumns(state: Screened, live: State): State {
	const {screen} = state;
	return withScreen(state, {
		...screen,
		dialog: {
			kind: 'jobColumns',
			columns: jobColumnNames,
			chosen: screen.jobs.columns ?? defaultJobColumns(screen.size.columns),
			cursor: 0,
			isKept: areChoicesKept(live),
		},
	});
}

export function moveColumnChoice(dialog: Choice, rows: number): Choice {
	const last = dialog.columns.length - 1;
	return {...dialog, cursor: Math.max(0, Math.min(last, dialog.cursor + rows))};
}

/** It comes or goes, and the cursor goes on to the next. */
export function toggleColumn(dialog: Choice): Choice {
	const {columns, chosen, cursor} = dialog;
	const column = columns[cursor];
	const isChosen = (one: JobColumn): boolean => chosen.includes(one) !== (one === column);
	return {...moveColumnChoice(dialog, 1), chosen: columns.filter(isChosen)};
}

/** Those that are there by themselves are no choice: they go by how wide the terminal is. */
export function takeColumns(screen: ScreenState, {chosen}: Choice): ScreenState {
	const own = defaultJobColumns(screen.size.columns);
	const isOwn = own.length === chosen.length && own.every(column => chosen.includes(column));
	const jobs = {...screen.jobs, columns: isOwn ? undefined : chosen};
	return {...screen, jobs, dialog: undefined};
}

/** Those that were chosen, else as many as there is room for; that of gpus goes where the cluster has none. */
export function chosenJobColumns(
	state: State,
	{columns: chosen}: Pick<JobsScreen, 'columns'>,
	columns: number,
): readonly JobColumn[] {
	const nodes = shownCluster(state)?.nodes;
	const partitions = (nodes && loadedValue(nodes)?.partitions) ?? [];
	const hasNoGpu = partitions.length > 0 && partitions.every(({gpus}) => (gpus?.total ?? 0) === 0);
	const own = hasNoGpu ? ownColumns(columns, 'gpus') : ownColumns(columns, undefined);
	return chosen ?? own;
}

const ownColumns = remember((columns: number, absent: JobColumn | undefined) =>
	defaultJobColumns(columns).filter(column => column !== absent),
);
