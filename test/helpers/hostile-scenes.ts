import type {HostName, NodeName, RemotePath} from '../../source/domain/ids.ts';
import type {LogEntry} from '../../source/domain/log-entry.ts';
import type {Notice} from '../../source/domain/notice.ts';
import type {LogSource, NodePane} from '../../source/domain/screen.ts';
import type {LogState} from '../../source/store/log-state.ts';
import {type Dialog, initialScreen, type ScreenState} from '../../source/store/screen-state.ts';
import type {NodeState, State} from '../../source/store/state.ts';
import {atMs} from './home-rack.ts';
import {hostileChatScenes} from './hostile-chat-scenes.ts';
import {hostileJobScenes} from './hostile-job-scenes.ts';
import {hostileModelScenes} from './hostile-model-scenes.ts';
import {
	failedNode,
	hostileEntries,
	hostileFailures,
	hostileNodes,
	hostileState,
	type Tell,
} from './hostile-rack.ts';

/** A screen on which everything that comes from outside was told by `tell`. */
export type Scene = (tell: Tell) => State;

/** Every tab, pane, dialog and overlay; between them each place where text from outside is drawn. */
export function hostileScenes(): readonly Scene[] {
	const failureCount = hostileFailures(() => '').length;
	return [
		...paneScenes(),
		...Array.from({length: failureCount}, (_, which) => failureScene(which)),
		...logScenes(),
		...listScenes(),
		...lineScenes(),
		...dialogScenes(),
		...toastScenes(),
		...hostileJobScenes(),
		...hostileChatScenes(),
		...hostileModelScenes(),
	];
}

type Changes = Partial<Omit<ScreenState, 'nodes' | 'events'>> & {
	readonly nodes?: Partial<ScreenState['nodes']>;
	readonly events?: Partial<ScreenState['events']>;
};

function seen(tell: Tell, changes: Changes = {}, nodes = hostileNodes(tell)): State {
	const state = hostileState(nodes, tell);
	const name = nodes[0]?.config.name;
	return {
		...state,
		screen: {
			...initialScreen,
			...changes,
			nodes: {...initialScreen.nodes, cursor: name, ...changes.nodes},
			events: {...initialScreen.events, ...changes.events},
		},
	};
}

function paneScenes(): readonly Scene[] {
	const panes: readonly NodePane[] = ['facts', 'why', 'processes'];
	return [0, 1].flatMap(place =>
		panes.flatMap(pane =>
			[false, true].map(
				(isOpen): Scene =>
					tell => {
						const nodes = hostileNodes(tell);
						const node = nodes[place];
						const cursor = node?.config.name;
						const state = seen(tell, {nodes: {pane, isOpen, cursor}}, nodes);
						return withProcesses(state, node, tell);
					},
			),
		),
	);
}

function withProcesses(state: State, node: NodeState | undefined, tell: Tell): State {
	const [failure] = hostileFailures(tell);
	const top = Array.from({length: 12}, (_, pid) => ({
		...{pid, command: tell(), user: tell(), state: tell(), cpuFraction: 0.5},
		...{residentBytes: 1e8, threads: 3},
	}));
	return node === undefined
		? state
		: {...state, processes: {node: node.config.name, list: undefined, top, atMs, failure}};
}

/** A node that could not be reached, in the table and with its why-card. */
function failureScene(which: number): Scene {
	return tell => {
		const [failure] = hostileFailures(tell).slice(which);
		const nodes =
			failure === undefined ? [] : [failedNode(tell, failure), ...hostileNodes(tell).slice(0, 1)];
		return seen(tell, {nodes: {pane: which % 2 === 0 ? 'facts' : 'why'}}, nodes);
	};
}

function logScenes(): readonly Scene[] {
	return [
		{isWrapped: false, hasTimes: false},
		{isWrapped: true, hasTimes: true, search: 'a'},
		{isWrapped: false, hasTimes: true, search: '\u001b]0;x\u0007'},
	].flatMap(look =>
		[false, true].map(
			(hasEnded): Scene =>
				tell => {
					const source: LogSource = {kind: 'file', path: tell() as RemotePath};
					const nodes = hostileNodes(tell);
					const node = nodes[0]?.config.name ?? ('' as NodeName);
					const opened = {log: 1, node, source};
					const view = {opened, top: undefined, match: undefined, search: '', ...look};
					return {...seen(tell, {log: view}, nodes), log: hostileLog(tell, opened, hasEnded)};
				},
		),
	);
}

function hostileLog(
	tell: Tell,
	opened: Pick<LogState, 'log' | 'node' | 'source'>,
	hasEnded: boolean,
): LogState {
	const [failure] = hostileFailures(tell);
	const lines = Array.from({length: 60}, tell);
	return {
		...opened,
		...{chunks: [{atMs, lines, leftOutLines: 3}], droppedLines: 2},
		kept: {rows: 0, characters: 0},
		end: hasEnded ? {failure} : 'open',
	};
}

