import type {ClusterEvent, Event} from '../domain/event.ts';
import type {NodeName} from '../domain/ids.ts';
import type {Happening} from '../domain/log-entry.ts';
import {clusterNews} from './cluster-happenings.ts';
import {clusterNamed} from './clusters.ts';
import {loginName, loginOf} from './configured-clusters.ts';
import type {State} from './state.ts';

type Told = {readonly what: Happening; readonly node?: NodeName};

export function isOfCluster(event: Event): event is ClusterEvent {
	return event.type.startsWith('cluster/');
}

/** What is told of a cluster: commands as run on its login node, also where that is no node of the rack. */
export function toldOfClusters(before: State, after: State, event: ClusterEvent): readonly Told[] {
	const one = clusterNamed(before, event.cluster);
	const other = clusterNamed(after, event.cluster);
	if (one === undefined || other === undefined) {
		return [];
	}

	if (event.type === 'cluster/commandRan') {
		const node = loginName(after.config, other.config);
		const what = {kind: 'command', run: event.run, count: 1} as const;
		return [node === undefined ? {what} : {what, node}];
	}

	const isLoginTold = loginOf(after.config, other.config).kind === 'node';
	const {entries} = after.events;
	return clusterNews({before: one, after: other, event, isLoginTold, entries}).map(news => ({
		what: {kind: 'cluster', news},
	}));
}
