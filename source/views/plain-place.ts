import {seenLog} from '../store/log-tab.ts';
import type {LogEntry} from '../domain/log-entry.ts';
import {copyLine} from '../components/copy-line.ts';
import {keysText} from '../components/key-text.ts';
import {nodeDetailLines} from '../components/node-detail-lines.ts';
import {plainLine, plainNode} from '../components/plain-lines.ts';
import {processLines} from '../components/process-lines.ts';
import {whyLines} from '../components/why-lines.ts';
import {helpKeys} from '../store/help-keys.ts';
import {eventsOfNode} from '../store/node-events.ts';
import {keyHints} from '../store/key-words.ts';
import type {Dialog} from '../store/screen-state.ts';
import {nodeUnderCursor, shownNodes} from '../store/selectors.ts';
import {entryRow} from '../store/entry-row.ts';
import {entryUnderCursor, shownEvents} from '../store/shown-events.ts';
import type {NodeState} from '../store/state.ts';
import {eventText} from '../theme/event-text.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {contentOf} from './DialogView.tsx';
import {nodeDetail} from './node-detail.ts';
import {nodeRow} from './node-row.ts';
import {chatPlace} from './plain-chat.ts';
import {jobsPlace, slurmNodesPlace} from './plain-jobs.ts';
import {modelsPlace} from './plain-models.ts';
import type {PlainPlace, PlainWorld} from './plain-sight.ts';
import {processPicture} from './process-picture.ts';
import {whyCard} from './why-card.ts';

/** Each fact has a line of its own where there is room for one column of them only. */
const columns = 110;
const mostEvents = 10;

export function plainPlace(world: PlainWorld): PlainPlace {
	const {dialog, help, tab, nodes} = world.screen;
	const log = seenLog(world.screen);
	if (dialog !== undefined) {
		return dialogPlace(dialog, world);
	}

	if (help !== undefined) {
		return helpPlace(world);
	}

	if (tab === 'events') {
		return eventsPlace(world);
	}

	if (log !== undefined) {
		const {node, log: opening, source} = log.opened;
		const whose = source.kind === 'job' ? source.job.id : node;
		return {
			key: `log ${opening}`,
			lines: [safe`Log of ${clean(whose, {maxCharacters: 200})}. Escape leaves it.`],
			cursor: undefined,
		};
	}

	if (tab === 'chat') {
		return chatPlace(world);
	}

	if (tab === 'models') {
		return modelsPlace(world);
	}

	if (tab === 'jobs') {
		return world.screen.jobs.view === 'nodes' ? slurmNodesPlace(world) : jobsPlace(world);
	}

	const under = nodeUnderCursor(world.state);
	const isDetail = nodes.isOpen || nodes.pane !== 'facts';
	return isDetail && under !== undefined ? detailPlace(under, world) : listPlace(under, world);
}

/** The sentence of a node. */
export function nodeSentence(node: NodeState, {state, screen}: PlainWorld): Safe {
	const isMarked = screen.nodes.marks.includes(node.config.name);
	return plainNode({...nodeRow(node, state, false), isMarked});
}

function listPlace(under: NodeState | undefined, world: PlainWorld): PlainPlace {
	const {state, screen} = world;
	const shown = shownNodes(state);
	const count = safe`${shown.length} of ${state.nodes.length} nodes`;
	const {filter, cursor} = screen.nodes;
	const text = filter === '' ? safe`Nodes.` : safe`${count} match ${clean(filter)}.`;
	return {
		key: `list ${filter}`,
		lines: [text],
		cursor:
			under === undefined || cursor === undefined
				? undefined
				: {
						key: `${under.config.name} ${screen.nodes.marks.includes(under.config.name)}`,
						text: safe`${shown.indexOf(under) + 1} of ${shown.length}. ${nodeSentence(under, world)}`,
					},
	};
}

function detailPlace(node: NodeState, {state, screen, profile}: PlainWorld): PlainPlace {
	const {glyphs} = profile;
	const {clock} = state;
	const {pane} = screen.nodes;
	const {name} = node.config;
	const key = `${pane} ${name} ${node.health} ${node.connection.state}`;
	if (pane === 'why') {
		const card = whyCard(node, {clock, columns, glyphs});
		return placeOf(key, whyLines(card, {columns, isAiry: false}, glyphs));
	}

	if (pane === 'processes') {
		const lines = processLines(processPicture(node, state), columns, glyphs);
		return placeOf(`${key} ${lines.length > 2}`, lines);
	}

	const world = {
		...{clock, columns, glyphs, chartRows: 0, isWhole: true, history: () => []},
		...{nodes: {...screen.nodes, isOpen: false}, intervalMs: state.intervalMs, asked: state.asked},
		events: eventsOfNode(state, name, mostEvents),
	};
	const size = {
		columns,
		rows: 200,
		chartRows: 1,
		chartHeight: 3,
		isAiry: false,
		isWhole: true,
	} as const;
	return placeOf(key, nodeDetailLines(nodeDetail(node, world), size, profile));
}

function eventsPlace({state, profile}: PlainWorld): PlainPlace {
	const shown = shownEvents(state);
	const under = entryUnderCursor(state);
	const textOf = (told: LogEntry): Safe => {
		const {entry, isConnected} = entryRow(state, told);
		return eventText(entry, profile.glyphs, isConnected);
	};
	return {
		key: 'events',
		lines: [
			safe`Events, the newest first: ${shown.length}.`,
			...shown.slice(0, mostEvents).map(textOf),
		],
		cursor: under && {
			key: `${under.id}`,
			text: textOf(under),
		},
	};
}

function helpPlace({state, profile}: PlainWorld): PlainPlace {
	const {inPlace, everywhere} = helpKeys(state);
	const lines = [...inPlace, ...everywhere].map(
		({keys, words}) => safe`${keysText(keys, safe` or `, profile.glyphs)}: ${clean(words)}`,
	);
	const search = state.screen?.help?.search ?? '';
	return {key: `help ${search}`, lines: [safe`${lines.length} keys.`, ...lines], cursor: undefined};
}

function dialogPlace(dialog: Dialog, {state, screen, profile}: PlainWorld): PlainPlace {
	const isLoaded = dialog.kind === 'addHosts' && dialog.hosts !== undefined;
	const step = 'state' in dialog ? dialog.state : isLoaded;
	const key = `${dialog.kind} ${'node' in dialog ? dialog.node : ''} ${step}`;
	const content = contentOf(dialog, {top: 0, rows: 1000, profile, screen});
	if (content === undefined) {
		const count = dialog.kind === 'copy' ? dialog.nodes.length : 0;
		return placeOf(key, [copyLine({count, hints: keyHints(state)}, columns, profile.glyphs)]);
	}

	const here = content.lines.find(line => line.some(({text}) => text.includes('here:')));
	const text = here && plainLine({pieces: here});
	const place = placeOf(key, [
		{pieces: [{text: content.title}]},
		...content.lines.map(pieces => ({pieces})),
	]);
	return {...place, cursor: text && {key: text, text}};
}

function placeOf(key: string, lines: readonly ScreenLine[]): PlainPlace {
	return {key, lines: lines.map(plainLine).filter(text => text !== ''), cursor: undefined};
}
