import {describe, expect, it} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import type {NodeOllama} from '../../source/store/ollama-state.ts';
import {initialScreen} from '../../source/store/screen-state.ts';
import type {NodeState, State} from '../../source/store/state.ts';
import {frameOf} from '../helpers/frame.tsx';
import {atMs, homeRack, stateOf} from '../helpers/home-rack.ts';
import {aLoadedModel, anInstalledModel} from '../helpers/route-builders.ts';
import {silentOllama} from '../helpers/silent-ollama.ts';

const large = {columns: 120, rows: 40};
const refused = {kind: 'refused', where: 'gpu-01: Ollama on port 11434'} as const;
const fresh = <Value,>(value: Value) => ({state: 'fresh', value, atMs}) as const;
const qwen = 'qwen3:4b' as ReturnType<typeof aLoadedModel>['name'];

const serving: NodeOllama = {
	version: fresh('0.12.3'),
	loaded: fresh([]),
	installed: fresh([anInstalledModel(), anInstalledModel({name: qwen})]),
	modelFolder: fresh(undefined),
};

function seen(ollama: NodeOllama, use: 'ask' | 'always', isOpen = false): State {
	const nodes = homeRack().map(
		(node): NodeState =>
			node.config.name === 'gpu-01'
				? {...node, ollama, config: {...node.config, ollama: {use, port: 11_434, slots: undefined}}}
				: node,
	);
	return stateOf(nodes, {
		nodes: {...initialScreen.nodes, cursor: 'gpu-01' as NodeName, isOpen},
	});
}

function line(state: State): string {
	const found = frameOf(state, large).find(one => one.startsWith('     ollama')) ?? '';
	return found.slice(5, 62).trim();
}

describe('the detail of a node in the Nodes tab', () => {
	it('says what its Ollama is, holds and has', () => {
		expect(line(seen(serving, 'ask'))).toBe('ollama    0.12.3 · nothing loaded · 2 models');
		const one = {...serving, loaded: fresh([aLoadedModel()])};
		expect(line(seen(one, 'ask'))).toBe('ollama    0.12.3 · llama3.2:1b loaded · 2 models');
		const two = {...serving, loaded: fresh([aLoadedModel(), aLoadedModel({name: qwen})])};
		expect(line(seen(two, 'ask'))).toBe('ollama    0.12.3 · 2 loaded · 2 models');
	});

	it('says of each model in memory how large it is, where it is and until when, where there is room', () => {
		const state = seen(serving, 'ask', true);
		const {wallMs} = state.clock;
		const models = [
			aLoadedModel({sizeBytes: 2 ** 32, vramBytes: 2 ** 31, expiresWallMs: wallMs + 252_000}),
			aLoadedModel({name: qwen}),
		];
		const all = frameOf(seen({...serving, loaded: fresh(models)}, 'ask', true), large).join('\n');
		expect(all).toContain('llama3.2:1b · 4 GiB · 50% GPU · 4 m 12 s left');
		expect(all).toContain('qwen3:4b · 1.49 GiB · CPU · stays');
		expect(all).toContain('on disk llama3.2:1b · qwen3:4b');
	});

	it('says nothing where nobody said that there is one, and there is none', () => {
		expect(line(seen(silentOllama(refused), 'ask'))).toBe('');
		expect(line(seen(silentOllama(refused), 'ask', true))).toBe('ollama    none on port 11434');
	});

	it('misses one that is configured, or that was there', () => {
		const missed = 'ollama    nothing listens on port 11434. Is it running?';
		expect(line(seen(silentOllama(refused), 'always'))).toBe(missed);
		const stale = {state: 'stale', value: '0.12.3', atMs, failure: refused} as const;
		expect(line(seen({...serving, version: stale}, 'ask'))).toBe(missed);
	});

	it('says when a list is not told again', () => {
		const installed = {state: 'stale', value: [], atMs, failure: refused} as const;
		expect(line(seen({...serving, installed}, 'ask'))).toBe(
			'ollama    0.12.3 · lists are old · nothing loaded',
		);
	});
});
