import type {ClusterLook} from '../domain/cluster.ts';
import type {ClusterEffect} from '../domain/effect.ts';
import type {Event} from '../domain/event.ts';
import type {SlurmName} from '../domain/ids.ts';
import {failed} from '../domain/result.ts';
import type {OpenShell} from '../domain/shell.ts';
import {type ClusterLink, startClusterLink} from './cluster-link.ts';
import type {ClusterParts} from './cluster-parts.ts';
import {doInSlices} from './do-in-slices.ts';
import {tellWhenReady} from './tell-when-ready.ts';

/** What is asked of Slurm clusters, again and again and once. */
export type ClusterWatches = {
	readonly run: (effect: ClusterEffect, dispatch: (event: Event) => void) => void;
	/** A shell of its own on the login node of a cluster, for what a person asks: the logs of jobs. */
	readonly openShellOf: (cluster: SlurmName) => OpenShell;
	readonly stopAll: () => void;
};

/** As a cluster is looked at before anybody said. */
const unseen: ClusterLook = {
	...{isShown: false, isPaused: false, hasAll: false, hasNodes: false, hasFinished: false},
	...{job: undefined, isOpen: false, arrays: []},
};

/** Each cluster by itself, over its own login node. */
export function createClusterWatches(parts: ClusterParts): ClusterWatches {
	const links = new Map<SlurmName, ClusterLink>();
	let dropSorting = (): void => undefined;
	const stop = (cluster: SlurmName): void => {
		links.get(cluster)?.stop();
		links.delete(cluster);
	};
	return {
		run(effect, dispatch) {
			switch (effect.type) {
				case 'startCluster': {
					const {cluster, login} = effect;
					const {name} = cluster;
					stop(name);
					const teller = tellWhenReady({...parts, dispatch});
					const link = startClusterLink(
						{
							...{cluster, login, look: unseen},
							tell: fact => teller.tell({...fact, cluster: name}),
						},
						parts,
					);
					links.set(name, {
						...link,
						stop() {
							link.stop();
							teller.stop();
						},
					});
					return;
				}

				case 'stopCluster':
					stop(effect.cluster);
					return;
				case 'lookAtCluster':
					links.get(effect.cluster)?.lookAt(effect.look);
					return;
				case 'refreshCluster':
					links.get(effect.cluster)?.refresh();
					return;
				case 'sortJobs':
					dropSorting();
					dropSorting = sortJobs(effect, dispatch, parts);
					return;
				default:
					links.get(effect.cluster)?.run(effect);
			}
		},
		openShellOf: cluster => async signal =>
			links.get(cluster)?.openShell(signal) ??
			failed({kind: 'unreachable', where: cluster, reason: 'it is not connected now'}),
		stopAll() {
			dropSorting();
			for (const cluster of [...links.keys()]) {
				stop(cluster);
			}
		},
	};
}

/** Tells that the order is there when it is; what it returns drops what is left to do. */
function sortJobs(
	{cluster, sort}: Extract<ClusterEffect, {type: 'sortJobs'}>,
	dispatch: (event: Event) => void,
	{clock, makeSorted}: ClusterParts,
): () => void {
	const tell = (): void =>
		dispatch({type: 'jobs/sorted', cluster, sort, atMs: clock.monotonicMs()});
	if (makeSorted === undefined) {
		tell();
		return () => undefined;
	}

	return doInSlices(clock, makeSorted(sort), tell);
}
