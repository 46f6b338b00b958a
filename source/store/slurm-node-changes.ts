import type {SlurmNode} from '../domain/partition.ts';
import {type Act, type ActionTable, type Screened, withScreen} from './action-table.ts';
import type {ClusterState} from './clusters-state.ts';
import {closedWith} from './dialogs.ts';
import type {Reduction} from './reduction.ts';
import {openLine} from './screen-line.ts';
import {shownCluster} from './shown-cluster.ts';
import {slurmNodeUnder} from './slurm-node-rows.ts';

/** What an operator does to the node under the cursor; each asks first. */
export const slurmNodeChangeActions: ActionTable = {
	drainNode: onNode((state, {config}, node) => {
		const screen = openLine(state.screen, 'drainReason');
		const about = {kind: 'slurmNode', cluster: config.name, node: node.name} as const;
		const line = screen.line === undefined ? undefined : {...screen.line, about};
		return [withScreen(state, {...screen, line}), []];
	}),
	resumeNode: onNode((state, {config: {name, via}}, node) => {
		const change = {kind: 'resume'} as const;
		const dialog = {kind: 'changeSlurmNode', cluster: name, via, node: node.name, change} as const;
		return [withScreen(state, {...state.screen, dialog}), []];
	}),
};

function onNode(ask: (state: Screened, cluster: ClusterState, node: SlurmNode) => Reduction): Act {
	return (state, live) => {
		const cluster = shownCluster(state);
		const node = slurmNodeUnder(state);
		if (cluster === undefined || node === undefined) {
			return [state, []];
		}

		return live.session.isReadOnly
			? [closedWith(state, {kind: 'readOnly'}, live), []]
			: ask(state, cluster, node);
	};
}
