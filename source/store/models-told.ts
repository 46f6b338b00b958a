import {failureOf} from '../domain/connection.ts';
import type {Failure} from '../domain/failure.ts';
import type {NodeName} from '../domain/ids.ts';
import type {OllamaService} from '../domain/routing.ts';
import {type ModelRow, modelNodes} from './model-rows.ts';
import {isUndone} from './model-deeds.ts';
import {nodeNamed, type NodeState, type State} from './state.ts';
import {isShort} from '../rules/model-filter.ts';

/** What is known of the models of the rack. */
export type ModelsTold =
	/** No node may have any. */
	| {readonly kind: 'noOllama'}
	| {readonly kind: 'asking'; readonly nodes: number}
	/** All that were asked. */
	| {readonly kind: 'failed'; readonly failures: readonly SilentNode[]}
	| {readonly kind: 'told'};

export type SilentNode = {readonly node: NodeName; readonly failure: Failure};

export function modelsTold(state: State): ModelsTold {
	const nodes = modelNodes(state).flatMap(({name}) => nodeNamed(state, name) ?? []);
	if (nodes.length === 0) {
		return {kind: 'noOllama'};
	}

	if (nodes.some(({ollama}) => 'value' in ollama.installed)) {
		return {kind: 'told'};
	}

	const failures = nodes.flatMap(silentNode);
	const asked = nodes.length - failures.length;
	return asked > 0 ? {kind: 'asking', nodes: asked} : {kind: 'failed', failures};
}

function silentNode(node: NodeState): readonly SilentNode[] {
	const {installed, version} = node.ollama;
	const told = failureOf(node) ?? ('failure' in installed ? installed.failure : undefined);
	const failure = told ?? ('failure' in version ? version.failure : undefined);
	return failure === undefined ? [] : [{node: node.config.name, failure}];
}

/** Nodes that have no column, or an old one, by why that is. */
export type SilentNodes = {
	/** Reached, and nothing answers where Ollama would. */
	readonly withoutOllama: readonly NodeName[];
	/** Reached, and its Ollama says nothing, or nothing that is understood. */
	readonly silent: readonly NodeName[];
	readonly down: readonly NodeName[];
	/** Nobody has answered yet. */
	readonly asking: readonly NodeName[];
};

export function silentNodes(state: State): SilentNodes {
	const silent = modelNodes(state).filter(
		({service, installed}) => service.state !== 'serving' || installed === undefined,
	);
	const named = (is: (node: (typeof silent)[number]) => boolean): readonly NodeName[] =>
		silent.filter(is).map(({name}) => name);
	const never = state.nodes
		.filter(({config}) => config.isEnabled && config.ollama.use === 'never')
		.map(({config}) => config.name);
	return {
		withoutOllama: [...never, ...named(({service}) => kindOf(service) === 'refused')],
		silent: named(({service}) => ![undefined, 'refused'].includes(kindOf(service))),
		down: named(({service}) => service.state === 'unreachable' && service.failure !== undefined),
		asking: named(({service}) => service.state === 'serving' || service.failure === undefined),
	};
}

/** How an Ollama failed whose node is reached. */
function kindOf(service: OllamaService): Failure['kind'] | undefined {
	return service.state === 'notServing' ? service.failure?.kind : undefined;
}

/** How a row is marked: something goes on, something needs a look, or nothing. */
export function rowSign({shelf, deeds}: ModelRow): 'busy' | 'warning' | 'none' {
	const stages = [...deeds.values()].map(({stage}) => stage);
	if (stages.some(stage => stage.state === 'working' || stage.state === 'queued')) {
		return 'busy';
	}

	const differs = [...shelf.copies.values()].some(({isOther}) => isOther);
	return differs || isShort(shelf) || stages.some(isUndone) ? 'warning' : 'none';
}
