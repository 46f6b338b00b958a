import type {NodeName} from '../domain/ids.ts';
import type {Happening, LogEntry} from '../domain/log-entry.ts';
import type {EventsState} from './events-state.ts';
import type {UpOrDown} from './node-happenings.ts';

/** What happened, before it is an entry. */
export type Draft = {
	readonly atMs: number;
	readonly wallMs: number;
	readonly node: NodeName | undefined;
	readonly what: Happening;
};

const mostEntries = 1000;
/** The commands of a large rack must not push out what became of its nodes. */
const mostCommands = 700;

/** The same command on the same node is one entry: it is told when it was run last, or when it began if it goes on. */
export function withEntry(events: EventsState, draft: Draft): EventsState {
	const known = knownCommand(events.entries, draft);
	if (known === undefined) {
		return added(events, draft);
	}

	const {entry, what, place} = known;
	const counted = {...entry, what: {...what, count: entry.what.count + 1}};
	return {
		...events,
		entries:
			what.run.result.kind === 'runs'
				? events.entries.with(place, counted)
				: [
						...events.entries.toSpliced(place, 1),
						{...counted, atMs: draft.atMs, wallMs: draft.wallMs},
					],
	};
}

export function lastUpOrDown(entries: readonly LogEntry[], name: NodeName): UpOrDown | undefined {
	const last = entries.findLast(
		({node, what}) => node === name && (what.kind === 'wentDown' || what.kind === 'cameUp'),
	);
	return last?.what.kind === 'wentDown' || last?.what.kind === 'cameUp'
		? {kind: last.what.kind, atMs: last.atMs}
		: undefined;
}

type Command = Extract<Happening, {kind: 'command'}>;
type CommandEntry = LogEntry & {readonly what: Command};
type Known = {readonly entry: CommandEntry; readonly what: Command; readonly place: number};

function knownCommand(entries: readonly LogEntry[], {node, what}: Draft): Known | undefined {
	if (what.kind !== 'command') {
		return undefined;
	}

	const {command} = what.run;
	const place = entries.findLastIndex(
		entry =>
			entry.what.kind === 'command' && entry.what.run.command === command && entry.node === node,
	);
	const entry = entries[place];
	return entry !== undefined && isCommand(entry) ? {entry, what, place} : undefined;
}

function isCommand(entry: LogEntry): entry is CommandEntry {
	return entry.what.kind === 'command';
}

function added(events: EventsState, draft: Draft): EventsState {
	const {entries, nextId} = events;
	return {
		...events,
		entries: [...withRoom(entries, draft.what), {id: nextId, ...draft}],
		nextId: nextId + 1,
	};
}

function withRoom(entries: readonly LogEntry[], {kind}: Happening): readonly LogEntry[] {
	if (kind === 'command' && entries.length >= mostCommands) {
		const commands = entries.filter(isCommand).length;
		if (commands >= mostCommands) {
			return entries.toSpliced(entries.findIndex(isCommand), 1);
		}
	}

	return entries.length >= mostEntries ? entries.slice(1) : entries;
}
