import type {AskedSecret} from '../domain/ask-secret.ts';
import type {Config, ConfigProblem, NodeConfig} from '../domain/config.ts';
import type {Carrier, Connection} from '../domain/connection.ts';
import type {Failure} from '../domain/failure.ts';
import type {Health, HealthReason} from '../domain/health.ts';
import type {NodeName} from '../domain/ids.ts';
import type {Loadable} from '../domain/loadable.ts';
import type {Filesystem, NodeFacts} from '../domain/node-facts.ts';
import type {KeptMetrics} from '../domain/ollama-metrics.ts';
import type {NodeFigures} from '../domain/node-figures.ts';
import type {NodeSample} from '../domain/node-sample.ts';
import type {Preferences} from '../domain/preferences.ts';
import type {TabName} from '../domain/screen.ts';
import type {LabelTrack} from '../rules/label.ts';
import type {LimitTracks} from '../rules/threshold-crossing.ts';
import {type ChatState, noChat} from './chat-state.ts';
import type {ClusterState} from './clusters-state.ts';
import {type EventsState, noEvents} from './events-state.ts';
import type {LogState} from './log-state.ts';
import {type ModelsState, noModels} from './models-state.ts';
import type {Asking, NodeOllama} from './ollama-state.ts';
import type {ProcessesState} from './processes-state.ts';
import type {ScreenState} from './screen-state.ts';
import type {UnderWay} from './under-way-state.ts';

/** All that the program knows: plain values that survive JSON, replaced and never changed in place. */
export type State = RackState & {
	/** Undefined where there is no screen. */
	readonly screen: ScreenState | undefined;
	/** It goes on while the rack is paused. */
	readonly chat: ChatState;
	readonly models: ModelsState;
	/** The rack as it was when the person paused, which is what keys move in and what is drawn; undefined: it is live. */
	readonly paused: RackState | undefined;
};

/** What the world has told. */
export type RackState = {
	readonly session: SessionState;
	readonly clock: ClockState;
	/** Undefined until the first configuration was read. */
	readonly config: Config | undefined;
	/** Why the configuration on disk is not the one in use; empty when it is. */
	readonly configProblems: readonly ConfigProblem[];
	/** In the order of the configuration. */
	readonly nodes: readonly NodeState[];
	/** Where in `nodes` a name stands: a rack of ten thousand is told of thirty thousand facts. */
	readonly positions: Readonly<Record<string, number>>;
	/** Slurm clusters, in the order of the configuration. */
	readonly clusters: readonly ClusterState[];
	/** Commands that change something at a cluster, of which nobody knows yet what came of them. */
	readonly sending: ReadonlyArray<readonly string[]>;
	/** What a person asked clusters to change, the oldest first: from the key on, before anything is sent. */
	readonly underWay: readonly UnderWay[];
	/** Changes to jobs that a person asked for, for the number of the next one. */
	readonly changeCount: number;
	/** Between two polls of every node, as a person wishes it; undefined: as each is configured. */
	readonly intervalMs: number | undefined;
	/** What changed state, and what was run on nodes. */
	readonly events: EventsState;
	/** The log that is followed; undefined: none. */
	readonly log: LogState | undefined;
	/** Of the node whose processes are looked at; undefined: of none. */
	readonly processes: ProcessesState | undefined;
	/** How questions of ours went, in this run and in earlier ones. */
	readonly metrics: KeptMetrics;
	/** Ours that are under way: how many, by node, then by model. */
	readonly asking: Asking;
	/** The node whose Ollama is asked more often, since it is on the screen. */
	readonly ollamaSeen: NodeName | undefined;
	/** What a machine needs to be told before it lets us in, by its `where` in failures (store/asked.ts). */
	readonly asked: Readonly<Record<string, AskedSecret>>;
};

/** What the flags of the program allow. */
export type SessionState = {
	/** Nothing outside is changed: no shell, no key accepted, no node added. */
	readonly isReadOnly: boolean;
	/** The nodes are simulated. */
	readonly isDemo: boolean;
	/** Undefined: that of the nodes. */
	readonly firstTab?: TabName | undefined;
	/** What was chosen the last times: the first screen is so. */
	readonly preferences?: Partial<Preferences> | undefined;
	/** Why what is chosen ends with the program; undefined: it is kept. */
	readonly unkept?: Failure | undefined;
};

/** The same moment on both clocks: monotonic for ages, wall for display. */
export type ClockState = {
	readonly atMs: number;
	readonly wallMs: number;
	/** Since when nodes are asked at this pace without a break: before, the program was stopped or asleep, or waited longer. */
	readonly awakeSinceMs: number;
};

export type NodeState = {
	readonly config: NodeConfig;
	readonly connection: Connection;
	/** Of the last connection; before the first what the configuration lets expect. */
	readonly carrier: Carrier;
	/** Since when the last connection is there; undefined before the first. */
	readonly connectedAtMs: number | undefined;
	readonly facts: Loadable<NodeFacts>;
	readonly reading: Loadable<NodeReading>;
	readonly filesystems: Loadable<readonly Filesystem[]>;
	readonly ollama: NodeOllama;
	readonly label: LabelTrack;
	/** What is at a limit, or was just now. */
	readonly limits: LimitTracks;
	readonly health: Health;
	readonly healthReasons: readonly HealthReason[];
	/** How many it has given. */
	readonly samples: number;
	/** What the ring of this node holds (store/rings.ts): a new version tells a chart to draw again. */
	readonly history: {readonly length: number; readonly version: number};
};

/** The last sample, raw for the next rates, and the figures made of it. */
export type NodeReading = {readonly sample: NodeSample; readonly figures: NodeFigures};

export const initialState: State = {
	session: {isReadOnly: false, isDemo: false},
	clock: {atMs: 0, wallMs: 0, awakeSinceMs: 0},
	config: undefined,
	configProblems: [],
	nodes: [],
	positions: {},
	clusters: [],
	sending: [],
	underWay: [],
	changeCount: 0,
	intervalMs: undefined,
	events: noEvents,
	log: undefined,
	processes: undefined,
	metrics: {},
	asking: {},
	ollamaSeen: undefined,
	asked: {},
	screen: undefined,
	chat: noChat,
	models: noModels,
	paused: undefined,
};

/** Where the node of this name stands; undefined when it is not configured. */
export function positionOf(
	{positions}: Pick<State, 'positions'>,
	name: NodeName,
): number | undefined {
	return Object.hasOwn(positions, name) ? positions[name] : undefined;
}

export function nodeNamed(
	state: Pick<State, 'nodes' | 'positions'>,
	name: NodeName,
): NodeState | undefined {
	const position = positionOf(state, name);
	return position === undefined ? undefined : state.nodes[position];
}

/** What is still believed of a node: its last sample, also when it missed a poll, but not when it is lost. */
export function heldReading({reading, connection}: NodeState): NodeReading | undefined {
	const isHeld =
		reading.state === 'fresh' || (reading.state === 'stale' && connection.state === 'degraded');
	return isHeld ? reading.value : undefined;
}
