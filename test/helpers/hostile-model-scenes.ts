import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import type {DeedStage, ModelDeed} from '../../source/domain/model-deed.ts';
import type {InstalledModel} from '../../source/domain/ollama.ts';
import {fullModelName} from '../../source/rules/model-name.ts';
import type {ModelDialog} from '../../source/store/model-dialogs-state.ts';
import type {AskedDeed} from '../../source/store/models-state.ts';
import type {ModelsScreen} from '../../source/store/models-screen.ts';
import type {ScreenState} from '../../source/store/screen-state.ts';
import type {NodeState, State} from '../../source/store/state.ts';
import {atMs} from './home-rack.ts';
import {hostileFailures, type Scene, type Tell} from './hostile-rack.ts';
import {aModelOf, aShelvedNode, loadedOf, shelfState, withoutOllama} from './shelf-rack.ts';
import {silentOllama} from './silent-ollama.ts';

/** The tab of models with names, digests, licences and failures that others chose. */
export function hostileModelScenes(): readonly Scene[] {
	const failureCount = hostileFailures(() => '').length;
	return [
		tell => scene(tell),
		tell => scene(tell, {models: {isOpen: true}}),
		tell => scene(tell, {models: {pane: 'transfers', focus: 'detail'}}),
		tell => scene(tell, {models: {filter: tell()}}),
		tell => scene(tell, {models: {cursor: tell()}}),
		...Array.from(
			{length: failureCount},
			(_, which): Scene =>
				tell =>
					scene(tell, {which, models: {pane: 'transfers', focus: 'detail'}}),
		),
		...dialogs.map(
			(dialog): Scene =>
				tell =>
					scene(tell, {screen: {dialog: dialog(tell)}}),
		),
		...lines.map(
			(purpose): Scene =>
				tell =>
					scene(tell, {screen: {line: lineOf(purpose, tell)}}),
		),
		silentScene,
	];
}

type Parts = {
	readonly models?: Partial<ModelsScreen>;
	readonly screen?: Partial<Omit<ScreenState, 'models' | 'nodes'>>;
	/** Of the failures of a deed. */
	readonly which?: number;
};

function scene(tell: Tell, {models, screen = {}, which = 0}: Parts = {}): State {
	const told = aModel(tell);
	const other = {...aModel(tell), name: told.name};
	const nodes: readonly NodeState[] = [
		aShelvedNode('pi-1', {freeGib: 4, diskGib: 60, installed: [told, aModel(tell)]}),
		aShelvedNode('pi-2', {
			...{freeGib: 4, diskGib: 60, installed: [other]},
			loaded: [loadedOf(other)],
		}),
		withoutOllama('login'),
	];
	const deeds = stages(tell, which).map(
		(stage, index): AskedDeed => ({number: index + 1, deed: pull(tell), stage, atMs}),
	);
	const cursor = fullModelName(told.name);
	const state = shelfState({nodes, models: {cursor, ...models}, screen, deeds});
	const shown = {
		...{capabilities: [tell()], contextTokens: 4096, parameterCount: 1, cacheBytesPerToken: 1},
		...{template: tell(), system: tell(), parameters: tell(), license: tell()},
	};
	const key = `pi-1 ${told.name}`;
	return {
		...state,
		models: {...state.models, shown: {[key]: {state: 'fresh', value: shown, atMs}}},
	};
}

function aModel(tell: Tell): InstalledModel {
	return aModelOf(tell(), 2, {
		...{family: tell(), parameterSize: tell(), quantization: tell(), digest: tell()},
		capabilities: [tell()],
	});
}

function pull(tell: Tell): ModelDeed {
	return {type: 'pull', node: 'pi-2' as NodeName, model: tell() as ModelName};
}

function stages(tell: Tell, which: number): readonly DeedStage[] {
	const layer = {digest: tell(), totalBytes: 100, completedBytes: 40};
	const progress = {step: 'layers', layers: [layer, layer], bytesPerSecond: 1000} as const;
	const failure = hostileFailures(tell)[which];
	return [
		{state: 'working', progress},
		{state: 'queued', ahead: 2},
		...(failure === undefined ? [] : [{state: 'failed', failure} as const]),
		{state: 'done', result: {digest: tell(), fetchedBytes: 10, wasThere: false}},
		{state: 'cancelled'},
	];
}

const node = 'pi-1' as NodeName;
const name = (tell: Tell): ModelName => tell() as ModelName;

const dialogs: ReadonlyArray<(tell: Tell) => ModelDialog> = [
	tell => ({
		...{kind: 'chooseModelNodes', what: 'pull', models: [name(tell)], cursor: 0, marks: [node]},
		rows: [{node, obstacle: undefined, free: 'disk', freeBytes: 1e9}],
	}),
	tell => ({
		...{kind: 'doModelDeeds', what: 'remove', lastOf: [name(tell)], sizeBytes: 1e9},
		deeds: [{type: 'remove', node, model: name(tell), digest: tell()}],
	}),
	tell => ({
		...{kind: 'doModelDeeds', what: 'removeLast', lastOf: [name(tell)], sizeBytes: 1e9},
		deeds: [{type: 'remove', node, model: name(tell), digest: tell()}],
	}),
	tell => ({
		...{kind: 'doModelDeeds', what: 'rename', lastOf: [], sizeBytes: undefined},
		deeds: [{type: 'name', node, model: name(tell), to: name(tell), isKept: false}],
	}),
	tell => ({kind: 'stopModelDeeds', numbers: [1], deeds: [pull(tell)]}),
	tell => ({
		...{kind: 'syncModels', isPruning: false, cursor: 0},
		plan: {
			steps: [
				{
					deed: {type: 'pull', node, model: name(tell)},
					...{why: {reason: 'named'}, bytes: 1e9, after: []},
				},
			],
			unmet: [
				{
					...{model: tell(), wanted: 2, lacking: 1},
					reasons: [{reason: 'tooFewNodes', nodes: 1, tags: [tell()]}],
				},
			],
		},
	}),
];

const lines = ['pullModel', 'fitContext', 'keepModel', 'nameModel', 'renameModel'] as const;

function lineOf(purpose: (typeof lines)[number], tell: Tell): ScreenState['line'] {
	return {
		...{purpose, text: tell(), before: '', choice: undefined, problem: tell()},
		about: {kind: 'models', models: [name(tell)], node: undefined, copies: []},
	};
}

/** All that were asked failed, each with its own words. */
function silentScene(tell: Tell): State {
	const nodes = hostileFailures(tell).map(
		(failure, index): NodeState => ({
			...withoutOllama(`pi-${index}`),
			ollama: silentOllama(failure),
		}),
	);
	return shelfState({nodes});
}
