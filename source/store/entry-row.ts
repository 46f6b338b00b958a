import {type LogEntry, samplerCommand} from '../domain/log-entry.ts';
import {nodeNamed, type State} from './state.ts';

/** An entry as it is read, on screen and in the clipboard. */
export type EntryRow = {
	/** With the count that is told: of what reads samples the node counts them. */
	readonly entry: LogEntry;
	/** Whether what goes on there can be going on still. */
	readonly isConnected: boolean;
};

export function entryRow(state: State, entry: LogEntry): EntryRow {
	const node = entry.node === undefined ? undefined : nodeNamed(state, entry.node);
	const connection = node?.connection.state;
	return {
		entry: counted(entry, node?.samples ?? 0),
		isConnected: connection === 'ready' || connection === 'degraded',
	};
}

function counted(entry: LogEntry, samples: number): LogEntry {
	const {what} = entry;
	return what.kind === 'command' && what.run.command === samplerCommand
		? {...entry, what: {...what, count: samples}}
		: entry;
}
