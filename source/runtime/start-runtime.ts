import type {Chance} from '../domain/chance.ts';
import type {Clock} from '../domain/clock.ts';
import type {NodeConfig} from '../domain/config.ts';
import type {NodeName} from '../domain/ids.ts';
import type {NodeProbe} from '../domain/node-probe.ts';
import {createStore, type Store} from '../store/create-store.ts';
import {pollNode} from './poll-node.ts';
import {startPoll} from './poll.ts';
import {createEffectRunner} from './run-effect.ts';

export type RuntimeOptions = {
	readonly clock: Clock;
	readonly chance: Chance;
	readonly probeFor: (node: NodeConfig) => NodeProbe;
	readonly commitIntervalMs: number;
	/** The first questions to other machines are spread over so much time. */
	readonly spreadMs: number;
};

export type Runtime = {
	readonly store: Store;
	/** Tells the store what time it is, beside the tick of each second. */
	readonly tick: () => void;
	readonly stop: () => void;
};

const tickMs = 1000;

/** Joins the store and the world. Nothing is polled before the store hears of a configuration. */
export function startRuntime(options: RuntimeOptions): Runtime {
	const {clock, chance, probeFor, commitIntervalMs, spreadMs} = options;
	const effects = createEffectRunner((node, dispatch) =>
		pollNode({
			node,
			probe: probeFor(node),
			clock,
			chance,
			dispatch,
			firstDelayMs: firstDelayMs(node, spreadMs),
		}),
	);
	const store = createStore({
		clock,
		commitIntervalMs,
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
			return tickMs;
		},
	});
	return {
		store,
		tick,
		stop() {
			stopTicking();
			effects.stopAll();
			store.close();
		},
	};
}

/** A place by name, the same each time: this machine at once, the others spread. */
function firstDelayMs({isLocal, name, pollIntervalMs}: NodeConfig, spreadMs: number): number {
	return isLocal || spreadMs === 0 ? 0 : hash(name) % Math.min(pollIntervalMs, spreadMs);
}

/** FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(name: NodeName): number {
	let value = 0x811c9dc5;
	for (const character of name) {
		value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
	}

	return value;
}
