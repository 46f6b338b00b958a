import {newNode} from './new-node.ts';
import {remember} from './remember.ts';
import type {GoneNode} from './screen-state.ts';
import type {NodeState} from './state.ts';

/** The list with the row of a node that left the configuration, where it was. */
export const withGoneRow = remember(
	(nodes: readonly NodeState[], gone: GoneNode): readonly NodeState[] =>
		nodes.toSpliced(Math.min(gone.place, nodes.length), 0, nothingKnownOf(gone)),
);

function nothingKnownOf({config}: GoneNode): NodeState {
	return {...newNode(config, 0), connection: {state: 'disabled'}};
}
