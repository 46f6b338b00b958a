import {failureOf} from '../domain/connection.ts';
import type {NodeName} from '../domain/ids.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {NodeFigures} from '../domain/node-figures.ts';
import type {NodeDealings, OllamaService, RouteNode} from '../domain/routing.ts';
import {own} from '../rules/model-metrics.ts';
import {nodeTemperature} from '../rules/node-temperature.ts';
import {freeVramBytes, hardwareOf, isSwapping, throttlingOf} from '../rules/route-hardware.ts';
import {heldReading, type NodeState, type State} from './state.ts';

/** All nodes that may have an Ollama, in the order of the configuration, as the rule of routing sees them. */
export function routeNodes(
	{nodes, metrics}: Pick<State, 'nodes' | 'metrics'>,
	dealingsWith: (node: NodeName) => NodeDealings,
): readonly RouteNode[] {
	return nodes
		.filter(({config}) => config.isEnabled && config.ollama.use !== 'never')
		.map(node => ({
			...routeNode(node),
			...dealingsWith(node.config.name),
			rates: ratesOf(own(metrics, node.config.name) ?? {}),
		}));
}

/** Whether its Ollama can be asked now. */
export function ollamaService({connection, ollama}: NodeState): OllamaService {
	const {version} = ollama;
	switch (connection.state) {
		case 'ready':
		case 'degraded':
			return version.state === 'fresh'
				? {state: 'serving'}
				: {
						state: 'notServing',
						failure: 'failure' in version ? version.failure : undefined,
						...(version.state === 'stale' ? {answeredAtMs: heardAtMs(ollama)} : {}),
					};
		default:
			return {state: 'unreachable', failure: failureOf({connection})};
	}
}

/** Of its questions one is asked more often than the others. */
function heardAtMs({version, installed, loaded}: NodeState['ollama']): number {
	const times = [version, installed, loaded].flatMap(one => ('atMs' in one ? [one.atMs] : []));
	return Math.max(...times);
}

function routeNode(node: NodeState): Omit<RouteNode, keyof NodeDealings | 'rates'> {
	const {config, ollama} = node;
	const figures = heldReading(node)?.figures;
	const {memory, cpu, temperatures = []} = figures ?? {};
	return {
		name: config.name,
		service: ollamaService(node),
		installed: loadedValue(ollama.installed),
		loaded: loadedValue(ollama.loaded) ?? [],
		slots: config.ollama.use === 'never' ? 1 : (config.ollama.slots ?? 1),
		memoryAvailableBytes: memory?.availableBytes,
		memoryTotalBytes: memory?.totalBytes,
		vramFreeBytes: freeVramBytes(figures),
		hardware: hardwareOf(loadedValue(node.facts), figures),
		cpuLoadFraction: cpu?.loadFraction,
		gpuUtilizationFraction: gpuUtilization(figures),
		temperatureCelsius: nodeTemperature(temperatures)?.celsius,
		throttling: throttlingOf(figures),
		isSwapInUse: isSwapping(figures),
	};
}

/** The mean of its cards. */
function gpuUtilization(figures: NodeFigures | undefined): number | undefined {
	const known = (figures?.gpus ?? []).flatMap(({utilizationFraction}) => utilizationFraction ?? []);
	return known.length === 0 ? undefined : known.reduce((sum, one) => sum + one, 0) / known.length;
}

function ratesOf(metrics: State['metrics'][string]): RouteNode['rates'] {
	return new Map(
		Object.entries(metrics).flatMap(([model, {rates}]) =>
			rates === undefined ? [] : [[model, rates] as const],
		),
	);
}
