import type {Effect} from '../domain/effect.ts';
import type {Event} from '../domain/event.ts';
import type {NodeName} from '../domain/ids.ts';
import {readClusters} from './cluster-look.ts';
import {clusterNamed} from './clusters.ts';
import {emptyLog} from './log.ts';
import type {LogState} from './log-state.ts';
import {seenLog} from './log-tab.ts';
import {unknownProcesses} from './processes.ts';
import {readOllama} from './ollama-look.ts';
import {readOpenJob} from './open-job.ts';
import type {Reduction} from './reduction.ts';
import {nodeUnderCursor} from './selectors.ts';
import {readShownModel} from './shown-model.ts';
import {positionOf, type State} from './state.ts';

/**
 * What costs a node something is read only while somebody looks at it: a log, the processes, and jobs. Whatever brought it on
 * the screen or took it away, what is read follows what is looked at.
 */
export function readWhatIsSeen([state, effects]: Reduction): Reduction {
	const [withLog, logEffects] = readLog(state);
	const [withProcesses, processEffects] = readProcesses(withLog);
	const [withLook, clusterEffects] = readClusters(withProcesses);
	const [withJob, jobEffects] = readOpenJob(withLook);
	const [withModel, modelEffects] = readShownModel(withJob);
	const [next, ollamaEffects] = readOllama(withModel);
	const added = [
		...[...logEffects, ...processEffects, ...clusterEffects],
		...[...jobEffects, ...modelEffects, ...ollamaEffects],
	];
	return next === state && added.length === 0 ? [state, effects] : [next, [...effects, ...added]];
}

/** Facts of nodes come by the thousand and change nothing of what is looked at. */
export function mayChangeWhatIsSeen({type}: Event): boolean {
	return (
		type === 'jobs/unfolded' ||
		type === 'models/shown' ||
		/^(?:screen|key|text|mouse|config|clock|cluster)\//.test(type)
	);
}

function readLog(state: State): Reduction {
	const wanted = state.screen?.log?.opened;
	const {log} = state;
	if (wanted?.log === log?.log) {
		return log === undefined || log.end !== 'open' || isConfigured(state, log)
			? [state, []]
			: [{...state, log: {...log, end: {failure: goneFailure(log.node)}}}, [closing(log.log)]];
	}

	return [
		{...state, log: wanted && emptyLog(wanted)},
		[
			...(log === undefined ? [] : [closing(log.log)]),
			...(wanted === undefined ? [] : [{type: 'openLog', ...wanted} as const]),
		],
	];
}

/** Where it comes from is still there. */
function isConfigured(state: State, {node, source}: LogState): boolean {
	return source.kind === 'job'
		? clusterNamed(state, source.cluster) !== undefined
		: positionOf(state, node) !== undefined;
}

function closing(log: number): Effect {
	return {type: 'closeLog', log};
}

function goneFailure(node: NodeName) {
	const reason = 'it is not in the configuration any more.';
	return {kind: 'rejected', where: node, reason} as const;
}

function readProcesses(state: State): Reduction {
	const wanted = nodeWithProcesses(state);
	const {processes} = state;
	if (wanted === processes?.node) {
		return [state, []];
	}

	return [
		{...state, processes: wanted === undefined ? undefined : unknownProcesses(wanted)},
		[
			...(processes === undefined
				? []
				: [{type: 'unwatchProcesses', node: processes.node} as const]),
			...(wanted === undefined ? [] : [{type: 'watchProcesses', node: wanted} as const]),
		],
	];
}

/** The node whose processes are on the screen; one that has gone is seen there, but can tell nothing. */
function nodeWithProcesses(state: State): NodeName | undefined {
	const {screen, paused} = state;
	const isSeen =
		screen?.tab === 'nodes' &&
		screen.nodes.pane === 'processes' &&
		(screen.nodes.view === 'table' || screen.nodes.isOpen) &&
		seenLog(screen) === undefined &&
		paused === undefined;
	const name = isSeen ? nodeUnderCursor(state)?.config.name : undefined;
	return name === undefined || positionOf(state, name) === undefined ? undefined : name;
}
