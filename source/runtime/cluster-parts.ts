import {assertNever} from '../domain/assert-never.ts';
import type {ClusterMemory} from '../clients/known-fields.ts';
import type {SlurmClient, SlurmReads} from '../clients/slurm-client.ts';
import type {AskSlurm} from '../clients/slurm-command.ts';
import type {Chance} from '../domain/chance.ts';
import type {Clock} from '../domain/clock.ts';
import type {ClusterEvent, JobEvent} from '../domain/event.ts';
import type {Failure} from '../domain/failure.ts';
import type {OpenProbe} from '../domain/node-probe.ts';
import type {OpenShell} from '../domain/shell.ts';
import type {JobSort} from '../domain/screen.ts';
import type {Steps} from '../rules/steps.ts';
import type {WatchParts} from './watch-nodes.ts';

/** What clusters are asked with. */
export type ClusterParts = {
	readonly clock: Clock;
	readonly chance: Chance;
	/** Dials a login node that is not polled anyway. */
	readonly openProbe: OpenProbe;
	readonly connectTimeoutMs: number;
	readonly polledNode: WatchParts['polledNode'];
	/** What has to be done before a fact is told. @default nothing */
	readonly makeReady?: (event: ClusterEvent) => Steps<void>;
	/** What has to be done before jobs are shown in another order. @default nothing */
	readonly makeSorted?: (sort: JobSort) => Steps<void>;
	/** The same before the tasks of an array are shown. @default nothing */
	readonly makeUnfolded?: (array: string) => Steps<void>;
	readonly createAsk: (openShell: OpenShell, where: string) => AskSlurm;
	/** `memory`: the same for all clients of a cluster. */
	readonly createClient: (ask: AskSlurm, where: string, memory?: ClusterMemory) => SlurmClient;
};

/** With what a cluster is asked. */
export type SlurmParts = Pick<ClusterParts, 'createAsk' | 'createClient'>;

/** What is asked again and again. */
export type PolledReads = Pick<
	SlurmReads,
	'listJobs' | 'listFinished' | 'listNodes' | 'describeJob' | 'readUsage' | 'ping'
>;

type WithoutCluster<One> = One extends unknown ? Omit<One, 'cluster'> : never;

/** Tells a fact about the cluster, until it is stopped. */
export type TellCluster = (fact: WithoutCluster<ClusterEvent | JobEvent>) => void;

/** Whether what failed is the way to the login node, not what is at its end. */
export function isOfLink({kind}: Failure): boolean {
	switch (kind) {
		case 'unreachable':
		case 'refused':
		case 'authFailed':
		case 'hostKeyUnknown':
		case 'hostKeyMismatch':
		case 'needsPassphrase':
		case 'restrictedShell':
		case 'cancelled':
			return true;
		case 'timedOut':
		case 'exited':
		case 'unparseable':
		case 'protocol':
		case 'tooLarge':
		case 'diskFull':
		case 'denied':
		case 'missing':
		case 'rejected':
		case 'unsupported':
			return false;
		default:
			return assertNever(kind);
	}
}
