import {describe, expect, it} from 'vitest';
import type {Event} from '../../source/domain/event.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import {closedBreaker} from '../../source/rules/breaker.ts';
import {reduce} from '../../source/store/reducer.ts';
import {routeNodes} from '../../source/store/route-nodes.ts';
import {initialScreen} from '../../source/store/screen-state.ts';
import {shelfNodes} from '../../source/store/shelf-nodes.ts';
import {initialState, nodeNamed, type State} from '../../source/store/state.ts';
import {anAttempt} from '../helpers/chat-builders.ts';
import {aConfig, aGpu, aNodeConfig, aSample} from '../helpers/node-builders.ts';
import {anInstalledModel, aLoadedModel} from '../helpers/route-builders.ts';

const gpu = 'gpu-1' as NodeName;
const config = aConfig([
	aNodeConfig('gpu-1', {ollama: {use: 'always', port: 11_434, slots: 2}}),
	aNodeConfig('pi-1', {ollama: {use: 'ask', port: 11_434, slots: undefined}}),
	aNodeConfig('login'),
]);
const refused = {kind: 'refused', where: 'gpu-1: Ollama on port 11434'} as const;
const lost = {kind: 'unreachable', where: 'gpu-1', reason: 'no route to host'} as const;

function play(events: readonly Event[], from: State = initialState): State {
	return events.reduce((state, event) => reduce(state, event)[0], from);
}

const loaded = play([{type: 'config/loaded', config, atMs: 0}]);
const serving = play(
	[
		{
			type: 'node/sampled',
			node: gpu,
			atMs: 1000,
			tookMs: 1,
			sample: aSample({
				gpus: [aGpu({memoryUsedBytes: 4, memoryTotalBytes: 24, utilizationFraction: 0.5})],
			}),
		},
		{type: 'ollama/versionRead', node: gpu, version: '0.12.3', atMs: 1000},
		{type: 'ollama/loadedListed', node: gpu, models: [aLoadedModel()], atMs: 1100},
		{type: 'ollama/installedListed', node: gpu, models: [anInstalledModel()], atMs: 1200},
		{type: 'ollama/modelFolderTold', node: gpu, folder: '/srv/models', atMs: 1250},
	],
	loaded,
);

function ollamaOf(state: State) {
	return nodeNamed(state, gpu)?.ollama ?? expect.unreachable();
}

const noDealings = {
	inFlight: [],
	breaker: closedBreaker,
	modelBreakers: new Map(),
	lastUsedAtMs: undefined,
	cached: [],
};
const routed = (state: State) => routeNodes(state, () => noDealings);

describe('what is known of an Ollama', () => {
	it('is nothing where nobody asks, and awaited where somebody does', () => {
		expect(loaded.nodes.map(({ollama}) => ollama.version.state)).toEqual([
			'loading',
			'loading',
			'idle',
		]);
	});

	it('is each list with its own time', () => {
		expect(ollamaOf(serving)).toEqual({
			version: {state: 'fresh', value: '0.12.3', atMs: 1000},
			loaded: {state: 'fresh', value: [aLoadedModel()], atMs: 1100},
			installed: {state: 'fresh', value: [anInstalledModel()], atMs: 1200},
			modelFolder: {state: 'fresh', value: '/srv/models', atMs: 1250},
		});
	});

	it('is old once it is silent, and whole again when it answers', () => {
		const silent = play(
			[
				{
					type: 'ollama/askFailed',
					node: gpu,
					question: 'loaded',
					failure: refused,
					isSilent: true,
					retryInMs: 5000,
					atMs: 2000,
				},
			],
			serving,
		);
		expect(ollamaOf(silent)).toMatchObject({
			version: {state: 'stale', value: '0.12.3', failure: refused},
			loaded: {state: 'stale', atMs: 1100},
			installed: {state: 'stale', atMs: 1200},
		});
		const back = play(
			[{type: 'ollama/versionRead', node: gpu, version: '0.13.0', atMs: 3000}],
			silent,
		);
		expect(ollamaOf(back).version).toEqual({state: 'fresh', value: '0.13.0', atMs: 3000});
	});

	it('loses one list alone when only that was no good', () => {
		const failure = {kind: 'unparseable', where: 'gpu-1', problem: 'no list'} as const;
		const next = play(
			[
				{
					type: 'ollama/askFailed',
					node: gpu,
					question: 'installed',
					failure,
					isSilent: false,
					retryInMs: 60_000,
					atMs: 2000,
				},
			],
			serving,
		);
		expect(Object.values(ollamaOf(next)).map(({state}) => state)).toEqual([
			'fresh',
			'stale',
			'fresh',
			'fresh',
		]);
	});

	it('keeps where its models lie when it does not tell it this time', () => {
		const failure = {kind: 'timedOut', where: 'gpu-1', afterMs: 10_000} as const;
		const asked = {question: 'modelFolder', isSilent: false, retryInMs: 5000} as const;
		const next = play(
			[{type: 'ollama/askFailed', node: gpu, ...asked, failure, atMs: 2000}],
			serving,
		);
		expect(ollamaOf(next).modelFolder).toMatchObject({state: 'stale', value: '/srv/models'});
	});

	it('is old when the node is lost', () => {
		const next = play(
			[{type: 'node/lost', node: gpu, failure: lost, retryInMs: 1000, atMs: 2000}],
			serving,
		);
		expect(Object.values(ollamaOf(next)).map(({state}) => state)).toEqual([
			'stale',
			'stale',
			'stale',
			'stale',
		]);
		const other = play(
			[{type: 'node/lost', node: 'login' as NodeName, failure: lost, retryInMs: 1000, atMs: 2000}],
			serving,
		);
		expect(other.nodes[2]?.ollama.version.state).toBe('idle');
	});

	it('keeps a list that says the same again, with its new time', () => {
		const before = ollamaOf(serving).installed;
		const again: Event = {
			type: 'ollama/installedListed',
			node: gpu,
			models: [anInstalledModel()],
			atMs: 61_200,
		};
		const {installed} = ollamaOf(play([again], serving));
		expect(installed).toEqual({...before, atMs: 61_200});
		expect('value' in installed && 'value' in before && installed.value === before.value).toBe(
			true,
		);
	});

	it('of a node that is not configured is nothing', () => {
		const event: Event = {
			type: 'ollama/versionRead',
			node: 'gone' as NodeName,
			version: '1',
			atMs: 1,
		};
		expect(play([event], serving)).toBe(serving);
	});
});

