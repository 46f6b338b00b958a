import type {NodeName} from '../domain/ids.ts';
import type {ModelPane, ModelSort} from '../domain/screen.ts';

/** What the person at the terminal has chosen in the tab of models. */
export type ModelsScreen = {
	/** The name of the model that the cursor was put on: an identity, not a line. Undefined before a key or a click: the first row. */
	readonly cursor: string | undefined;
	/** The node whose cell is meant; undefined: the model wherever it is. */
	readonly node: NodeName | undefined;
	readonly sort: ModelSort;
	/** As typed, and always one that is a filter; empty shows all. */
	readonly filter: string;
	/** The detail has the whole body. */
	readonly isOpen: boolean;
	readonly pane: ModelPane;
	readonly focus: 'list' | 'detail';
	readonly detailScroll: number;
	readonly lastDetailScroll: number;
	/** Names of models, in the order in which they were marked. */
	readonly marks: readonly string[];
	/** Whether a model fits is told for so long a context. */
	readonly contextTokens: number;
	/** Of the transfers the one under the cursor, by its number; undefined: the first. */
	readonly deed: number | undefined;
};

export const initialModels: ModelsScreen = {
	cursor: undefined,
	node: undefined,
	sort: 'name',
	filter: '',
	isOpen: false,
	pane: 'facts',
	focus: 'list',
	detailScroll: 0,
	lastDetailScroll: 0,
	marks: [],
	contextTokens: 8192,
	deed: undefined,
};
