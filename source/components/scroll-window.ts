/** Which rows of a list are on screen: from `top` on. */
export type ScrollWindow = {
	readonly top: number;
	/** What the cursor stood on, and where in the list, when this window was made. */
	readonly cursor: string | undefined;
	readonly index: number;
};

export type ScrolledList = {
	readonly count: number;
	readonly rows: number;
	readonly cursor: string | undefined;
	/** Where the cursor is in the list; -1 when it is not there. */
	readonly index: number;
};

/**
 * The window after a change. When the order changed under the cursor, its row keeps its line on screen; when the
 * cursor itself moved, the window moves no further than it must. The same window when nothing changed.
 */
export function scrollWindow(list: ScrolledList, before: ScrollWindow | undefined): ScrollWindow {
	const {count, rows, cursor, index} = list;
	const wished = wishedTop(list, before);
	const nearCursor =
		index < 0 ? wished : Math.min(index, Math.max(wished, index - Math.max(1, rows) + 1));
	const top = Math.max(0, Math.min(nearCursor, count - rows));
	return before?.top === top && before.cursor === cursor && before.index === index
		? before
		: {top, cursor, index};
}

function wishedTop({cursor, index}: ScrolledList, before: ScrollWindow | undefined): number {
	if (before === undefined) {
		return 0;
	}

	const isSameRow = cursor !== undefined && cursor === before.cursor;
	return isSameRow && index >= 0 && before.index >= 0
		? before.top + index - before.index
		: before.top;
}
