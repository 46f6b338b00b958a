import type {ClusterState} from './clusters-state.ts';
import type {State} from './state.ts';

/** The cluster that the tab of jobs shows; undefined: none is configured. */
export function shownCluster({clusters, screen}: State): ClusterState | undefined {
	const named = clusters.find(({config}) => config.name === screen?.jobs.cluster);
	return named ?? clusters[0];
}
