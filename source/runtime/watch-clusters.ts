import type {AskSlurm} from '../clients/slurm-command.ts';
import type {SlurmClient} from '../clients/slurm-client.ts';
import type {Chance} from '../domain/chance.ts';
import type {Clock} from '../domain/clock.ts';
import type {ClusterEffect} from '../domain/effect.ts';
import type {Event} from '../domain/event.ts';
import type {SlurmName} from '../domain/ids.ts';
import type {OpenProbe} from '../domain/node-probe.ts';
import type {OpenShell} from '../domain/shell.ts';
import type {WatchParts} from './watch-nodes.ts';

export type ClusterParts = {
	readonly clock: Clock;
	readonly chance: Chance;
	/** Dials a login node that is not polled anyway. */
	readonly openProbe: OpenProbe;
	readonly connectTimeoutMs: number;
	readonly polledNode: WatchParts['polledNode'];
	/** Over the login node's shell: `where` as failures name it. */
	readonly createAsk: (openShell: OpenShell, where: string) => AskSlurm;
	readonly createClient: (ask: AskSlurm, where: string) => SlurmClient;
};

/** What is asked of Slurm clusters, again and again and once. */
export type ClusterWatches = {
	readonly run: (effect: ClusterEffect, dispatch: (event: Event) => void) => void;
	/** A shell of its own on the login node of a cluster, for what a person asks: the logs of jobs. */
	readonly openShellOf: (cluster: SlurmName) => OpenShell;
	readonly stopAll: () => void;
};
