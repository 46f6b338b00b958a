import {chartsInRow} from '../components/chart-lines.ts';
import type {DetailHead} from '../components/detail-head.ts';
import type {HairlineFact} from '../components/hairline.ts';
import type {DetailLabel} from '../components/label-lines.ts';
import type {NodeDetail} from '../components/node-detail-lines.ts';
import {nodeEventLine} from '../components/node-event-lines.ts';
import type {NodeFigureFacts} from '../components/node-facts.ts';
import type {NodeSlurm} from '../components/slurm-facts.ts';
import type {AskedSecret} from '../domain/ask-secret.ts';
import type {Failure} from '../domain/failure.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {NodeFigures} from '../domain/node-figures.ts';
import {lastSeenAtMs, oldMs} from '../store/age.ts';
import {questionFor} from '../store/asked.ts';
import {overSinceMsOf} from '../store/crossings.ts';
import type {StateChange} from '../store/node-events.ts';
import {samplesToGo} from '../store/samples-to-go.ts';
import type {NodesScreen} from '../store/screen-state.ts';
import {
	type ClockState,
	heldReading,
	type NodeReading,
	type NodeState,
	type State,
} from '../store/state.ts';
import {askedParts} from '../theme/asked-text.ts';
import {durationText} from '../theme/duration-text.ts';
import {failureWithKeys} from '../theme/failure-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {connectionParts, waitingParts} from '../theme/node-row-text.ts';
import {sizeText} from '../theme/number-text.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {largeChart} from './large-chart.ts';
import {nodeOllama} from './node-ollama.ts';
import {type History, nodeCharts, sinceText} from './node-charts.ts';

export type DetailWorld = {
	readonly clock: ClockState;
	readonly history: History;
	readonly nodes: NodesScreen;
	/** Between two polls, as a person wishes it. */
	readonly intervalMs: number | undefined;
	readonly columns: number;
	/** Rows of charts that are drawn. */
	readonly chartRows: number;
	/** All there is to tell is told. */
	readonly isWhole: boolean;
	/** The newest first; left out where there is no room for them. */
	readonly events?: readonly StateChange[];
	/** What machines ask a person; left out: nothing. */
	readonly asked?: State['asked'];
	/** Left out, or undefined: no cluster knows the node. */
	readonly slurm?: NodeSlurm | undefined;
	readonly glyphs: Glyphs;
};

/** What the detail pane says of a node now. */
export function nodeDetail(node: NodeState, world: DetailWorld): NodeDetail {
	const {columns, clock, glyphs, events = []} = world;
	return {
		head: nodeHead(node, columns),
		content: contentOf(node, world),
		events: events.map(event => nodeEventLine(event, {columns, nowWallMs: clock.wallMs}, glyphs)),
	};
}

/** What stands on the hairline over the detail. */
export function nodeHead(node: NodeState, columns: number): DetailHead {
	return {name: node.config.name, facts: hairlineFacts(node, columns)};
}

function contentOf(node: NodeState, world: DetailWorld): NodeDetail['content'] {
	const {clock, columns, glyphs, nodes, history} = world;
	const parts = connectionParts(node.connection, clock, lastSeenAtMs(node));
	const held = heldReading(node);
	if (parts !== undefined || held === undefined) {
		return {kind: 'sentences', ...sentences(node, parts ?? [safe`connecting`], world)};
	}

	const {name, pollIntervalMs} = node.config;
	const intervalMs = world.intervalMs ?? pollIntervalMs;
	const count = world.chartRows * chartsInRow(columns);
	const wish = {node: name, figures: held.figures, isNarrow: columns < 120, count};
	const time = {points: history(name, 'cpu'), intervalMs, atMs: clock.atMs};
	return {
		kind: 'figures',
		label: labelOf(node, clock),
		charts: nodes.isOpen ? [] : nodeCharts(wish, history, glyphs),
		sinceText: sinceText(time, glyphs),
		large: nodes.isOpen ? largeChart(node, held, world) : undefined,
		facts: figureFacts(node, held, world),
	};
}

/** The whole sentence about the failure, then when the node was seen and is tried again: no key that would explain. */
function sentences(
	node: NodeState,
	parts: readonly Safe[],
	{asked = {}, clock, glyphs: {apart}}: DetailWorld,
): {readonly what: Safe; readonly next: Safe} {
	const {connection} = node;
	const separator = safe` ${apart} `;
	return 'failure' in connection
		? {
				what: failureSentence(connection.failure, questionFor(asked, node)?.question, separator),
				next: joinSafe(waitingParts(connection, clock, lastSeenAtMs(node)), separator),
			}
		: {what: joinSafe(parts, separator), next: safe``};
}