describe('a node as routing sees it', () => {
	it('is not there where it is never asked', () => {
		expect(routed(serving).map(({name}) => name)).toEqual(['gpu-1', 'pi-1']);
	});

	it('says what it is and has', () => {
		expect(routed(serving)[0]).toMatchObject({
			service: {state: 'serving'},
			installed: [anInstalledModel()],
			loaded: [aLoadedModel()],
			slots: 2,
			vramFreeBytes: 20,
			gpuUtilizationFraction: 0.5,
			...noDealings,
		});
		expect(routed(serving)[1]).toMatchObject({slots: 1, installed: undefined, loaded: []});
	});

	it('is silent, or not reached, each with its own failure', () => {
		const silent = play(
			[
				{
					type: 'ollama/askFailed',
					node: gpu,
					question: 'version',
					failure: refused,
					isSilent: true,
					retryInMs: 5000,
					atMs: 2000,
				},
			],
			serving,
		);
		expect(routed(silent)[0]?.service).toMatchObject({
			...{state: 'notServing', failure: refused},
			answeredAtMs: 1200,
		});
		const gone = play(
			[{type: 'node/lost', node: gpu, failure: lost, retryInMs: 1000, atMs: 60_000}],
			serving,
		);
		expect(routed(gone)[0]?.service).toEqual({state: 'unreachable', failure: lost});
		expect(routed(serving)[1]?.service).toEqual({state: 'unreachable', failure: undefined});
	});
});

describe('questions of ours', () => {
	const model = 'llama3.2:1b';
	const started: Event = {type: 'chat/attemptStarted', node: gpu, model, atMs: 0};
	const ended: Event = {
		...{type: 'chat/attemptEnded', node: gpu, model, sizeBytes: 1e9, isNodesFault: false, atMs: 0},
		attempt: anAttempt(),
	};

	it('are counted while they are under way', () => {
		const two = play([started, started], serving);
		expect(two.asking).toEqual({'gpu-1': {[model]: 2}});
		expect(play([ended], two).asking).toEqual({'gpu-1': {[model]: 1}});
		expect(play([ended, ended, ended], two).asking).toEqual({'gpu-1': {[model]: 0}});
	});

	it('leave the rates that routing goes by', () => {
		const after = play([started, ended], serving);
		expect(routed(after)[0]?.rates.get(model)).toMatchObject({answers: 1, sizeBytes: 1e9});
	});

	it('of a node with the name of something in JavaScript are those of that node', () => {
		const node = 'constructor' as NodeName;
		const after = play(
			[
				{...started, node},
				{...ended, node, model: 'constructor'},
			],
			serving,
		);
		expect(after.metrics[node]?.['constructor']).toMatchObject({requests: 1});
		expect(after.asking[node]).toEqual({[model]: 1, constructor: 0});
	});
});

describe('the node on the screen', () => {
	it('is asked more often, and no other', () => {
		const nodes = {...initialScreen.nodes, cursor: gpu};
		const screened = {...serving, screen: {...initialScreen, nodes}};
		const tick = (second: number): Event => ({
			...{type: 'clock/ticked', atMs: second * 1000, wallMs: second * 1000},
		});
		const [shown, effects] = reduce(screened, tick(5));
		expect(effects).toContainEqual({type: 'lookAtOllama', node: gpu});
		expect(reduce(shown, tick(6))[1]).toEqual([]);
		const away = {...shown, screen: {...initialScreen, tab: 'events'}} as const;
		expect(reduce(away, tick(7))[1]).toEqual([{type: 'lookAtOllama', node: undefined}]);
	});
});

it('room for models is that of the disk that the Ollama names', () => {
	const measured = (mount: string, availableBytes: number) => ({
		...({state: 'measured', mount, device: 'd', type: 'ext4'} as const),
		...{totalBytes: 100, usedBytes: 1, availableBytes},
	});
	const filesystems = [measured('/', 10), measured('/srv', 20)];
	const state = play(
		[{type: 'node/filesystemsMeasured', node: gpu, filesystems, atMs: 1300}],
		serving,
	);
	const freeOn = (one: State) => shelfNodes(one).find(({name}) => name === gpu)?.diskFreeBytes;
	expect(freeOn(state)).toBe(20);
	const untold = {
		type: 'ollama/modelFolderTold',
		node: gpu,
		folder: undefined,
		atMs: 1400,
	} as const;
	expect(freeOn(play([untold], state))).toBe(10);
});
