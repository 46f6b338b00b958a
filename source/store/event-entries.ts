import {assertNever} from '../domain/assert-never.ts';
import type {CommandRun} from '../domain/command-run.ts';
import type {NodeName} from '../domain/ids.ts';
import {type Happening, type LogEntry, samplerCommand} from '../domain/log-entry.ts';
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
/** What passes on a large rack must not push out what became of its nodes. */
const mostOf: Partial<Readonly<Record<Happening['kind'], number>>> = {
	command: 700,
	labelChanged: 200,
	cluster: 300,
};

/**
 * The same command on the same node is one entry. It is told again only where it ends otherwise than before, or a person
 * asked for it: what is polled would bury all else (docs/decisions/011-polls-keep-their-place.md).
 */
export function withEntry(events: EventsState, draft: Draft): EventsState {
	const known = knownCommand(events.entries, draft);
	if (known === undefined) {
		return isFull(events, draft) && isRoutine(draft) ? events : added(events, draft);
	}

	const {entry, what, place} = known;
	const counted = {...entry, what: {...what, count: entry.what.count + 1}};
	return {
		...events,
		entries: isNews(entry.what.run, what.run)
			? [
					...events.entries.toSpliced(place, 1),
					{...counted, atMs: draft.atMs, wallMs: draft.wallMs},
				]
			: events.entries.with(place, counted),
	};
}

/** On a rack of hundreds what is polled would take each other's place for ever: rows that say only that all is well. */
function isRoutine({what}: Draft): boolean {
	if (what.kind !== 'command' || what.run.isByPerson === true) {
		return false;
	}

	const {result} = what.run;
	return result.kind === 'runs' || (result.kind === 'exited' && result.exitCode === 0);
}

function isNews(before: CommandRun, run: CommandRun): boolean {
	// The sampler is told only where it is started, once on a connection.
	const isStart = run.command === samplerCommand;
	return isStart || run.isByPerson === true || endOf(before) !== endOf(run);
}

/** The words of a failure may have figures in them. */
function endOf({result}: CommandRun): string {
	switch (result.kind) {
		case 'runs':
			return 'runs';
		case 'exited':
			return `exit ${result.exitCode}`;
		case 'failed':
			return result.failure.kind === 'exited'
				? `exit ${result.failure.exitCode}`
				: result.failure.kind;
		default:
			return assertNever(result);
	}
}

export function lastUpOrDown(entries: readonly LogEntry[], name: NodeName): UpOrDown | undefined {
	const last = entries.findLast(
		({node, what}) => node === name && (what.kind === 'wentDown' || what.kind === 'cameUp'),
	);
	return last?.what.kind === 'wentDown' || last?.what.kind === 'cameUp'
		? {kind: last.what.kind, atMs: last.atMs}
		: undefined;
}

export function lastSamplerAtMs(entries: readonly LogEntry[], name: NodeName): number | undefined {
	return entries.findLast(
		({node, what}) =>
			node === name && what.kind === 'command' && what.run.command === samplerCommand,
	)?.atMs;
}

type Command = Extract<Happening, {kind: 'command'}>;
type CommandEntry = LogEntry & {readonly what: Command};
type Known = {readonly entry: CommandEntry; readonly what: Command; readonly place: number};

function knownCommand(entries: readonly LogEntry[], {node, what}: Draft): Known | undefined {
	if (what.kind !== 'command') {
		return undefined;
	}

	const {command} = what.run;
	// The names of nodes differ sooner than what is run on all of them.
	for (let place = entries.length - 1; place >= 0; place -= 1) {
		const entry = entries[place];
		if (entry === undefined || entry.node !== node) {
			continue;
		}

		if (isCommand(entry) && entry.what.run.command === command) {
			return {entry, what, place};
		}
	}

	return undefined;
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

/** Where there is no room the oldest of its kind goes, then the oldest of what passes, and what became of a node last. */
function withRoom(entries: readonly LogEntry[], {kind}: Happening): readonly LogEntry[] {
	if (isFullOf(entries, kind)) {
		return entries.toSpliced(
			entries.findIndex(({what}) => what.kind === kind),
			1,
		);
	}

	if (entries.length < mostEntries) {
		return entries;
	}

	const oldest = entries.findIndex(({what}) => !isOfNode(what));
	return entries.toSpliced(Math.max(0, oldest), 1);
}

function isFull({entries}: EventsState, {what}: Draft): boolean {
	return entries.length >= mostEntries || isFullOf(entries, what.kind);
}

function isFullOf(entries: readonly LogEntry[], kind: Happening['kind']): boolean {
	const most = mostOf[kind] ?? mostEntries;
	return entries.length >= most && countOf(entries, kind) >= most;
}

function isOfNode({kind}: Happening): boolean {
	return kind === 'wentDown' || kind === 'cameUp' || kind === 'crossed' || kind === 'rebooted';
}

function countOf(entries: readonly LogEntry[], kind: Happening['kind']): number {
	let count = 0;
	for (const {what} of entries) {
		count += what.kind === kind ? 1 : 0;
	}

	return count;
}
