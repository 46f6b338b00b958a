import {assertNever} from '../domain/assert-never.ts';
import type {Clock} from '../domain/clock.ts';
import type {PollingEffect} from '../domain/effect.ts';
import type {Event} from '../domain/event.ts';
import type {NodeName, SlurmName} from '../domain/ids.ts';
import {failed} from '../domain/result.ts';
import type {OpenShell} from '../domain/shell.ts';
import {followLog} from './follow-log.ts';
import type {PolledNode} from './polled-nodes.ts';
import {watchProcesses} from './watch-processes.ts';

export type WatchEffect = Extract<
	PollingEffect,
	{type: 'watchProcesses' | 'unwatchProcesses' | 'openLog' | 'closeLog'}
>;

export type WatchParts = {
	readonly clock: Clock;
	/** The node as it is polled now; undefined: it is not. */
	readonly polledNode: (name: NodeName) => PolledNode | undefined;
	/** On the login node of a cluster, where the logs of its jobs are read. */
	readonly shellOfCluster?: ((cluster: SlurmName) => OpenShell) | undefined;
};

export type NodeWatches = {
	readonly run: (effect: WatchEffect, dispatch: (event: Event) => void) => void;
	readonly stopAll: () => void;
};

/** What is read of nodes beside their polling, while somebody looks at it, each on a shell of its own. */
export function createNodeWatches({clock, polledNode, shellOfCluster}: WatchParts): NodeWatches {
	const stops = new Map<string, () => void>();
	const stop = (key: string): void => {
		stops.get(key)?.();
		stops.delete(key);
	};
	const start = (key: string, begin: () => () => void): void => {
		stop(key);
		stops.set(key, begin());
	};
	const openShellOf =
		(node: NodeName): OpenShell =>
		async signal =>
			polledNode(node)?.openShell(signal) ??
			failed({kind: 'unreachable', where: node, reason: 'it is not connected now'});
	return {
		run(effect, dispatch) {
			switch (effect.type) {
				case 'openLog': {
					const {log, node, source} = effect;
					const ofCluster = source.kind === 'job' ? shellOfCluster?.(source.cluster) : undefined;
					const openShell = ofCluster ?? openShellOf(node);
					start(`log ${log}`, () => followLog({log, node, source, openShell, clock, dispatch}));
					return;
				}

				case 'closeLog':
					stop(`log ${effect.log}`);
					return;
				case 'watchProcesses': {
					const {node} = effect;
					const intervalMs = (): number => polledNode(node)?.intervalMs ?? 0;
					start(`processes ${node}`, () =>
						watchProcesses({node, openShell: openShellOf(node), intervalMs, clock, dispatch}),
					);
					return;
				}

				case 'unwatchProcesses':
					stop(`processes ${effect.node}`);
					return;
				default:
					assertNever(effect);
			}
		},
		stopAll() {
			for (const key of [...stops.keys()]) {
				stop(key);
			}
		},
	};
}
