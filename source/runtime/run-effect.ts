import {assertNever} from '../domain/assert-never.ts';
import type {NodeConfig} from '../domain/config.ts';
import type {Effect} from '../domain/effect.ts';
import type {Event} from '../domain/event.ts';
import type {NodeName} from '../domain/ids.ts';

type Dispatch = (event: Event) => void;
/** Starts the polling of a node, in its place or at once; the returned function ends it. */
type StartPolling = (node: NodeConfig, dispatch: Dispatch, when: PollingStart) => () => void;
export type PollingStart = 'inPlace' | 'atOnce';

/** What only who holds the terminal can do. */
export type TerminalEffect = Extract<Effect, {type: 'repaint' | 'suspend' | 'quit'}>;

export type EffectRunner = {
	readonly run: (effect: Effect, dispatch: Dispatch) => void;
	readonly stopAll: () => void;
};

/** The one place where requests of the reducer reach the world. */
export function createEffectRunner(
	startPolling: StartPolling,
	onTerminal?: (effect: TerminalEffect) => void,
): EffectRunner {
	const running = new Map<NodeName, () => void>();
	const start = (node: NodeConfig, dispatch: Dispatch, when: PollingStart): void => {
		stop(node.name);
		running.set(node.name, startPolling(node, dispatch, when));
	};
	const stop = (node: NodeName): void => {
		running.get(node)?.();
		running.delete(node);
	};

	return {
		run(effect, dispatch) {
			switch (effect.type) {
				case 'startPolling':
					start(effect.node, dispatch, 'inPlace');
					return;
				case 'retryNode':
					start(effect.node, dispatch, 'atOnce');
					return;
				case 'stopPolling':
					stop(effect.node);
					return;
				case 'repaint':
				case 'suspend':
				case 'quit':
					onTerminal?.(effect);
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
