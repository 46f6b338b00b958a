import {type Act, type ActionTable, type Screened, withScreen} from './action-table.ts';
import type {ClusterState} from './clusters-state.ts';
import {closedWith} from './dialogs.ts';
import type {Reduction} from './reduction.ts';
import {openLine} from './screen-line.ts';
import {shownCluster} from './shown-cluster.ts';
import {slurmNodesMeant, slurmRowUnder} from './slurm-node-rows.ts';

const noNode = 'Nodes are drained and resumed: put the cursor on one, or mark some.';

/** What an operator does to the marked nodes, or the one under the cursor; each asks first. */
export const slurmNodeChangeActions: ActionTable = {
	drainNode: onNodes((state, {config}, nodes) => {
		const screen = openLine(state.screen, 'drainReason');
		const about = {kind: 'slurmNode', cluster: config.name, nodes} as const;
		const line = screen.line === undefined ? undefined : {...screen.line, about};
		return [withScreen(state, {...screen, line}), []];
	}),
	resumeNode: onNodes((state, {config: {name, via}}, nodes) => {
		const change = {kind: 'resume'} as const;
		const dialog = {kind: 'changeSlurmNode', cluster: name, via, nodes, change} as const;
		return [withScreen(state, {...state.screen, dialog}), []];
	}),
};

type AskAboutNodes = (
	state: Screened,
	cluster: ClusterState,
	nodes: readonly string[],
) => Reduction;

function onNodes(ask: AskAboutNodes): Act {
	return (state, live) => {
		const cluster = shownCluster(state);
		const nodes = slurmNodesMeant(state);
		if (cluster === undefined || slurmRowUnder(state) === undefined) {
			return [state, []];
		}

		if (nodes.length === 0) {
			return [closedWith(state, {kind: 'refused', reason: noNode}, live), []];
		}

		return live.session.isReadOnly
			? [closedWith(state, {kind: 'readOnly'}, live), []]
			: ask(
					state,
					cluster,
					nodes.map(({name}) => name),
				);
	};
}
