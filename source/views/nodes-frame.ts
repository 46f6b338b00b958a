import {firstRunLines} from '../components/first-run-lines.ts';
import {layoutNodes, type NodesLayout} from '../components/nodes-layout.ts';
import type {ScreenState} from '../store/screen-state.ts';
import {orderedNodes} from '../store/selectors.ts';
import type {State} from '../store/state.ts';

export type NodesFrame = NodesLayout & {
	/** Under a rack of one: what to do next. */
	readonly noteRows: number;
};

/** How the body of the Nodes tab is shared out: for whoever draws it, and whoever asks what is at a place. */
export function nodesFrame(state: State, {size, nodes}: ScreenState): NodesFrame {
	const noteRows = isFirstRun(state) ? firstRunLines.length : 0;
	const {isOpen} = nodes;
	const layout = layoutNodes({
		...{rows: size.rows, nodeCount: orderedNodes(state).length, noteRows, isOpen},
	});
	return {...layout, noteRows};
}

/** Nothing is configured but the machine we are on. */
export function isFirstRun({nodes}: State): boolean {
	return nodes.length === 1 && nodes[0]?.config.isLocal === true;
}
