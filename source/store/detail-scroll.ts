import {frameRows, mostNodeRows} from '../domain/screen.ts';
import type {Screened} from './action-table.ts';
import {withNodesScreen} from './cursor.ts';
import type {State} from './state.ts';

/** Whether the keys that move scroll the detail: it has the focus, or the whole body. */
export function isDetailMoved({screen}: Screened): boolean {
	return screen.nodes.isOpen || screen.nodes.focus === 'detail';
}

/** No further than who draws it has told. */
export function scrollDetail(state: Screened, rows: number): State {
	const {detailScroll, lastDetailScroll} = state.screen.nodes;
	return withNodesScreen(state, state.screen, {
		detailScroll: Math.max(0, Math.min(lastDetailScroll, detailScroll + rows)),
	});
}

/** How many of its lines have no room below the first. */
export function measureDetail(state: Screened, lastDetailScroll: number): State {
	const {detailScroll} = state.screen.nodes;
	return withNodesScreen(state, state.screen, {
		lastDetailScroll,
		detailScroll: Math.min(detailScroll, lastDetailScroll),
	});
}

/** Rows that a page is, beside the table or in place of it. */
export function detailPageRows({screen: {size, nodes}}: Screened): number {
	const body = size.rows - frameRows - 2;
	return Math.max(2, nodes.isOpen ? body : body - mostNodeRows(size) - 2);
}
