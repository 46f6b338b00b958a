import type {NodeName} from '../domain/ids.ts';
import type {NodeSort, ScreenSize, TabName} from '../domain/screen.ts';

/** What the person at the terminal has chosen. */
export type ScreenState = {
	readonly size: ScreenSize;
	readonly tab: TabName;
	readonly nodes: NodesScreen;
	/** What is being typed in the line of speech. */
	readonly line: LineInput | undefined;
	/** Undefined while help is closed. */
	readonly help: HelpScreen | undefined;
};

export type NodesScreen = {
	/**
	 * The node that the cursor was put on: an identity, not a line. Undefined before there is a node. While a filter
	 * hides it the cursor is seen elsewhere: selectors.ts, nodeUnderCursor.
	 */
	readonly cursor: NodeName | undefined;
	readonly sort: NodeSort;
	/** As typed, and always one that is a filter; empty shows all. */
	readonly filter: string;
	/** The detail has the whole body. */
	readonly isOpen: boolean;
};

export type LineInput = {
	readonly text: string;
	/** The filter in use when the line was opened: esc gives it back, and it is in use while the text is no filter. */
	readonly before: string;
	/** Why what was typed cannot be carried out; goes with the next key. */
	readonly problem: string | undefined;
};

export type HelpScreen = {readonly search: string; readonly scroll: number};

export const initialScreen: ScreenState = {
	size: {columns: 80, rows: 24},
	tab: 'nodes',
	nodes: {cursor: undefined, sort: 'health', filter: '', isOpen: false},
	line: undefined,
	help: undefined,
};
