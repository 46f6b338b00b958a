import type {OllamaClient} from '../clients/create-ollama-client.ts';
import type {Chance} from '../domain/chance.ts';
import type {Clock} from '../domain/clock.ts';
import type {NodeName} from '../domain/ids.ts';
import type {EarlierAttempts} from '../domain/ollama-metrics.ts';
import type {RouteNode, RouteRequest} from '../domain/routing.ts';
import {earlierDealings} from '../rules/earlier-dealings.ts';
import {installedModel} from '../rules/route-filter.ts';
import {routeNodes} from '../store/route-nodes.ts';
import type {TurnWorld} from './answer-turn-world.ts';
import {createAttemptLedger} from './attempt-ledger.ts';
import {nodeOllamas} from './node-ollama.ts';
import type {Runtime} from './start-runtime.ts';

export type TurnParts = Pick<
	TurnWorld,
	'nodes' | 'ledger' | 'clientOf' | 'clock' | 'dispatch' | 'onStale'
> & {
	/**
	 * What a model can do where its list does not say: older servers tell it only when they are asked for this model.
	 * Never rejects; what stays unknown is left to the answer.
	 */
	readonly learn: (route: RouteRequest, signal: AbortSignal) => Promise<void>;
};

type Parts = {
	readonly runtime: Pick<Runtime, 'store' | 'polledNode'>;
	readonly clock: Clock;
	readonly chance: Chance;
	/** Turns and breakers go on from them. @default none */
	readonly earlier?: EarlierAttempts | undefined;
};

/** What turns are made of, from the nodes that a runtime polls: one for all turns of a program. */
export function createTurnParts({runtime, clock, chance, earlier}: Parts): TurnParts {
	const {store, polledNode} = runtime;
	const moment = {nowMs: clock.monotonicMs(), nowWallMs: clock.wallMs(), chance};
	const ledger = createAttemptLedger({
		...{clock, chance},
		earlier: earlier && earlierDealings(earlier, moment),
	});
	const learned = new Map<string, readonly string[]>();
	const nodes = (): readonly RouteNode[] =>
		routeNodes(store.getState(), ledger.of).map(node => withLearned(node, learned));
	const ollamaOf = nodeOllamas({runtime, clock});
	const clientOf = (name: NodeName): OllamaClient | undefined => {
		const ollama = ollamaOf(name);
		return ollama.ok ? ollama.value : undefined;
	};
	return {
		...{nodes, ledger, clientOf, clock},
		dispatch: store.dispatch,
		async onStale(node) {
			polledNode(node)?.ollamaPace.refresh();
		},
		async learn({model, needs}, signal) {
			const unknown = nodes().flatMap(node => {
				const installed = installedModel(node, model);
				return needs.length > 0 && installed !== undefined && installed.capabilities === undefined
					? [{node: node.name, installed}]
					: [];
			});
			const byDigest = new Map(unknown.map(one => [one.installed.digest, one]));
			await Promise.all(
				[...byDigest.values()].map(async ({node, installed}) => {
					const shown = await clientOf(node)?.showModel(installed.name, signal);
					if (shown?.ok === true && shown.value.capabilities !== undefined) {
						learned.set(installed.digest, shown.value.capabilities);
					}
				}),
			);
		},
	};
}

function withLearned(node: RouteNode, learned: ReadonlyMap<string, readonly string[]>): RouteNode {
	const {installed} = node;
	return learned.size === 0 || installed === undefined
		? node
		: {
				...node,
				installed: installed.map(model => ({
					...model,
					capabilities: model.capabilities ?? learned.get(model.digest),
				})),
			};
}
