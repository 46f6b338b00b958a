import type {Key} from '../domain/screen.ts';
import {largestOf} from '../rules/sample-window.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {NodeSubject} from '../rules/node-subject.ts';
import {nodeTemperature} from '../rules/node-temperature.ts';
import {heldReading, type NodeState, type State} from './state.ts';

/** A line of help, or a hint: keys and what they do. */
export type KeyWords = {readonly keys: readonly Key[]; readonly words: string};

export type HelpKeys = {
	/** Keys of the tab that is shown, then those of everywhere; only those that the search finds. */
	readonly inTab: readonly KeyWords[];
	readonly everywhere: readonly KeyWords[];
	/** Lines there would be without a search. */
	readonly total: number;
};

/** The rack in the header. Fractions are undefined where no node gives them. */
export type RackSummary = {
	readonly ok: number;
	readonly warning: number;
	readonly down: number;
	readonly unknown: number;
	readonly cpuFraction: number | undefined;
	readonly memoryFraction: number | undefined;
	readonly gpuFraction: number | undefined;
	/** Whether any node has, or had while it answered, a gpu: its column stays when the node is lost for a while. */
	readonly hasGpu: boolean;
};

/** What the table shows of a node; the same object for the same node. */
export function nodeSubject(node: NodeState): NodeSubject {
	const figures = heldReading(node)?.figures;
	return {
		name: node.config.name,
		role: node.config.role,
		tags: node.config.tags,
		health: node.health,
		label: node.label.label.name,
		connection: node.connection.state,
		values: {
			cpu: figures?.cpu.loadFraction,
			memory: undefined,
			gpu: figures && largestOf(figures.gpus.map(gpu => gpu.utilizationFraction)),
			temperature: figures && nodeTemperature(figures.temperatures)?.celsius,
			disk: undefined,
		},
	};
}

/** The rows of the table: filtered and sorted. */
export function shownNodes(state: State): readonly NodeState[] {
	return state.nodes;
}

/**
 * Where the cursor is: its node, or the nearest that is shown while a filter hides it. Views ask this, never
 * `screen.nodes.cursor`.
 */
export function nodeUnderCursor(state: State): NodeState | undefined {
	return state.nodes[0];
}

export function rackSummary(state: State): RackSummary {
	const hasGpu = state.nodes.some(
		node => (loadedValue(node.reading)?.figures.gpus.length ?? 0) > 0,
	);
	return {
		...{ok: 0, warning: 0, down: 0, unknown: 0, hasGpu},
		...{cpuFraction: undefined, memoryFraction: undefined, gpuFraction: undefined},
	};
}

/** What the line of speech hints at now, most useful first. */
export function keyHints(_state: State): readonly KeyWords[] {
	return [];
}

/** What help lists for its search. */
export function helpKeys(_state: State): HelpKeys {
	return {inTab: [], everywhere: [], total: 0};
}
