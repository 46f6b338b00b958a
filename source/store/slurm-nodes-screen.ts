import type {SlurmNode, SlurmRowRef} from '../domain/partition.ts';
import type {SlurmNodeSort} from '../domain/screen.ts';

/** The partitions and nodes of the cluster. */
export type SlurmNodesScreen = {
	/** An identity, not a line; undefined before a key or a click: the first row. */
	readonly cursor: SlurmRowRef | undefined;
	readonly sort: SlurmNodeSort;
	/** As typed, and always one that is a filter; empty shows all. */
	readonly filter: string;
	/** The detail has the whole body. */
	readonly isOpen: boolean;
	readonly focus: 'list' | 'detail';
	readonly detailScroll: number;
	readonly lastDetailScroll: number;
	/** Names of nodes, in the order in which they were marked. */
	readonly marks: readonly string[];
	/** The node under the cursor that its cluster tells of no more, and where it stood: its row stays until the cursor leaves it. */
	readonly gone: {readonly node: SlurmNode; readonly place: number} | undefined;
	/** The order of the nodes that rows keep for a while after a key. */
	readonly calm: readonly string[] | undefined;
};

export const initialSlurmNodes: SlurmNodesScreen = {
	cursor: undefined,
	sort: 'health',
	filter: '',
	isOpen: false,
	focus: 'list',
	detailScroll: 0,
	lastDetailScroll: 0,
	marks: [],
	gone: undefined,
	calm: undefined,
};
