import type {NodeName} from '../domain/ids.ts';
import type {Happening, LogEntry} from '../domain/log-entry.ts';
import type {State} from './state.ts';

export type StateChange = LogEntry & {readonly what: Exclude<Happening, {kind: 'command'}>};

/** The last changes of a node, the newest first: what was run there is no change. */
export function eventsOfNode(
	{events}: Pick<State, 'events'>,
	name: NodeName,
	most: number,
): readonly StateChange[] {
	const found: StateChange[] = [];
	for (let index = events.entries.length - 1; index >= 0 && found.length < most; index -= 1) {
		const entry = events.entries[index];
		if (entry?.node === name && isStateChange(entry)) {
			found.push(entry);
		}
	}

	return found;
}

function isStateChange(entry: LogEntry): entry is StateChange {
	return entry.what.kind !== 'command';
}