function failureSentence(
	failure: Failure,
	question: AskedSecret | undefined,
	separator: Safe,
): Safe {
	return question?.kind === 'answer'
		? safe`${clean(failure.where)}: ${joinSafe(askedParts(question, false), separator)}`
		: clean(failureWithKeys(failure, question !== undefined), {maxCharacters: 1000});
}

function labelOf(node: NodeState, clock: ClockState): DetailLabel {
	const {name, evidence, sinceMs} = node.label.label;
	const wallMsOf = (atMs: number): number => clock.wallMs - (clock.atMs - atMs);
	return {
		name,
		evidence,
		reasons: node.healthReasons.map(reason => {
			const overSinceMs = overSinceMsOf(node, reason);
			return {
				reason,
				sinceWallMs: overSinceMs === undefined ? undefined : wallMsOf(overSinceMs),
			};
		}),
		sinceWallMs: wallMsOf(sinceMs),
		oldMs: oldMs(node, clock),
		samplesToGo: samplesToGo(node),
	};
}

function figureFacts(
	node: NodeState,
	{figures}: NodeReading,
	{clock, isWhole, slurm}: DetailWorld,
): NodeFigureFacts {
	return {
		figures,
		filesystems: loadedValue(node.filesystems) ?? [],
		reasons: node.healthReasons,
		link: linkOf(node, clock),
		system: isWhole ? loadedValue(node.facts) : undefined,
		slurm,
		ollama: nodeOllama(node, clock),
	};
}

function linkOf(
	{connection, connectedAtMs}: NodeState,
	{atMs}: ClockState,
): NodeFigureFacts['link'] {
	return connection.state === 'ready' && connection.transport !== 'local'
		? {
				roundTripMs: connection.roundTripMs,
				carrier: connection.transport,
				upMs: connectedAtMs === undefined ? undefined : atMs - connectedAtMs,
			}
		: undefined;
}

const placesInOrder = ['role', 'os', 'cores', 'memory', 'gpus', 'uptime'] as const;

/** `worker · Debian 13 · 32 cores · 128 GiB · 2x RTX 4090 · up 12 d 4 h`, the most important first. */
function hairlineFacts(node: NodeState, columns: number): readonly HairlineFact[] {
	const facts = loadedValue(node.facts);
	const reading = loadedValue(node.reading);
	const memoryBytes = reading?.figures.memory?.totalBytes;
	const uptimeSeconds = heldReading(node)?.sample.uptimeSeconds;
	const texts: ReadonlyArray<readonly [(typeof placesInOrder)[number], string | undefined]> = [
		['role', node.config.role ?? (node.config.isLocal ? 'this machine' : undefined)],
		['cores', facts?.cores === undefined ? undefined : coresText(facts.cores)],
		['memory', memoryBytes === undefined ? undefined : sizeText(memoryBytes)],
		[
			'uptime',
			uptimeSeconds === undefined ? undefined : `up ${durationText(uptimeSeconds * 1000)}`,
		],
		['gpus', columns < 100 ? undefined : gpusText(reading?.figures)],
		['os', columns < 100 ? undefined : facts?.os && osText(facts.os)],
	];
	return texts.flatMap(([name, text]) =>
		text === undefined || text === ''
			? []
			: [{text: clean(text, {maxCharacters: 40}), place: placesInOrder.indexOf(name)}],
	);
}

function coresText(cores: number): string {
	return cores === 1 ? '1 core' : `${cores} cores`;
}

/** `Debian GNU/Linux 13 (trixie)` is `Debian 13` here. */
function osText(os: string): string {
	return os.replace(' GNU/Linux', '').replace(/ \(.*\)$/, '');
}

/** `2x RTX 4090` */
function gpusText(figures: NodeFigures | undefined): string | undefined {
	const names = (figures?.gpus ?? []).map(({name}) => name.replace(/^NVIDIA (?:GeForce )?/, ''));
	const counts = [...new Set(names)].map(name => ({
		name,
		count: names.filter(other => other === name).length,
	}));
	return counts.length === 0
		? undefined
		: counts.map(({name, count}) => (count === 1 ? name : `${count}x ${name}`)).join(', ');
}
