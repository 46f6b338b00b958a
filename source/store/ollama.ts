import {assertNever} from '../domain/assert-never.ts';
import type {NodeConfig} from '../domain/config.ts';
import type {OllamaEvent} from '../domain/event.ts';
import type {Failure} from '../domain/failure.ts';
import {type Loadable, withFailure} from '../domain/loadable.ts';
import type {NodeOllama} from './ollama-state.ts';
import {positionOf, type State} from './state.ts';

const nobodyAsks: NodeOllama = {
	version: {state: 'idle'},
	installed: {state: 'idle'},
	loaded: {state: 'idle'},
	modelFolder: {state: 'idle'},
};
const notHeardYet: NodeOllama = {
	version: {state: 'loading'},
	installed: {state: 'loading'},
	loaded: {state: 'loading'},
	modelFolder: {state: 'loading'},
};

/** Before anybody has asked. */
export function newOllama({isEnabled, ollama}: NodeConfig): NodeOllama {
	return isEnabled && ollama.use !== 'never' ? notHeardYet : nobodyAsks;
}

/** Of one that cannot be asked, by its own fault or by that of what is between it and us. */
export function unheardOllama(before: NodeOllama, failure: Failure): NodeOllama {
	return before.version.state === 'idle'
		? before
		: {
				version: withFailure(before.version, failure),
				installed: withFailure(before.installed, failure),
				loaded: withFailure(before.loaded, failure),
				modelFolder: withFailure(before.modelFolder, failure),
			};
}

/** Of a node that is no longer configured they change nothing. */
export function reduceOllama(state: State, event: OllamaEvent): State {
	const position = positionOf(state, event.node);
	const node = position === undefined ? undefined : state.nodes[position];
	if (position === undefined || node === undefined) {
		return state;
	}

	const ollama = reduceOne(node.ollama, event);
	return {...state, nodes: state.nodes.with(position, {...node, ollama})};
}

function reduceOne(before: NodeOllama, event: OllamaEvent): NodeOllama {
	switch (event.type) {
		case 'ollama/versionRead':
			return {...before, version: kept(before.version, event.version, event.atMs)};
		case 'ollama/installedListed':
			return {...before, installed: kept(before.installed, event.models, event.atMs)};
		case 'ollama/modelFolderTold':
			return {...before, modelFolder: kept(before.modelFolder, event.folder, event.atMs)};
		case 'ollama/loadedListed':
			return {...before, loaded: kept(before.loaded, event.models, event.atMs)};
		case 'ollama/askFailed':
			return event.isSilent
				? unheardOllama(before, event.failure)
				: withFailedQuestion(before, event);
		default:
			return assertNever(event);
	}
}

function withFailedQuestion(
	before: NodeOllama,
	{question, failure}: Extract<OllamaEvent, {type: 'ollama/askFailed'}>,
): NodeOllama {
	const {version, installed, loaded, modelFolder} = unheardOllama(before, failure);
	switch (question) {
		case 'version':
			return {...before, version};
		case 'installed':
			return {...before, installed};
		case 'loaded':
			return {...before, loaded};
		case 'modelFolder':
			return {...before, modelFolder};
		default:
			return assertNever(question);
	}
}

/** What was told again keeps its reference, so that who draws it or routes by it sees that nothing is new. */
function kept<Value>(before: Loadable<Value>, value: Value, atMs: number): Loadable<Value> {
	const isSame = before.state === 'fresh' && JSON.stringify(before.value) === JSON.stringify(value);
	return {state: 'fresh', value: isSame ? before.value : value, atMs};
}
