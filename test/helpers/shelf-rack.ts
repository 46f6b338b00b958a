import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import type {DeedStage, ModelDeed} from '../../source/domain/model-deed.ts';
import type {InstalledModel, LoadedModel} from '../../source/domain/ollama.ts';
import type {AskedDeed} from '../../source/store/models-state.ts';
import type {ModelsScreen} from '../../source/store/models-screen.ts';
import {initialScreen, type ScreenState} from '../../source/store/screen-state.ts';
import type {NodeState, State} from '../../source/store/state.ts';
import {aNode, atMs, lostNode, quiet, stateOf} from './home-rack.ts';
import {aGpu, figuresOf} from './node-builders.ts';
import {aLoadedModel, anInstalledModel} from './route-builders.ts';
import {silentOllama} from './silent-ollama.ts';

export const gib = 2 ** 30;

export type Shelved = {
	readonly freeGib: number;
	readonly diskGib: number;
	/** Its memory is that of a card. */
	readonly isCard?: boolean;
	readonly installed: readonly InstalledModel[];
	readonly loaded?: readonly LoadedModel[];
};

/** A node whose Ollama answers, with what is free there and what it has. */
export function aShelvedNode(name: string, shelved: Shelved): NodeState {
	const {freeGib, diskGib, isCard = false, installed, loaded = []} = shelved;
	const node = aNode(name, quiet);
	const free = freeGib * gib;
	const figures = figuresOf({
		memory: {totalBytes: 8 * gib, availableBytes: isCard ? 0.5 * gib : free},
		gpus: isCard ? [aGpu({memoryTotalBytes: 24 * gib, memoryUsedBytes: 24 * gib - free})] : [],
	});
	const {reading, filesystems} = node;
	const disk = {...('value' in filesystems ? filesystems.value[0] : undefined)};
	return {
		...mayServe(node),
		reading: 'value' in reading ? {...reading, value: {...reading.value, figures}} : reading,
		filesystems: {
			...{state: 'fresh', atMs},
			value: [{...disk, availableBytes: diskGib * gib} as never],
		},
		ollama: {
			version: {state: 'fresh', value: '0.12.6', atMs},
			installed: {state: 'fresh', value: installed, atMs},
			loaded: {state: 'fresh', value: loaded, atMs},
			modelFolder: {state: 'fresh', value: undefined, atMs},
		},
	};
}

/** Its Ollama is asked for on its usual port. */
function mayServe(node: NodeState): NodeState {
	const ollama = {use: 'ask', port: 11_434, slots: undefined} as const;
	return {...node, config: {...node.config, ollama}};
}

/** `digit` fills its digest. */
export function aModelOf(
	name: string,
	sizeGib: number,
	fields: Partial<InstalledModel> & {readonly digit?: string} = {},
): InstalledModel {
	const {digit = 'a', ...rest} = fields;
	return anInstalledModel({
		...{name: name as ModelName, digest: digit.repeat(64), sizeBytes: sizeGib * gib},
		...{parameterSize: '4.0B', quantization: 'Q4_K_M', contextTokens: 40_960},
		...rest,
	});
}

export function loadedOf(model: InstalledModel, fields: Partial<LoadedModel> = {}): LoadedModel {
	const sizeBytes = 3.4 * gib;
	return aLoadedModel({
		...{name: model.name, digest: model.digest, sizeBytes, contextTokens: 8192},
		...fields,
	});
}

const llama8 = aModelOf('llama3.1:8b', 4.58, {digit: 'b'});
export const llama3 = aModelOf('llama3.2:3b', 1.88, {digit: 'c'});
const oldLlama3 = aModelOf('llama3.2:3b', 1.88, {digit: 'd'});
const nomic = aModelOf('nomic-embed-text', 0.2558, {digit: 'e', quantization: 'F16'});
const coder = aModelOf('qwen2.5-coder:7b', 4.36, {digit: 'f'});
export const qwen4 = aModelOf('qwen3:4b', 2.33, {
	...{family: 'qwen3', digest: 'e55aed6fe643'.padEnd(64, '0')},
	capabilities: ['completion', 'tools', 'thinking'],
});
const qwen30 = aModelOf('qwen3:30b', 17.3, {digit: '9', family: 'qwen3moe'});

