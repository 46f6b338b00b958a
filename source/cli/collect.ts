import type {Clock} from '../domain/clock.ts';
import type {Config} from '../domain/config.ts';
import {type Runtime, startRuntime} from '../runtime/start-runtime.ts';
import type {ClusterState} from '../store/clusters-state.ts';
import {loginName} from '../store/configured-clusters.ts';
import type {NodeState, State} from '../store/state.ts';
import {openKeptMetrics} from './kept-metrics.ts';
import type {Section} from './status-request.ts';
import type {Surroundings} from './surroundings.ts';

export type Collection = {
	readonly config: Config;
	/** Sections of the document; undefined: all there are. */
	readonly only?: readonly Section[] | undefined;
	/** Time between the two samples of a rate. */
	readonly sampleMs: number;
	readonly timeoutMs: number;
	/** Whether it is about room on disks: it is waited until each Ollama has told where its models lie. @default false */
	readonly needsDisks?: boolean;
};

/** From dialling to the first answer of a node's shell. */
export const connectTimeoutMs = 10_000;
/** A silent host is told of as such before the time is up, and one that answers late can still be sampled. */
const connectFraction = 0.6;
/** More make each handshake slower and none of them sooner. */
const dialsAtOnce = 16;

type World = Pick<
	Surroundings,
	'storeClock' | 'chance' | 'openProbe' | 'signal' | 'demo' | 'env' | 'output'
>;

/** Everything about the cluster once: what is known when every node has answered or failed, or when time is up. */
export async function collect(collection: Collection, world: World): Promise<State> {
	const {store, stop} = await openCollected(collection, world);
	stop();
	return store.getState();
}

/** As `collect`, with the connections still open: who asks further stops it. */
export async function openCollected(collection: Collection, world: World): Promise<Runtime> {
	const {storeClock: clock, chance, openProbe, signal} = world;
	const {timeoutMs, needsDisks = false} = collection;
	const runtime = startRuntime({
		...{clock, chance, openProbe, dialsAtOnce},
		commitIntervalMs: 0,
		spreadMs: 0,
		connectTimeoutMs: Math.min(connectTimeoutMs, timeoutMs * connectFraction),
	});
	const asked = configOfSections(collection.config, collection.only);
	const nodes = asked.nodes.map(node => ({...node, pollIntervalMs: collection.sampleMs}));
	const config = {...asked, nodes};
	const isDemo = world.demo !== undefined;
	const atMs = clock.monotonicMs();
	runtime.store.dispatch({type: 'session/opened', isReadOnly: true, isDemo, atMs});
	runtime.store.dispatch({type: 'config/loaded', config, atMs});
	const reading = nodes.some(({ollama}) => ollama.use !== 'never')
		? openKeptMetrics(world, world.output.complain).read(runtime.store.dispatch)
		: undefined;
	await settled(runtime, {clock, timeoutMs, signal, needsDisks});
	await reading;
	runtime.tick();
	return runtime;
}

/** What no section tells is not asked. A cluster needs its login node. */
export function configOfSections(config: Config, only: readonly Section[] | undefined): Config {
	const hasNodes = only === undefined || only.includes('nodes') || only.includes('models');
	const slurm = (only?.includes('jobs') ?? true) ? config.slurm : [];
	const logins = new Set(slurm.map(one => loginName(config, one)));
	return {
		...config,
		slurm,
		nodes: hasNodes
			? config.nodes
			: config.nodes
					.filter(({name}) => logins.has(name))
					.map(node => ({...node, ollama: {use: 'never'}})),
	};
}

type Waiting = {
	readonly clock: Clock;
	readonly timeoutMs: number;
	readonly signal: AbortSignal;
	readonly needsDisks?: boolean;
};

/** Resolves when every node and cluster is settled, after the time is up, or at once when aborted. Never rejects. */
export async function settled(
	{store}: Runtime,
	{clock, timeoutMs, signal, needsDisks = false}: Waiting,
): Promise<void> {
	// What is settled stays so: each look goes on from the first node that was not, else ten thousand nodes would take
	// a hundred million looks.
	let settledNodes = 0;
	const areSettled = (): boolean => {
		const {nodes} = store.getState();
		for (let node = nodes[settledNodes]; node !== undefined; node = nodes[settledNodes]) {
			if (!isNodeSettled(node) || (needsDisks && !hasToldWhereModelsLie(node))) {
				return false;
			}

			settledNodes += 1;
		}

		return store.getState().clusters.every(isClusterSettled);
	};
	await new Promise<void>(resolve => {
		const finish = (): void => {
			cancelTimer();
			unsubscribe();
			signal.removeEventListener('abort', finish);
			resolve();
		};
		const cancelTimer = clock.startTimer(timeoutMs, finish);
		const unsubscribe = store.subscribe(() => {
			if (areSettled()) {
				finish();
			}
		});
		signal.addEventListener('abort', finish);
		if (areSettled() || signal.aborted) {
			finish();
		}
	});
}

/**
 * Nothing more will come soon: disabled, failed, or two samples, facts and filesystems have arrived. The facts wait for
 * GPUs (clients/with-accelerators.ts), which are in the sample after them.
 */
export function isNodeSettled(node: NodeState): boolean {
	const {connection, reading, facts, filesystems, history} = node;
	if (connection.state === 'disabled' || reading.state === 'failed' || reading.state === 'stale') {
		return true;
	}

	const isAfterFacts =
		facts.state !== 'fresh' || (reading.state === 'fresh' && reading.atMs >= facts.atMs);
	return (
		isAfterFacts &&
		history.length >= 2 &&
		facts.state !== 'loading' &&
		filesystems.state !== 'loading' &&
		isOllamaSettled(node.ollama)
	);
}

/** There is none, or it has told all. */
function isOllamaSettled({version, installed, loaded}: NodeState['ollama']): boolean {
	return version.state === 'fresh'
		? installed.state !== 'loading' && loaded.state !== 'loading'
		: version.state !== 'loading';
}

/** Or why not, or there are none. */
function hasToldWhereModelsLie({ollama: {version, installed, modelFolder}}: NodeState): boolean {
	const isServing = version.state === 'fresh' && installed.state === 'fresh';
	return !isServing || installed.value.length === 0 || modelFolder.state !== 'loading';
}

/** It has told own jobs and its nodes, or why not. */
function isClusterSettled({link, mine, nodes, trouble}: ClusterState): boolean {
	const isTold = [mine, nodes].every(({state}) => state !== 'idle' && state !== 'loading');
	return isTold || link.state === 'lost' || trouble !== undefined;
}
