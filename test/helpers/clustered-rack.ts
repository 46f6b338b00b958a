import type {SlurmConfig} from '../../source/domain/config.ts';
import type {Event} from '../../source/domain/event.ts';
import type {HostName, SlurmName} from '../../source/domain/ids.ts';
import type {Job} from '../../source/domain/job.ts';
import type {ClusterState} from '../../source/store/clusters-state.ts';
import {aConfig, aNodeConfig} from './node-builders.ts';
import {ScreenedRack} from './screened-rack.ts';

export const hpc = 'hpc' as SlurmName;

export function aSlurmConfig(via: string | undefined, name = 'hpc'): SlurmConfig {
	return {name: name as SlurmName, via: via as HostName | undefined};
}

/** A rack with a node `login`, over which a cluster is asked that has described itself. */
export function clusteredRack(via: string | undefined = 'login'): ScreenedRack {
	const rack = new ScreenedRack([]);
	const config = {...aConfig([aNodeConfig('login', {isLocal: false})]), slurm: [aSlurmConfig(via)]};
	const facts = {version: '22.05.8', user: 'alice', name: 'lab', hasAccounting: true};
	rack.send({type: 'config/loaded', config, atMs: 0});
	return rack.send({type: 'cluster/described', cluster: hpc, facts, atMs: 1});
}

export function mineListed(jobs: readonly Job[], atMs = 10): Event {
	const answered = {tookMs: 5, intervalMs: 10_000};
	return {type: 'cluster/jobsListed', cluster: hpc, scope: 'mine', jobs, atMs, ...answered};
}

export function clusterIn(rack: ScreenedRack): ClusterState {
	const [cluster] = rack.state.clusters;
	if (cluster === undefined) {
		throw new Error('there is no cluster');
	}

	return cluster;
}
