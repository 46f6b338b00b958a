import {assertNever} from '../domain/assert-never.ts';
import type {Effect, ErrandEffect, TerminalEffect} from '../domain/effect.ts';
import {type Dispatch, PolledNodes, type StartPolling} from './polled-nodes.ts';
import type {ClusterWatches} from './watch-clusters.ts';
import type {NodeWatches, WatchParts} from './watch-nodes.ts';

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
	createWatches?: (polledNode: WatchParts['polledNode']) => NodeWatches,
	createClusters?: (polledNode: WatchParts['polledNode']) => ClusterWatches,
): EffectRunner {
	const polled = new PolledNodes(startPolling);
	const watches = createWatches?.(name => polled.named(name));
	const clusters = createClusters?.(name => polled.named(name));
	return {
		run(effect, dispatch) {
			switch (effect.type) {
				case 'startPolling':
					polled.start(effect.node, dispatch, 'inPlace');
					return;
				case 'retryNode':
					polled.start(effect.node, dispatch, 'atOnce');
					return;
				case 'stopPolling':
					polled.stop(effect.node);
					return;
				case 'setInterval':
					for (const node of effect.nodes) {
						polled.setInterval(node);
					}

					return;
				case 'watchProcesses':
				case 'unwatchProcesses':
				case 'openLog':
				case 'closeLog':
					watches?.run(effect, dispatch);
					return;
				case 'startCluster':
				case 'stopCluster':
				case 'lookAtCluster':
				case 'refreshCluster':
				case 'changeJobs':
				case 'changeSlurmNode':
				case 'explainJob':
				case 'readJobScript':
				case 'listScripts':
				case 'readScriptFile':
				case 'testSubmission':
				case 'submitJob':
					clusters?.run(effect, dispatch);
					return;
				case 'repaint':
				case 'suspend':
				case 'quit':
				case 'ringBell':
				case 'setMouse':
				case 'openNodeShell':
				case 'copyNodes':
				case 'copyEvent':
				case 'readSecret':
				case 'acceptHostKey':
				case 'listSshHosts':
				case 'addNodes':
				case 'appendAudit':
				case 'copyText':
					onPerson?.(effect);
					return;
				default:
					assertNever(effect);
			}
		},
		stopAll() {
			watches?.stopAll();
			clusters?.stopAll();
			polled.stopAll();
		},
	};
}
