import type {ClusterEvent} from '../domain/event.ts';
import type {State} from './state.ts';

/** What a Slurm cluster told. */
export function reduceCluster(state: State, _event: ClusterEvent): State {
	return state;
}
