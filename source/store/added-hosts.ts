import type {Dialog} from './screen-state.ts';

/** What enter adds: the marked hosts; where none is, the one under the cursor, if it can be a node. */
export function hostsToAdd({
	hosts = [],
	cursor,
	marks,
}: Extract<Dialog, {kind: 'addHosts'}>): readonly string[] {
	const under = hosts.slice(cursor, cursor + 1).filter(({obstacle}) => obstacle === undefined);
	return marks.length > 0 ? marks : under.map(({alias}) => alias);
}
