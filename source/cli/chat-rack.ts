import type {Config, NodeConfig} from '../domain/config.ts';
import {createTurnParts, type TurnParts} from '../runtime/answer-turn-parts.ts';
import {startRuntime} from '../runtime/start-runtime.ts';
import {wait} from '../transport/wait.ts';
import {connectTimeoutMs, isNodeSettled} from './collect.ts';
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
	readonly close: () => void;
};

/** Load is a rate, and needs two samples: the second one is waited for. */
const sampleMs = 300;
/** A handshake takes a third of it in a local network; those that are down would take ten seconds. */
const graceMs = 750;
const lookMs = 25;
const dialsAtOnce = 16;

export function openChatRack(
	config: Config,
	nodes: readonly NodeConfig[],
	world: Pick<Surroundings, 'clock' | 'storeClock' | 'chance' | 'openProbe' | 'signal'>,
): ChatRack {
	const {clock, storeClock, chance, signal} = world;
	const runtime = startRuntime({
		...{clock: storeClock, chance, openProbe: world.openProbe, dialsAtOnce, connectTimeoutMs},
		...{commitIntervalMs: 0, spreadMs: 0},
	});
	const {store} = runtime;
	const asked = nodes.map(node => ({...node, pollIntervalMs: sampleMs}));
	const only = {...config, slurm: [], nodes: asked};
	store.dispatch({type: 'config/loaded', config: only, atMs: storeClock.monotonicMs()});
	const untilMs = clock.monotonicMs() + connectTimeoutMs;
	const known = (): number => store.getState().nodes.filter(isNodeSettled).length;
	const isTimeUp = (): boolean => known() === nodes.length || clock.monotonicMs() >= untilMs;
	return {
		...createTurnParts({runtime, clock, chance}),
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
		close: runtime.stop,
	};
}
