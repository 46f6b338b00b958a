import type {CommandRun} from '../../source/domain/command-run.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import type {Happening, LogEntry} from '../../source/domain/log-entry.ts';
import type {ScreenState} from '../../source/store/screen-state.ts';
import type {State} from '../../source/store/state.ts';
import {atMs, homeRack, stateOf} from './home-rack.ts';

/** On the day of the home rack. */
export function wallAt(hours: number, minutes: number, seconds: number): number {
	return new Date(2026, 10, 21, hours, minutes, seconds).getTime();
}

export function anEntry(id: number, node: string | undefined, what: Happening): LogEntry {
	return {id, atMs: atMs - 1000, wallMs: wallAt(14, 1, 52), node: node as NodeName, what};
}

type Told = readonly [[number, number, number], string, Happening];

const command = (words: string, count: number, tookMs?: number): Happening => ({
	kind: 'command',
	run: ranSo(words, tookMs),
	count,
});

function ranSo(words: string, tookMs: number | undefined): CommandRun {
	return tookMs === undefined
		? {command: words, tookMs, result: {kind: 'runs'}}
		: {command: words, tookMs, result: {kind: 'exited', exitCode: 0}};
}

/** What SCREENS tells, oldest first. */
const told: readonly Told[] = [
	[[13, 20, 4], 'gpu-01', command('sh (sampler)', 1)],
	[
		[13, 41, 7],
		'gpu-01',
		{
			...{kind: 'labelChanged', before: 'balanced', after: 'mixed-gpu-cpu'},
			evidence: [{kind: 'gpuUtilization', index: 0, fraction: 0.98, powerFraction: 0.92}],
		},
	],
	[
		[13, 48, 25],
		'pi-storage',
		{
			kind: 'wentDown',
			failure: {kind: 'unreachable', where: 'pi-storage', reason: 'no route to host'},
			wasUpMs: (41 * 24 + 3) * 3_600_000,
		},
	],
	[[13, 57, 20], 'pi-worker2', memory(0.82, true)],
	[[13, 58, 2], 'pi-worker2', memory(0.64, false)],
	[[13, 58, 40], 'login', command('scancel --user=alice 4702', 1, 71)],
	[[14, 1, 40], 'pi-worker1', command('vcgencmd get_throttled', 84, 9)],
	[[14, 1, 46], 'login', command('squeue -h --me -o %i,%j,%u,%P,%T,%M,%l,%C,%b,%R', 252, 62)],
	[
		[14, 1, 52],
		'pi-worker1',
		{
			...{kind: 'crossed', measure: 'temperature', subject: undefined, severity: 'warning'},
			...{isOver: true, value: 81, limit: 75, lastedMs: undefined, label: 'throttled'},
		},
	],
];

function memory(value: number, isOver: boolean): Happening {
	return {
		...{kind: 'crossed', measure: 'memory', subject: undefined, severity: 'warning'},
		...{isOver, value, limit: 0.8, lastedMs: isOver ? undefined : 42_000, label: 'balanced'},
	};
}

/** The home rack with these events, or those that SCREENS tells, on the Events tab. */
export function toldState(
	entries: readonly LogEntry[] = toldEntries(),
	screen: Partial<Omit<ScreenState, 'nodes' | 'events'>> & {
		readonly events?: Partial<ScreenState['events']>;
	} = {},
): State {
	const state = stateOf(homeRack(), {
		tab: 'events',
		...screen,
		events: {cursor: undefined, filter: '', hasCommands: true, seenId: 0, ...screen.events},
	});
	return {
		...state,
		events: {
			...{entries, nextId: entries.length + 1, bellAtMs: undefined},
			sinceWallMs: wallAt(13, 20, 1),
		},
	};
}

export function toldEntries(): readonly LogEntry[] {
	return told.map(([[hours, minutes, seconds], node, what], index) => ({
		...anEntry(index + 1, node, what),
		wallMs: wallAt(hours, minutes, seconds),
	}));
}
