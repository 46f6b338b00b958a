import type {GridMetric, JobColumn, JobSort, NodeSort, SlurmNodeSort} from './screen.ts';

/**
 * What a person chose of how the screen looks, and finds again the next time. What asks more of a cluster than it has to,
 * as everybody's jobs do, and what is about the rows of one day, as a filter is, begins anew.
 */
export type Preferences = {
	readonly nodeSort: NodeSort;
	readonly nodeView: 'table' | 'grid';
	/** By which the grid draws its heights. */
	readonly gridMetric: GridMetric;
	readonly jobSort: JobSort;
	/** In the order of the table; undefined: as many as there is room for. */
	readonly jobColumns: readonly JobColumn[] | undefined;
	readonly slurmNodeSort: SlurmNodeSort;
	/** The Events tab tells commands too. */
	readonly hasCommands: boolean;
	readonly isBellOn: boolean;
};
