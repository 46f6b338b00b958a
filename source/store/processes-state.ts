import type {Failure} from '../domain/failure.ts';
import type {NodeName} from '../domain/ids.ts';
import type {ProcessFigures, ProcessList} from '../domain/process.ts';

/** The processes of the node that is looked at. */
export type ProcessesState = {
	readonly node: NodeName;
	/** For the next rates. */
	readonly list: ProcessList | undefined;
	/** The busiest first; undefined before the first answer. */
	readonly top: readonly ProcessFigures[] | undefined;
	readonly atMs: number | undefined;
	/** Why there is nothing newer. */
	readonly failure: Failure | undefined;
};
