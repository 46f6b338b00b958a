import type {ClusterEffect} from '../domain/effect.ts';
import type {Event} from '../domain/event.ts';

/** What is asked of Slurm clusters, again and again and once. */
export type ClusterWatches = {
	readonly run: (effect: ClusterEffect, dispatch: (event: Event) => void) => void;
	readonly stopAll: () => void;
};