function listScenes(): readonly Scene[] {
	const gone = (tell: Tell) => hostileNodes(tell)[0]?.config;
	return [
		tell => seen(tell, {nodes: {view: 'grid'}}),
		tell => seen(tell, {tab: 'events'}),
		tell => seen(tell, {tab: 'events', events: {filter: tell(), hasCommands: false}}),
		tell => ({...seen(tell, {tab: 'events'}), events: {...onlyEvents(tell)}}),
		tell => seen(tell, {}, hostileNodes(tell).slice(0, 1)),
		tell => seen(tell, {}, []),
		tell => {
			const config = gone(tell);
			return seen(tell, config === undefined ? {} : {nodes: {gone: {config, place: 0}}});
		},
		tell => ({
			...seen(tell),
			configProblems: [
				{file: tell(), line: 1, column: 2, path: tell(), message: tell()},
				{file: tell(), line: undefined, column: undefined, path: '', message: tell()},
			],
		}),
	];
}

function onlyEvents(tell: Tell): State['events'] {
	const entries: readonly LogEntry[] = hostileEntries(tell).slice(4);
	return {entries, nextId: 100, sinceWallMs: 0, bellAtMs: undefined};
}

function lineScenes(): readonly Scene[] {
	const line = (tell: Tell, purpose: 'filterNodes' | 'filterEvents' | 'searchLog' | 'command') => ({
		...{purpose, text: tell(), before: tell(), choice: undefined, problem: undefined},
	});
	return [
		tell => seen(tell, {line: line(tell, 'filterNodes')}),
		tell => seen(tell, {nodes: {filter: tell()}}),
		tell => seen(tell, {line: line(tell, 'command')}),
		tell => seen(tell, {line: {...line(tell, 'command'), problem: tell()}}),
		tell => seen(tell, {line: {...line(tell, 'command'), text: 'node ', choice: 1}}),
		tell => seen(tell, {tab: 'events', line: line(tell, 'filterEvents')}),
		tell => seen(tell, {help: {search: tell(), scroll: 0}}),
	];
}

function dialogScenes(): readonly Scene[] {
	return dialogsOf(() => '').map(
		(_, which): Scene =>
			tell =>
				seen(tell, {dialog: dialogsOf(tell)[which]}),
	);
}

function dialogsOf(tell: Tell): readonly Dialog[] {
	const node = tell() as NodeName;
	const where = tell();
	const aHost = (obstacle: 'configured' | 'unnameable' | undefined) => ({
		...{alias: tell() as HostName, obstacle},
	});
	const keys = hostileFailures(tell).flatMap((failure): readonly Dialog[] =>
		failure.kind === 'hostKeyUnknown'
			? [{kind: 'hostKey', node, failure}]
			: failure.kind === 'hostKeyMismatch'
				? [{kind: 'hostKeyChanged', node, failure}]
				: [],
	);
	const prompt = `${tell()}\n${tell()}`;
	return [
		...keys,
		{
			...{kind: 'secret', node, where, length: 3},
			question: {kind: 'passphrase', keyFile: tell(), isRepeated: true},
		},
		{
			...{kind: 'secret', node, where, length: 3},
			question: {kind: 'answer', prompt, isHidden: true},
		},
		{
			...{kind: 'addHosts', cursor: 1, marks: [tell()]},
			hosts: [aHost(undefined), aHost('configured'), aHost('unnameable'), aHost(undefined)],
		},
		{
			...{kind: 'chooseLog', node, cursor: 1},
			sources: [
				{kind: 'journal'},
				{kind: 'file', path: tell() as RemotePath},
				{kind: 'file', path: tell() as RemotePath},
			],
		},
		{kind: 'copy', nodes: [node]},
	];
}

function toastScenes(): readonly Scene[] {
	const notices = noticesOf(() => '').map(
		(_, which): Scene =>
			tell => {
				const [notice] = noticesOf(tell).slice(which);
				return seen(
					tell,
					notice === undefined ? {} : {toast: {what: {kind: 'notice', notice}, sinceMs: atMs}},
				);
			},
	);
	const entries = [1, 2, 5].map(
		(id): Scene =>
			tell =>
				seen(tell, {toast: {what: {kind: 'entry', id, others: 2}, sinceMs: atMs}}),
	);
	return [...notices, ...entries];
}

function noticesOf(tell: Tell): readonly Notice[] {
	const [failure] = hostileFailures(tell);
	return [
		{kind: 'copied', what: 'sshCommand', where: tell(), count: 1},
		{kind: 'copyTooLarge', where: tell(), limitBytes: 9},
		{kind: 'shellEnded', node: tell() as NodeName, exitCode: 3},
		{kind: 'hostKeyAccepted', node: tell() as NodeName, file: tell()},
		{kind: 'nodesAdded', names: [tell(), tell()], file: tell()},
		...(failure === undefined
			? []
			: ([
					{kind: 'failed', failure},
					{kind: 'notKept', failure},
				] as const)),
		{kind: 'notKept', failure: {kind: 'denied', where: tell(), reason: tell()}},
		{kind: 'refused', reason: tell()},
	];
}
