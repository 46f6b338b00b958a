import {failed} from '../domain/result.ts';
import type {ClusterParts, SlurmParts} from './cluster-parts.ts';
import type {ClusterWatches} from './watch-clusters.ts';

type LazyParts = Omit<ClusterParts, keyof SlurmParts> & Partial<SlurmParts>;

/** What asks clusters is loaded with the first one: most racks have none. */
export function loadedClusters({createAsk, createClient, ...parts}: LazyParts): ClusterWatches {
	let loading: Promise<ClusterWatches> | undefined;
	let isStopped = false;
	const load = async (): Promise<ClusterWatches> => {
		const {createClusterWatches} = await import('./watch-clusters.ts');
		if (createAsk !== undefined && createClient !== undefined) {
			return createClusterWatches({...parts, createAsk, createClient});
		}

		const {slurmOf} = await import('./slurm-parts.ts');
		return createClusterWatches({...parts, ...slurmOf(parts.clock)});
	};
	return {
		run(effect, dispatch) {
			if (loading === undefined && effect.type === 'startCluster') {
				loading = load();
			}

			// In the order in which they came.
			void loading?.then(clusters => {
				if (!isStopped) {
					clusters.run(effect, dispatch);
				}
			});
		},
		openShellOf: cluster => async signal => {
			const clusters = await loading;
			return (
				clusters?.openShellOf(cluster)(signal) ??
				failed({kind: 'unreachable', where: cluster, reason: 'it is not connected now'})
			);
		},
		stopAll() {
			isStopped = true;
			void loading?.then(clusters => clusters.stopAll());
		},
	};
}
