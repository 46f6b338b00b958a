import {onTestFinished} from 'vitest';
import type {OllamaClient} from '../../source/clients/create-ollama-client.ts';
import type {Clock} from '../../source/domain/clock.ts';
import type {ChatEvent} from '../../source/domain/event.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import type {RouteNode} from '../../source/domain/routing.ts';
import {answerTurn} from '../../source/runtime/answer-turn.ts';
import type {TurnProgress} from '../../source/domain/turn.ts';
import type {TurnWorld} from '../../source/runtime/answer-turn-world.ts';
import type {TurnRequest} from '../../source/runtime/answer-turn-request.ts';
import {createAttemptLedger} from '../../source/runtime/attempt-ledger.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {type OllamaOptions, type OllamaServer, startOllama} from '../ollama/server.ts';
import {clientOf} from './ollama-client.ts';
import {aRouteNode, aRouteRequest} from './route-builders.ts';

export type AnsweringNode = {
	readonly name: NodeName;
	readonly server: OllamaServer;
	readonly client: OllamaClient;
};

/** Nodes `a`, `b`, ... with a test server each, and turns that are answered by them. */
export async function anAnswerRack(
	plans: readonly OllamaOptions[],
	{clock = systemClock}: {readonly clock?: Clock} = {},
) {
	const nodes: AnsweringNode[] = [];
	for (const [index, plan] of plans.entries()) {
		const server = await startOllama(plan);
		onTestFinished(() => server.close());
		const {client} = clientOf(server.port, clock);
		nodes.push({name: String.fromCharCode(97 + index) as NodeName, server, client});
	}

	const ledger = createAttemptLedger({clock, chance: () => 0.5});
	const known = new Map<NodeName, Partial<RouteNode>>();
	const signal = new AbortController().signal;
	// Their deadlines are not what is tested here.
	const patient = new Map(nodes.map(({name, server}) => [name, clientOf(server.port).client]));
	const readLists = async (node: NodeName): Promise<void> => {
		const client = patient.get(node);
		const installed = await client?.listInstalled(signal);
		const loaded = await client?.listLoaded(signal);
		known.set(node, {
			...known.get(node),
			installed: installed?.ok === true ? installed.value : [],
			loaded: loaded?.ok === true ? loaded.value : [],
		});
	};
	await Promise.all(nodes.map(({name}) => readLists(name)));
	const events: ChatEvent[] = [];
	const progress: TurnProgress[] = [];
	const world: TurnWorld = {
		...{mode: 'resource-aware', ledger, clock, signal},
		nodes: () =>
			nodes.map(({name}) =>
				aRouteNode(name, {rates: new Map(), ...ledger.of(name), ...known.get(name)}),
			),
		clientOf: node => nodes.find(({name}) => name === node)?.client,
		onProgress: told => progress.push(told),
		dispatch: event => events.push(event),
		onStale: readLists,
		more: async () => false,
	};
	return {
		nodes,
		ledger,
		world,
		events,
		progress,
		/** What is known of a node beside its lists. */
		know: (node: string, fields: Partial<RouteNode>) =>
			known.set(node as NodeName, {...known.get(node as NodeName), ...fields}),
		ask: (content: string, parts: AskParts = {}) => {
			const {route, ...turn} = parts.turn ?? {};
			return answerTurn(
				{
					id: 't1',
					...{before: [], question: {role: 'user', content}, think: undefined},
					...{format: undefined, options: {}, keepAlive: undefined},
					...turn,
					route: aRouteRequest({model: 'tiny', ...route}),
				},
				{...world, ...parts.world},
			);
		},
		/** What was shown of the answers, each break as `|`. */
		shown: () =>
			progress
				.map(told =>
					told.type === 'broken'
						? '|'
						: told.type === 'piece' && told.piece.type === 'content'
							? told.piece.text
							: '',
				)
				.join(''),
	};
}

type AskParts = {
	readonly turn?: Partial<Omit<TurnRequest, 'route'>> & {
		readonly route?: Partial<TurnRequest['route']>;
	};
	readonly world?: Partial<TurnWorld>;
};

/** A clock whose hours are short: waiting for deadlines in tests takes no minute. */
export function hurriedClock(times: number): Clock {
	return {
		monotonicMs: () => systemClock.monotonicMs() * times,
		wallMs: systemClock.wallMs,
		startTimer: (delayMs, callback) => systemClock.startTimer(delayMs / times, callback),
	};
}
