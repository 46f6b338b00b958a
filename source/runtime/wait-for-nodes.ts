import type {Clock} from '../domain/clock.ts';
import type {RouteNode} from '../domain/routing.ts';
import {isHeard} from '../rules/heard-nodes.ts';
import type {Store} from '../store/create-store.ts';

export type NodeWaiting = {
	readonly nodes: () => readonly RouteNode[];
	readonly store: Pick<Store, 'subscribe'>;
	readonly clock: Clock;
	readonly signal: AbortSignal;
};

/** Resolves when the condition holds or the time is over; true: it holds. It is looked at whenever something is told. */
export async function untilNodes(
	isSo: (nodes: readonly RouteNode[]) => boolean,
	limitMs: number,
	{nodes, store, clock, signal}: NodeWaiting,
): Promise<boolean> {
	if (isSo(nodes()) || signal.aborted || limitMs <= 0) {
		return isSo(nodes());
	}

	return new Promise(resolve => {
		const end = (): void => {
			unsubscribe();
			stopTimer();
			signal.removeEventListener('abort', end);
			resolve(isSo(nodes()));
		};
		const unsubscribe = store.subscribe(() => {
			if (isSo(nodes())) {
				end();
			}
		});
		const stopTimer = clock.startTimer(limitMs, end);
		signal.addEventListener('abort', end, {once: true});
	});
}

export function areAllHeard(nodes: readonly RouteNode[]): boolean {
	return nodes.every(isHeard);
}

/** Resolves when more nodes are known than now; false: nothing more comes in time. */
export async function moreNodes(limitMs: number, waiting: NodeWaiting): Promise<boolean> {
	const heard = (nodes: readonly RouteNode[]): number => nodes.filter(isHeard).length;
	const now = waiting.nodes();
	const before = heard(now);
	return before < now.length && untilNodes(nodes => heard(nodes) > before, limitMs, waiting);
}
