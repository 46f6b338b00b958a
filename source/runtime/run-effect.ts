import {assertNever} from '../domain/assert-never.ts';
import type {NodeConfig} from '../domain/config.ts';
import type {Effect} from '../domain/effect.ts';
import type {Event} from '../domain/event.ts';
import type {NodeName} from '../domain/ids.ts';

type Dispatch = (event: Event) => void;
/** Starts the polling of a node; the returned function ends it. */
type StartPolling = (node: NodeConfig, dispatch: Dispatch) => () => void;

export type EffectRunner = {
	readonly run: (effect: Effect, dispatch: Dispatch) => void;
	readonly stopAll: () => void;
};

/** The one place where requests of the reducer reach the world. */
export function createEffectRunner(startPolling: StartPolling): EffectRunner {
	const running = new Map<NodeName, () => void>();
	const stop = (node: NodeName): void => {
		running.get(node)?.();
		running.delete(node);
	};

	return {
		run(effect, dispatch) {
			switch (effect.type) {
				case 'startPolling':
					stop(effect.node.name);
					running.set(effect.node.name, startPolling(effect.node, dispatch));
					return;
				case 'stopPolling':
					stop(effect.node);
					return;
				default:
					assertNever(effect);
			}
		},
		stopAll() {
			for (const node of [...running.keys()]) {
				stop(node);
			}
		},
	};
}
