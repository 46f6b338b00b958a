import type {JobEvent} from '../domain/event.ts';
import type {Reduction} from './reduction.ts';
import type {State} from './state.ts';

/** What came of what a person asked of a cluster. */
export function reduceJobs(state: State, _event: JobEvent): Reduction {
	return [state, []];
}
