/** Which keys have something to do to the models that are meant: the line of hints offers no others. */
import type {ActionName} from '../rules/keys/binding.ts';
import {copiesOf, servingNodes, sourceOf} from './model-copies.ts';
import {isOver, isUndone} from './model-deeds.ts';
import {type ModelRow, modelsMeant} from './model-rows.ts';
import {nodeOfCell} from './models-cursor.ts';
import type {AskedDeed} from './models-state.ts';
import type {State} from './state.ts';

export type ModelUses = Partial<Record<ActionName, boolean>>;

/** Nothing of what is outside is changed with --read-only. */
export function modelUses(state: State): ModelUses {
	const rows = modelsMeant(state);
	const node = nodeOfCell(state);
	const copies = rows.flatMap(row => copiesOf(row, node)).map(([, copy]) => copy);
	const deeds = deedsMeant(state);
	const mayChange = !state.session.isReadOnly;
	return {
		...{open: rows.length > 0, fitModel: rows.length > 0, pullModel: mayChange},
		copyModel: mayChange && canCopy(state, rows),
		loadModel: mayChange && copies.some(({loaded}) => loaded === undefined),
		unloadModel: mayChange && copies.some(({loaded}) => loaded !== undefined),
		removeModel: mayChange && copies.length > 0,
		stopDeeds: mayChange && deeds.some(({stage}) => !isOver(stage)),
		retry: mayChange && deeds.some(({stage}) => isUndone(stage)),
	};
}

/** Each is somewhere, and a node that answers lacks one. */
function canCopy(state: State, rows: readonly ModelRow[]): boolean {
	const wished = nodeOfCell(state);
	return (
		rows.length > 0 &&
		rows.every(row => sourceOf(row, wished) !== undefined) &&
		nodesWithoutAll(state, rows).length > 0
	);
}

/** Nodes that answer and lack one of them, or have another one under its name. */
export function nodesWithoutAll(state: State, rows: readonly ModelRow[]) {
	return servingNodes(state).filter(
		name => !rows.every(({shelf}) => shelf.copies.get(name)?.isOther === false),
	);
}

/** What is being done with them, in the cell or on all nodes. */
export function deedsMeant(state: State): readonly AskedDeed[] {
	const node = nodeOfCell(state);
	return modelsMeant(state).flatMap(({deeds}) =>
		[...deeds.values()].filter(({deed}) => node === undefined || deed.node === node),
	);
}
