import type {ClusterLook} from '../domain/cluster.ts';
import type {ClusterEffect} from '../domain/effect.ts';
import type {Event} from '../domain/event.ts';
import type {SlurmName} from '../domain/ids.ts';
import {failed} from '../domain/result.ts';
import type {OpenShell} from '../domain/shell.ts';
import {type ClusterLink, startClusterLink} from './cluster-link.ts';
import type {ClusterParts} from './cluster-parts.ts';
import type {Steps} from '../rules/steps.ts';
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
	const rows = createRowWork(parts);
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
				case 'unfoldArray':
					rows.run(effect, dispatch);
					return;
				default:
					links.get(effect.cluster)?.run(effect);
			}
		},
		openShellOf: cluster => async signal =>
			links.get(cluster)?.openShell(signal) ??
			failed({kind: 'unreachable', where: cluster, reason: 'it is not connected now'}),
		stopAll() {
			rows.stop();
			for (const cluster of [...links.keys()]) {
				stop(cluster);
			}
		},
	};
}

type RowEffect = Extract<ClusterEffect, {type: 'sortJobs' | 'unfoldArray'}>;

/** Makes rows ready in slices, and tells when they are; another order drops what was left to do for the one before. */
function createRowWork({clock, makeSorted, makeUnfolded}: ClusterParts) {
	const drops = new Map<string, () => void>();
	const stepsOf = (effect: RowEffect): Steps<void> | undefined =>
		effect.type === 'sortJobs' ? makeSorted?.(effect.sort) : makeUnfolded?.(effect.array);
	return {
		run(effect: RowEffect, dispatch: (event: Event) => void): void {
			const key = workKey(effect);
			drops.get(key)?.();
			const tell = (): void => dispatch(readyEvent(effect, clock.monotonicMs()));
			const steps = stepsOf(effect);
			if (steps === undefined) {
				tell();
				return;
			}

			drops.set(key, doInSlices(clock, steps, tell));
		},
		stop(): void {
			for (const drop of drops.values()) {
				drop();
			}
		},
	};
}

/** Each array is unfolded by itself. */
function workKey(effect: RowEffect): string {
	return effect.type === 'sortJobs'
		? effect.type
		: JSON.stringify([effect.type, effect.cluster, effect.array]);
}

function readyEvent(effect: RowEffect, atMs: number): Event {
	const {cluster} = effect;
	return effect.type === 'sortJobs'
		? {type: 'jobs/sorted', cluster, sort: effect.sort, atMs}
		: {type: 'jobs/unfolded', cluster, array: effect.array, atMs};
}
