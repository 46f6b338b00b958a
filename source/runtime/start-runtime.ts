import type {Chance} from '../domain/chance.ts';
import type {Clock} from '../domain/clock.ts';
import type {NodeConfig} from '../domain/config.ts';
import type {Effect} from '../domain/effect.ts';
import type {NodeName} from '../domain/ids.ts';
import type {OpenProbe} from '../domain/node-probe.ts';
import type {MeasuredAttempt} from '../domain/ollama-metrics.ts';
import {untilAgedMs} from '../store/age.ts';
import {createStore, type Store} from '../store/create-store.ts';
import {reduceRack} from '../store/rack-reducer.ts';
import {makeReady, makeSorted, makeUnfolded} from '../store/ready-jobs.ts';
import type {SlurmParts} from './cluster-parts.ts';
import {createDialTurns} from './dial-turns.ts';
import {keepConnected} from './keep-connected.ts';
import {loadedClusters} from './load-clusters.ts';
import {startPoll} from './poll.ts';
import type {StartPolling} from './polled-nodes.ts';
import {
	createEffectRunner,
	type EffectParts,
	type EffectRunner,
	type PersonEffect,
} from './run-effect.ts';
import type {ScreenParts} from './screen-parts.ts';

export type RuntimeOptions = {
	readonly clock: Clock;
	readonly chance: Chance;
	readonly openProbe: OpenProbe;
	readonly commitIntervalMs: number;
	/** The first dials are spread over so much time, and from then on polls over their interval; 0: all at once. */
	readonly spreadMs: number;
	readonly connectTimeoutMs: number;
	/** Handshakes that may run side by side. */
	readonly dialsAtOnce: number;
	/** Where there is a person at a screen: what is loaded for it alone. @default none */
	readonly screen?: ScreenParts | undefined;
	/** Where there is a person at a terminal: carries out what only that terminal and its files can. */
	readonly onPerson?: (effect: PersonEffect) => void;
	/** Keeps for later runs what an attempt says of a node. */
	readonly onMeasured?: ((measured: MeasuredAttempt) => void) | undefined;
	/** Carries out what the chat tab asks for. */
	readonly onChat?: EffectParts['onChat'];
	/** Carries out what is asked of the shelf of models. */
	readonly onModels?: EffectParts['onModels'];
	/** With what clusters are asked, where that is not what really asks them. */
	readonly slurm?: SlurmParts;
};

export type Runtime = {
	readonly store: Store;
	/** Tells the store what time it is, beside the tick of each second and of the moments at which a node ages. */
	readonly tick: () => void;
	/** What else is asked of a node goes over its connection; undefined where it is not polled. */
	readonly polledNode: EffectRunner['polledNode'];
	/** Polls all nodes at another pace from now on. */
	readonly pollEvery: (intervalMs: number) => void;
	readonly stop: () => void;
};

const tickMs = 1000;
/** Ten thousand nodes that are lost together age at as many moments. */
const leastTickMs = 50;
/** Of 500 nodes 50 share a slot at 2 s. */
const slotMs = 200;
/** A handshake in a local network takes a third of this. */
const dialTurnMs = 250;
const mostDialTurnMs = 2500;

/** Joins the store and the world. Nothing is polled before the store hears of a configuration. */
export function startRuntime(options: RuntimeOptions): Runtime {
	const {clock, chance, openProbe, commitIntervalMs, spreadMs, connectTimeoutMs} = options;
	const {onPerson, onMeasured, onChat, onModels} = options;
	const turns = createDialTurns({
		clock,
		atOnce: options.dialsAtOnce,
		turnMs: dialTurnMs,
		mostTurnMs: mostDialTurnMs,
	});
	const startPolling: StartPolling = (node, dispatch, when) => {
		const place = placeOf(node, spreadMs);
		return keepConnected({
			...{node, openProbe, clock, chance, dispatch, connectTimeoutMs},
			turns: node.isLocal ? undefined : turns,
			phaseMs: place.phaseMs,
			firstDelayMs: when === 'atOnce' ? 0 : place.firstDelayMs,
		});
	};
	const effects = createEffectRunner(startPolling, {
		...{onPerson, onMeasured, onChat, onModels},
		createClusters: polledNode =>
			loadedClusters({
				...{clock, chance, openProbe, connectTimeoutMs, polledNode},
				makeReady: event => makeReady(store.getState(), event),
				makeSorted: sort => makeSorted(() => store.getState(), sort),
				makeUnfolded: array => makeUnfolded(() => store.getState(), array),
				...options.slurm,
			}),
		createWatches: (polledNode, clusters) =>
			options.screen?.createWatches({clock, polledNode, shellOfCluster: clusters?.openShellOf}),
	});
	const store = createStore({
		clock,
		commitIntervalMs,
		reduce: options.screen?.reduce ?? reduceRack,
		runEffect: effect => effects.run(effect, store.dispatch),
	});
	const tick = (): void =>
		store.dispatch({type: 'clock/ticked', atMs: clock.monotonicMs(), wallMs: clock.wallMs()});
	tick();
	const stopTicking = startPoll({
		clock,
		firstDelayMs: tickMs,
		task: async () => {
			tick();
			const agesMs = untilAgedMs(store.getState()) ?? tickMs;
			return Math.min(tickMs, Math.max(leastTickMs, agesMs));
		},
	});
	return {
		store,
		tick,
		polledNode: effects.polledNode,
		pollEvery: intervalMs => effects.run(pollingEvery(store, intervalMs), store.dispatch),
		stop() {
			stopTicking();
			effects.stopAll();
			store.close();
		},
	};
}

function pollingEvery({getState}: Store, intervalMs: number): Effect {
	const nodes = getState().nodes.map(({config}) => ({...config, pollIntervalMs: intervalMs}));
	return {type: 'setInterval', intervalMs, nodes};
}

/** A place by name, the same each time: this machine at once, the others spread. */
function placeOf({isLocal, name, pollIntervalMs}: NodeConfig, spreadMs: number) {
	if (isLocal || spreadMs === 0) {
		return {firstDelayMs: 0, phaseMs: undefined};
	}

	const place = hash(name);
	return {
		firstDelayMs: place % Math.min(pollIntervalMs, spreadMs),
		phaseMs: slotOf(place),
	};
}

/** Nodes that are asked together are answered together: the program wakes up once for all of them. */
function slotOf(phaseMs: number): number {
	return phaseMs - (phaseMs % slotMs);
}

/** FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(name: NodeName): number {
	let value = 0x811c9dc5;
	for (const character of name) {
		value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
	}

	return value;
}
