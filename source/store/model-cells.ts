import type {NodeName} from '../domain/ids.ts';
import type {InstalledModel} from '../domain/ollama.ts';
import {fullModelName} from '../rules/model-name.ts';
import {fractionOf} from './model-deeds.ts';
import type {ModelRow} from './model-rows.ts';
import type {AskedDeed} from './models-state.ts';

/** What a model is on a node, from what is known of both. */
export function cellOf(
	{key, shelf, deeds}: ModelRow,
	node: NodeName,
	told: readonly InstalledModel[] | undefined,
) {
	const copy = shelf.copies.get(node);
	const asked = deeds.get(node);
	const done = asked === undefined ? undefined : deedCell(asked, copy !== undefined);
	if (done !== undefined) {
		return done;
	}

	if (copy !== undefined) {
		const isLoaded = copy.loaded !== undefined;
		return {kind: 'copy', isLoaded, isOther: copy.isOther} as const;
	}

	return told !== undefined && namesOf(told).has(key)
		? ({kind: 'old'} as const)
		: ({kind: 'absent'} as const);
}

/** Of a list that was told last: it is asked for each cell of a column. */
const namesByList = new WeakMap<readonly InstalledModel[], ReadonlySet<string>>();

function namesOf(told: readonly InstalledModel[]): ReadonlySet<string> {
	const names = namesByList.get(told) ?? new Set(told.map(({name}) => fullModelName(name)));
	namesByList.set(told, names);
	return names;
}

/** What was stopped says nothing where there is a copy all the same. */
function deedCell({deed, stage}: AskedDeed, hasCopy: boolean) {
	switch (stage.state) {
		case 'queued':
			return {kind: 'queued'} as const;
		case 'working':
			return {kind: 'working', deed, stage, fraction: fractionOf(stage)} as const;
		case 'failed':
			return {kind: 'failed', failure: stage.failure} as const;
		case 'cancelled':
			return hasCopy ? undefined : ({kind: 'stopped'} as const);
		default:
			return undefined;
	}
}
