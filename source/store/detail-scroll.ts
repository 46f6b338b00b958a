import {frameRows, type ScreenSize} from '../domain/screen.ts';
import {type ActionTable, moving, type Screened} from './action-table.ts';
import type {ScreenState} from './screen-state.ts';
import type {State} from './state.ts';

type Detail = {
	/** It has the whole body. */
	readonly isOpen: boolean;
	readonly focus: string;
	/** Its first lines that are not seen. */
	readonly detailScroll: number;
	/** As many as can be, told by who draws it. */
	readonly lastDetailScroll: number;
};

/** A table whose detail stands beside it, or in place of it. */
export type DetailTable = {
	readonly detailOf: (screen: ScreenState) => Detail;
	readonly withDetail: (
		state: Screened,
		changes: Partial<Pick<Detail, 'detailScroll' | 'lastDetailScroll'>>,
	) => State;
	readonly moveCursor: (state: Screened, rows: number) => State;
	readonly listRows: (size: ScreenSize) => number;
	/** Between the last row of the table and the first line of the detail. */
	readonly headRows: number;
};

/** The keys that move: the cursor, or the detail where that has the focus or the whole body. */
export function movingWithDetail(table: DetailTable): ActionTable {
	const isDetailMoved = ({screen}: Screened): boolean => {
		const {isOpen, focus} = table.detailOf(screen);
		return isOpen || focus === 'detail';
	};
	return moving({
		by: (state, rows) =>
			isDetailMoved(state) ? scrollDetail(table, state, rows) : table.moveCursor(state, rows),
		pageRows: state =>
			isDetailMoved(state) ? detailPageRows(table, state) : table.listRows(state.screen.size),
	});
}

/** How many of its lines have no room below the first. */
export function measureDetail(
	{detailOf, withDetail}: DetailTable,
	state: Screened,
	lastDetailScroll: number,
): State {
	const {detailScroll} = detailOf(state.screen);
	return withDetail(state, {
		lastDetailScroll,
		detailScroll: Math.min(detailScroll, lastDetailScroll),
	});
}

export function detailPageRows(
	{detailOf, listRows, headRows}: DetailTable,
	{screen}: Screened,
): number {
	const body = screen.size.rows - frameRows - 2;
	return Math.max(2, detailOf(screen).isOpen ? body : body - listRows(screen.size) - headRows);
}

/** No further than who draws it has told. */
function scrollDetail({detailOf, withDetail}: DetailTable, state: Screened, rows: number): State {
	const {detailScroll, lastDetailScroll} = detailOf(state.screen);
	return withDetail(state, {
		detailScroll: Math.max(0, Math.min(lastDetailScroll, detailScroll + rows)),
	});
}
