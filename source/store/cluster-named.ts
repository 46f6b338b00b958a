import type {SlurmName} from '../domain/ids.ts';
import type {State} from './state.ts';

/** Where the commands of the cluster run; undefined: on this machine. */
export function viaOf({clusters}: State, cluster: SlurmName): string | undefined {
	return clusters.find(({config}) => config.name === cluster)?.config.via;
}
