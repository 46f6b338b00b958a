import {expect, it} from 'vitest';
import {reduce} from '../../source/store/reducer.ts';
import {frameOf} from '../helpers/frame.tsx';
import {atMs} from '../helpers/home-rack.ts';
import {
	aShelvedNode,
	homeShelf,
	llama3,
	qwen4,
	shelfState,
	withoutOllama,
} from '../helpers/shelf-rack.ts';

const narrow = {columns: 80, rows: 24};

it('a narrow detail says in whole words and numbers whether it fits', () => {
	const state = shelfState({models: {cursor: 'qwen3:4b'}});
	const frame = frameOf(state, narrow).join('\n');
	expect(frame).toMatch(/WILL IT FIT, context 8,192 \(3.03 GiB\)$/mu);
	expect(frame).toMatch(/gpu-01 .* yes: 3.2 GiB GPU free, 175 MiB to spare$/mu);
	expect(frame).toMatch(/pi-worker2 .* yes, after llama3.2:3b: 2.25 GiB to spare$/mu);
	expect(frame).toMatch(/pi-main .* yes: 4.72 GiB free, 1.69 GiB to spare$/mu);
});

it('nodes without models are counted where there is no room for their names', () => {
	const lost = ['login-1', 'login-2', 'login-3'].map(withoutOllama);
	const frame = frameOf(shelfState({nodes: [...homeShelf(), ...lost]}), narrow).join('\n');
	expect(frame).toMatch(/differs +no Ollama: 4 · down: 1$/mu);
});

it('who deletes the last copies of several models reads how many that are', () => {
	const nodes = [aShelvedNode('pi-main', {freeGib: 6, diskGib: 60, installed: [qwen4, llama3]})];
	const marks = ['qwen3:4b', 'llama3.2:3b'];
	const state = shelfState({nodes, screen: {size: narrow}, models: {marks}});
	const [asked] = reduce(state, {type: 'key/pressed', key: 'D', atMs});
	expect(frameOf(asked, narrow).join('\n')).toContain(
		'No other node that answers has 2 of them: you are',
	);
});
