import {assertNever} from '../domain/assert-never.ts';
import type {NodeConfig} from '../domain/config.ts';
import type {Effect, ErrandEffect, TerminalEffect} from '../domain/effect.ts';
import type {Event} from '../domain/event.ts';
import type {NodeName} from '../domain/ids.ts';
import type {KeptNode} from './keep-connected.ts';

type Dispatch = (event: Event) => void;
/** Starts the polling of a node, in its place or at once. */
type StartPolling = (node: NodeConfig, dispatch: Dispatch, when: PollingStart) => KeptNode;
export type PollingStart = 'inPlace' | 'atOnce';

/** What a person asks of the terminal and of the world around it; cli carries it out. */
export type PersonEffect = TerminalEffect | ErrandEffect;

export type EffectRunner = {
	readonly run: (effect: Effect, dispatch: Dispatch) => void;
	readonly stopAll: () => void;
};

/** The one place where requests of the reducer reach the world. */
export function createEffectRunner(
	startPolling: StartPolling,
	onPerson?: (effect: PersonEffect) => void,
): EffectRunner {
	const running = new Map<NodeName, KeptNode>();
	const start = (node: NodeConfig, dispatch: Dispatch, when: PollingStart): void => {
		stop(node.name);
		running.set(node.name, startPolling(node, dispatch, when));
	};
	const stop = (node: NodeName): void => {
		running.get(node)?.stop();
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
				case 'setInterval':
					for (const {name, pollIntervalMs} of effect.nodes) {
						running.get(name)?.setInterval(pollIntervalMs);
					}

					return;
				case 'watchProcesses':
				case 'unwatchProcesses':
					return;
				case 'openLog':
				case 'closeLog':
					return;
				case 'repaint':
				case 'suspend':
				case 'quit':
				case 'ringBell':
				case 'setMouse':
				case 'openNodeShell':
				case 'copyNodes':
				case 'copyText':
				case 'readSecret':
				case 'acceptHostKey':
				case 'listSshHosts':
				case 'addNodes':
					onPerson?.(effect);
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
