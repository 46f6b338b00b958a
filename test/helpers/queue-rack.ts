import type {SlurmConfig} from '../../source/domain/config.ts';
import type {Effect} from '../../source/domain/effect.ts';
import type {SlurmName} from '../../source/domain/ids.ts';
import type {Job} from '../../source/domain/job.ts';
import {newCluster} from '../../source/store/clusters-state.ts';
import {ScreenedRack} from './screened-rack.ts';

export const hpc = 'hpc' as SlurmName;
const config = {name: hpc, via: 'login'} as unknown as SlurmConfig;

/** A screen on the tab of jobs of one cluster, `hpc` over `login`, where alice is asked as. */
export class QueueRack extends ScreenedRack {
	constructor() {
		super(['pi-1']);
		this.state = {...this.state, clusters: [newCluster(config)]};
		const facts = {version: '22.05.8', user: 'alice', name: 'hpc', hasAccounting: true};
		this.send({type: 'cluster/described', cluster: hpc, facts, atMs: 0});
		this.press('2');
	}

	mine(...jobs: readonly Job[]): this {
		const told = {scope: 'mine', jobs, tookMs: 10, intervalMs: 10_000} as const;
		return this.send({type: 'cluster/jobsListed', cluster: hpc, ...told, atMs: 0});
	}

	all(...jobs: readonly Job[]): this {
		const told = {scope: 'all', jobs, tookMs: 10, intervalMs: 60_000} as const;
		return this.send({type: 'cluster/jobsListed', cluster: hpc, ...told, atMs: 0});
	}

	/** What sacct tells of. */
	finished(...jobs: readonly Job[]): this {
		const told = {scope: 'finished', jobs, tookMs: 10, intervalMs: 60_000} as const;
		return this.send({type: 'cluster/jobsListed', cluster: hpc, ...told, atMs: 0});
	}

	/** What the last event asked of clusters, and of the audit log. */
	get asked(): readonly Effect[] {
		const types = ['changeJobs', 'changeSlurmNode', 'listScripts', 'readScriptFile'];
		const others = ['testSubmission', 'submitJob', 'appendAudit'];
		return this.effects.filter(({type}) => [...types, ...others].includes(type));
	}
}