/** The shelf that SCREENS draws. */
export function homeShelf(): readonly NodeState[] {
	return [
		aShelvedNode('gpu-01', {
			...{freeGib: 3.2, diskGib: 812, isCard: true, installed: [llama8, coder, qwen4]},
		}),
		aShelvedNode('gpu-02', {
			...{freeGib: 20.6, diskGib: 640, isCard: true},
			installed: [llama8, nomic, coder, qwen4, qwen30],
			loaded: [loadedOf(qwen4, {vramBytes: 3.4 * gib, expiresWallMs: nowWallMs() + 252_000})],
		}),
		aShelvedNode('pi-main', {freeGib: 4.72, diskGib: 58.1, installed: [llama8, nomic, qwen4]}),
		aShelvedNode('pi-worker1', {freeGib: 0.94, diskGib: 21.4, installed: [oldLlama3, qwen4]}),
		aShelvedNode('pi-worker2', {
			...{freeGib: 2.88, diskGib: 44, installed: [llama3, qwen4]},
			loaded: [loadedOf(llama3, {sizeBytes: 2.4 * gib})],
		}),
		aShelvedNode('pi-worker3', {
			...{freeGib: 3.84, diskGib: 61.7, installed: [llama3, nomic, qwen4]},
			loaded: [loadedOf(llama3, {sizeBytes: 2.4 * gib})],
		}),
		withoutOllama('login'),
		mayServe(lostNode('pi-storage', {ollama: silent('pi-storage', 'unreachable')})),
	];
}

function nowWallMs(): number {
	return stateOf([]).clock.wallMs;
}

function silent(where: string, kind: 'refused' | 'unreachable'): NodeState['ollama'] {
	const failure =
		kind === 'refused'
			? ({kind, where: `${where}: Ollama on port 11434`} as const)
			: ({kind, where, reason: 'no route to host'} as const);
	return silentOllama(failure);
}

/** Reached, but nothing listens there. */
export function withoutOllama(name: string): NodeState {
	return {...mayServe(aNode(name, quiet)), ollama: silent(name, 'refused')};
}

/** Nobody has answered yet. */
export function askedNode(name: string): NodeState {
	const loading = {state: 'loading'} as const;
	return {
		...mayServe(aNode(name, quiet)),
		ollama: {version: loading, installed: loading, loaded: loading, modelFolder: loading},
	};
}

export type Shelf = {
	readonly nodes?: readonly NodeState[];
	readonly models?: Partial<ModelsScreen>;
	readonly screen?: Partial<Omit<ScreenState, 'models' | 'nodes'>>;
	readonly deeds?: readonly AskedDeed[];
};

/** In the tab of models, with the wishes of SCREENS. */
export function shelfState({nodes = homeShelf(), models, screen, deeds = []}: Shelf = {}): State {
	const state = stateOf(nodes, {
		...{tab: 'models', ...screen},
		models: {...initialScreen.models, ...models},
	});
	const wish = (name: string, replicas: number, tags: readonly string[] = []) => ({
		...{name: name as ModelName, replicas, tags, nodes: []},
	});
	const wishes = [wish('gemma3:27b', 2), wish('llama3.1:8b', 3), wish('llama3.2:3b', 2)];
	return {
		...state,
		config: state.config && {...state.config, models: [...wishes, wish('qwen3:4b', 4, ['pi5'])]},
		models: {...state.models, deeds, deedCount: deeds.length},
	};
}

let given = 0;

export function anAskedDeed(
	type: 'pull' | 'remove' | 'unload',
	[node, model]: readonly [node: string, model: string],
	stage: DeedStage,
): AskedDeed {
	given += 1;
	const there = {node: node as NodeName, model: model as ModelName};
	const deed: ModelDeed =
		type === 'remove' ? {type, ...there, digest: undefined} : {type, ...there};
	return {number: given, deed, stage, atMs};
}

/** So much of its one layer. */
export function pulling(share: number, sizeGib = 16.2, bytesPerSecond = 84e6): DeedStage {
	const totalBytes = sizeGib * gib;
	return {
		state: 'working',
		progress: {
			step: 'layers',
			layers: [{digest: 'e796792eba26', totalBytes, completedBytes: share * totalBytes}],
			bytesPerSecond,
		},
	};
}

export const queued: DeedStage = {state: 'queued', ahead: 1};
