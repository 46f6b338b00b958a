import type {Config, NodeConfig} from '../domain/config.ts';
import {createTurnParts, type TurnParts} from '../runtime/answer-turn-parts.ts';
import {startRuntime} from '../runtime/start-runtime.ts';
import {wait} from '../transport/wait.ts';
import {connectTimeoutMs, isNodeSettled} from './collect.ts';
import {openKeptMetrics} from './kept-metrics.ts';
import type {Surroundings} from './surroundings.ts';

/** The nodes that may answer, connected as long as one question takes. */
export type ChatRack = TurnParts & {
	/**
	 * Resolves when enough is known for a good choice: of all nodes, or of one that `isEnough` takes and of those that
	 * answer as fast as it; when the time is up, or when it is stopped.
	 */
	readonly look: (isEnough: () => boolean) => Promise<void>;
	/** Something is known that was not before; false: nothing more comes. */
	readonly more: () => Promise<boolean>;
	/** Resolves when it is written down how the attempts went. */
	readonly settled: () => Promise<void>;
	readonly close: () => void;
};

type RackWorld = Pick<
	Surroundings,
	'clock' | 'storeClock' | 'chance' | 'openProbe' | 'signal' | 'env' | 'demo' | 'output'
>;

/** Load is a rate, and needs two samples: the second one is waited for. */
const sampleMs = 300;
/** A handshake takes a third of it in a local network; those that are down would take ten seconds. */
const graceMs = 750;
const lookMs = 25;
const dialsAtOnce = 16;

/** How earlier answers went is known before the first choice is made. */
export async function openChatRack(
	config: Config,
	nodes: readonly NodeConfig[],
	world: RackWorld,
): Promise<ChatRack> {
	const {clock, storeClock, chance, signal} = world;
	const kept = openKeptMetrics(world, world.output.complain);
	const runtime = startRuntime({
		...{clock: storeClock, chance, openProbe: world.openProbe, dialsAtOnce, connectTimeoutMs},
		...{commitIntervalMs: 0, spreadMs: 0, onMeasured: kept.keep},
	});
	const {store} = runtime;
	const earlier = await kept.read(store.dispatch);
	const asked = nodes.map(node => ({...node, pollIntervalMs: sampleMs}));
	const only = {...config, slurm: [], nodes: asked};
	store.dispatch({type: 'config/loaded', config: only, atMs: storeClock.monotonicMs()});
	const untilMs = clock.monotonicMs() + connectTimeoutMs;
	const known = (): number => store.getState().nodes.filter(isNodeSettled).length;
	const isTimeUp = (): boolean => known() === nodes.length || clock.monotonicMs() >= untilMs;
	return {
		...createTurnParts({runtime, clock, chance, earlier}),
		async look(isEnough) {
			let graceEndsMs = Number.POSITIVE_INFINITY;
			while (!isTimeUp() && clock.monotonicMs() < graceEndsMs) {
				if (graceEndsMs === Number.POSITIVE_INFINITY && isEnough()) {
					graceEndsMs = clock.monotonicMs() + graceMs;
				}

				if (!(await wait(lookMs, clock, signal))) {
					return;
				}
			}
		},
		async more() {
			const before = known();
			while (known() === before) {
				if (isTimeUp() || !(await wait(lookMs, clock, signal))) {
					return false;
				}
			}

			return true;
		},
		settled: kept.settled,
		close: runtime.stop,
	};
}
