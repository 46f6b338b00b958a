import {describe, expect, it} from 'vitest';
import type {Effect} from '../../source/domain/effect.ts';
import type {DeedStage} from '../../source/domain/model-deed.ts';
import {reduce} from '../../source/store/reducer.ts';
import type {State} from '../../source/store/state.ts';
import {atMs} from '../helpers/home-rack.ts';
import {aShelvedNode, llama3, loadedOf, qwen4, shelfState} from '../helpers/shelf-rack.ts';

const free = {freeGib: 6, diskGib: 60};
const large = {columns: 120, rows: 40};

type Told = {readonly state: State; readonly effects: readonly Effect[]};

/** What is asked for while these keys are pressed. */
function pressed(state: State, ...keys: readonly string[]): Told {
	return keys.reduce<Told>(
		(told, key) => {
			const [next, effects] = reduce(told.state, {type: 'key/pressed', key, atMs});
			return {state: next, effects: [...told.effects, ...effects]};
		},
		{state, effects: []},
	);
}

function told(state: State, number: number, stage: DeedStage): Told {
	const [next, effects] = reduce(state, {type: 'models/deedTold', number, stage, atMs});
	return {state: next, effects};
}

function isShow(effect: Effect): effect is Extract<Effect, {type: 'showModel'}> {
	return effect.type === 'showModel';
}

function deedsIn({effects}: Told) {
	return effects.flatMap(effect => (effect.type === 'doDeeds' ? effect.deeds : []));
}

const nodes = [
	aShelvedNode('gpu-01', {...free, installed: [qwen4, llama3]}),
	aShelvedNode('pi-1', {...free, installed: [qwen4], loaded: [loadedOf(qwen4)]}),
	aShelvedNode('pi-2', {...free, installed: []}),
];
const screen = {size: large};
const onQwen = shelfState({nodes, screen, models: {cursor: 'qwen3:4b'}});
const done = {
	state: 'done',
	result: {digest: undefined, fetchedBytes: 1, wasThere: false},
} as const;

describe('what is done with the model under the cursor', () => {
	it('is bound to the copies and digests that were seen when the key was pressed', () => {
		const asked = pressed(onQwen, 'D');
		expect(deedsIn(asked)).toEqual([]);
		const gone = {...asked.state, nodes: asked.state.nodes.toReversed()};
		expect(deedsIn(pressed(gone, 'D')).map(({deed}) => deed)).toEqual([]);
		const last = pressed(gone, 'D', 'A');
		expect(deedsIn(last).map(({deed}) => deed)).toEqual(
			['gpu-01', 'pi-1'].map(node => ({
				...{type: 'remove', node, model: 'qwen3:4b', digest: qwen4.digest, mayBeLast: true},
			})),
		);
	});

	it('is done to the marked ones, on the node of the cell, and the marks have done their work', () => {
		const marked = pressed(onQwen, 'g', 'right', 'space', 'space', 'space', 'space');
		const loaded = pressed(marked.state, 'o');
		expect(deedsIn(loaded).map(({deed}) => [deed.type, deed.node, deed.model])).toEqual([
			['load', 'gpu-01', 'llama3.2:3b'],
			['load', 'gpu-01', 'qwen3:4b'],
		]);
		expect(loaded.state.screen?.models.marks).toEqual([]);
	});

	it('needs no question where only one node can be meant', () => {
		expect(deedsIn(pressed(onQwen, 'u'))).toMatchObject([{deed: {type: 'unload', node: 'pi-1'}}]);
		expect(deedsIn(pressed(onQwen, 'o'))).toMatchObject([{deed: {type: 'load', node: 'gpu-01'}}]);
	});

	it('copies from a node that has it, only to nodes that do not: marked where it is but one', () => {
		const asked = pressed(onQwen, 'c', 'A');
		expect(deedsIn(asked).map(({deed}) => deed)).toEqual([
			{type: 'copy', node: 'pi-2', model: 'qwen3:4b', from: 'gpu-01'},
		]);
	});

	it('offers to pull what no node has by its name, and asks for one where a node has it', () => {
		const onGemma = shelfState({nodes, screen, models: {cursor: 'gemma3:27b'}});
		const lineOf = (state: State, ...keys: readonly string[]) =>
			pressed(state, ...keys).state.screen;
		expect(lineOf(onGemma, 'P')?.line).toMatchObject({text: '', offered: 'gemma3:27b'});
		expect(lineOf(onGemma, 'P', 'enter')?.dialog).toMatchObject({models: ['gemma3:27b']});
		expect(lineOf(onGemma, 'P', 'x', 'enter')?.dialog).toMatchObject({models: ['x']});
		expect(lineOf(onQwen, 'P')?.line?.offered).toBeUndefined();
		expect(lineOf(onQwen, 'P', 'enter')).toMatchObject({line: undefined, dialog: undefined});
	});

	it('has numbers that go on from those that were given', () => {
		const first = pressed(onQwen, 'u');
		const second = pressed(first.state, 'o');
		expect([...deedsIn(first), ...deedsIn(second)].map(({number}) => number)).toEqual([1, 2]);
		expect(second.state.models.deeds.map(({number}) => number)).toEqual([1, 2]);
	});

	it('tells once how it ended, in a toast and in the events', () => {
		const asked = pressed(onQwen, 'u');
		const ended = told(asked.state, 1, done);
		expect(ended.state.screen?.toast?.what).toMatchObject({notice: {kind: 'modelDeed'}});
		expect(ended.state.events.entries.at(-1)?.what).toMatchObject({kind: 'modelDeed'});
		const again = told(ended.state, 1, done);
		expect(again.state.events.entries.length).toBe(ended.state.events.entries.length);
	});

	it('keeps a program that is left from cutting it off unasked', () => {
		const asked = pressed(onQwen, 'u', 'q');
		expect(asked.effects.map(({type}) => type)).not.toContain('quit');
		expect(pressed(asked.state, 'q').effects).toEqual([{type: 'quit'}]);
	});
});

