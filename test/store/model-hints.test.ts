import {describe, expect, it} from 'vitest';
import {keyHints} from '../../source/store/key-words.ts';
import {reduce} from '../../source/store/reducer.ts';
import type {State} from '../../source/store/state.ts';
import {atMs} from '../helpers/home-rack.ts';
import {
	anAskedDeed,
	aShelvedNode,
	loadedOf,
	pulling,
	qwen4,
	shelfState,
} from '../helpers/shelf-rack.ts';

const free = {freeGib: 6, diskGib: 60};
const nodes = [
	aShelvedNode('gpu-01', {...free, installed: [qwen4]}),
	aShelvedNode('pi-1', {...free, installed: [qwen4], loaded: [loadedOf(qwen4)]}),
	aShelvedNode('pi-2', {...free, installed: []}),
];
const large = {columns: 120, rows: 40};
const gemma = 'gemma3:27b';
const onQwen = shelfState({nodes, screen: {size: large}, models: {cursor: 'qwen3:4b'}});

/** The keys that change something, as the line of speech offers them. */
function offered(state: State): readonly string[] {
	const deeds = ['pull', 'copy to', 'load', 'unload', 'delete', 'cancel', 'go on', 'plan'];
	return keyHints(state)
		.map(({words}) => words)
		.filter(words => deeds.includes(words));
}

function onNode(node: string, state: State = onQwen): State {
	const {screen} = state;
	return screen === undefined
		? state
		: {...state, screen: {...screen, models: {...screen.models, node: node as never}}};
}

describe('the line of hints offers what has something to do', () => {
	it('to a model that some have, and some in memory', () => {
		expect(offered(onQwen)).toEqual(['pull', 'copy to', 'load', 'unload', 'delete', 'plan']);
	});

	it('to a model that no node has: only to pull it', () => {
		const lost = shelfState({nodes, screen: {size: large}, models: {cursor: gemma}});
		expect(offered(lost)).toEqual(['pull', 'plan']);
	});

	it('in the cell of a node: what that one copy can do', () => {
		expect(offered(onNode('gpu-01'))).toEqual(['pull', 'copy to', 'load', 'delete', 'plan']);
		expect(offered(onNode('pi-1'))).toEqual(['pull', 'copy to', 'unload', 'delete', 'plan']);
		expect(offered(onNode('pi-2'))).toEqual(['pull', 'copy to', 'plan']);
	});

	it('where a pull goes on it can be stopped, where one has stopped it goes on', () => {
		const deeds = [anAskedDeed('pull', ['gpu-01', gemma], pulling(0.4))];
		const going = {nodes, screen: {size: large}, models: {cursor: gemma}, deeds};
		expect(offered(shelfState(going))).toEqual(['pull', 'cancel', 'plan']);
		const failure = {kind: 'unreachable', where: 'gpu-01', reason: 'link lost'} as const;
		const stopped = [anAskedDeed('pull', ['gpu-01', gemma], {state: 'failed', failure})];
		expect(offered(shelfState({...going, deeds: stopped}))).toEqual(['pull', 'go on', 'plan']);
	});

	it('with --read-only: nothing of it', () => {
		expect(offered({...onQwen, session: {...onQwen.session, isReadOnly: true}})).toEqual([]);
	});

	it('and the plan only where the configuration wishes for models', () => {
		const {config} = onQwen;
		const bare = {...onQwen, config: config && {...config, models: []}};
		expect(offered(bare)).not.toContain('plan');
	});
});

it('a model that every node has is not asked about where it should go', () => {
	const full = nodes.slice(0, 2);
	const state = shelfState({nodes: full, screen: {size: large}, models: {cursor: 'qwen3:4b'}});
	expect(offered(state)).not.toContain('copy to');
	const [asked] = reduce(state, {type: 'key/pressed', key: 'c', atMs});
	expect(asked.screen?.dialog).toBeUndefined();
	expect(asked.screen?.toast?.what).toMatchObject({
		notice: {reason: 'Every node that answers has qwen3:4b already.'},
	});
});

it('a key for what stopped says where that is, when it is not here', () => {
	const failure = {kind: 'unreachable', where: 'gpu-01', reason: 'link lost'} as const;
	const deeds = [anAskedDeed('pull', ['gpu-01', gemma], {state: 'failed', failure})];
	const state = shelfState({nodes, screen: {size: large}, models: {cursor: 'qwen3:4b'}, deeds});
	const [asked] = reduce(state, {type: 'key/pressed', key: 'r', atMs});
	expect(asked.screen?.toast?.what).toMatchObject({
		notice: {reason: 'Nothing has stopped here: v, then tab, goes to where it is.'},
	});
});