describe('a sync', () => {
	const wanted = shelfState({nodes, screen, models: {cursor: 'qwen3:4b'}});
	const wish = {name: llama3.name, replicas: 3, tags: [], nodes: []};
	const state = {...wanted, config: wanted.config && {...wanted.config, models: [wish]}};
	const begun = pressed(state, ':', ...'sync', 'enter', 'A');

	it('begins with what can begin, and goes on as its steps end', () => {
		expect(deedsIn(begun).map(({deed}) => [deed.type, deed.node])).toEqual([
			['copy', 'pi-1'],
			['copy', 'pi-2'],
		]);
		const half = told(begun.state, 1, done);
		expect(half.state.models.sync).toBeDefined();
		expect(told(half.state, 2, done).state.models.sync).toBeUndefined();
	});

	it('does not begin twice', () => {
		const again = pressed(begun.state, ':', ...'sync', 'enter', 'A');
		expect(deedsIn(again)).toEqual([]);
		expect(again.state.screen?.dialog).toBeUndefined();
	});

	it('lets a step fail without the others', () => {
		const failure = {kind: 'diskFull', where: 'pi-1'} as const;
		const failed = told(begun.state, 1, {state: 'failed', failure});
		expect(failed.state.models.sync?.states.map(({state: one}) => one)).toEqual([
			'failed',
			'running',
		]);
		const {sync, synced} = told(failed.state, 2, done).state.models;
		expect(sync).toBeUndefined();
		expect(synced?.map(({state: one}) => one)).toEqual(['failed', 'done']);
	});
});

describe('what a model says of itself', () => {
	it('is asked for once, of a node that has it, and of one at a time', () => {
		const first = pressed(onQwen, 'right');
		const asked = first.effects.filter(({type}) => type === 'showModel');
		expect(asked).toHaveLength(1);
		const moved = pressed(first.state, 'G', 'k', 'j');
		expect(moved.effects.filter(({type}) => type === 'showModel')).toEqual([]);
	});

	it('is asked of all, one after the other, where there is a column of what it tells', () => {
		const failure = {kind: 'timedOut', where: 'gpu-01', afterMs: 1} as const;
		const askedAt = (columns: number): readonly string[] => {
			const models = {cursor: 'qwen3:4b'};
			let {state, effects} = pressed(
				shelfState({nodes, screen: {size: {columns, rows: 40}}, models}),
				'right',
			);
			const asked: string[] = [];
			for (let one = effects.find(isShow); one !== undefined; one = effects.find(isShow)) {
				asked.push(one.model);
				const {node, model} = one;
				[state, effects] = reduce(state, {
					...{type: 'models/shown', node, model, atMs},
					shown: {ok: false, failure},
				});
			}

			return asked;
		};
		expect(askedAt(120)).toEqual(['qwen3:4b', 'llama3.2:3b']);
		expect(askedAt(80)).toEqual(['qwen3:4b']);
	});
});
