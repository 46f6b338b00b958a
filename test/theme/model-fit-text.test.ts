import {describe, expect, test} from 'vitest';
import type {MemoryFit, ModelFit} from '../../source/domain/model-fit.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import {copyText, modelFitText} from '../../source/theme/model-fit-text.ts';
import {aLoadedModel} from '../helpers/route-builders.ts';
import {aModel} from '../helpers/shelf-builders.ts';

const gib = 2 ** 30;
const words = {nowWallMs: 1000, apart: '·'};
const figures = {
	...({
		memory: 'main',
		cards: 0,
		evicted: [],
		needsBytes: 3.4 * gib,
		freeBytes: 4.72 * gib,
	} as const),
};

function textOf(memory: MemoryFit, disk: Partial<Extract<ModelFit, {state: 'told'}>['disk']> = {}) {
	const node = 'n' as NodeName;
	const room = {disk: 'there', ...disk} as Extract<ModelFit, {state: 'told'}>['disk'];
	return modelFitText({state: 'told', node, memory, disk: room}, words);
}

describe('whether it will fit is said', () => {
	test.each<[string, MemoryFit]>([
		['yes: 4.72 GiB free, 1.32 GiB to spare', {fits: 'yes', ...figures}],
		[
			'yes, after llama3.2:3b: 4.72 GiB free, 1.32 GiB to spare',
			{fits: 'yes', ...figures, evicted: ['llama3.2:3b']},
		],
		[
			'yes, after a and b: 4.72 GiB free, 1.32 GiB to spare',
			{fits: 'yes', ...figures, evicted: ['a', 'b']},
		],
		[
			'yes, after a and 2 more: 4.72 GiB free, 1.32 GiB to spare',
			{fits: 'yes', ...figures, evicted: ['a', 'b', 'c']},
		],
		[
			'yes: 4.72 GiB of GPU memory free, 1.32 GiB to spare',
			{fits: 'yes', ...figures, memory: 'gpu', cards: 2},
		],
		[
			'perhaps: it needs 3.4 GiB, and nobody tells what is free',
			{fits: 'yes', ...figures, freeBytes: undefined},
		],
		['no: 2 GiB free, 1.4 GiB short', {fits: 'no', ...figures, freeBytes: 2 * gib}],
		[
			'no: 1.4 GiB short, even after a',
			{fits: 'no', ...figures, freeBytes: 2 * gib, evicted: ['a']},
		],
		[
			'no: 1.7 GiB of GPU memory free on one card, 1.7 GiB short; slowly, with 50% of it in main memory',
			{
				fits: 'spills',
				...figures,
				...{memory: 'gpu', cards: 1},
				freeBytes: 1.7 * gib,
				gpuFraction: 0.5,
			},
		],
		[
			'no: 1.7 GiB short of GPU memory, even after a and b; slowly, with 50% of it in main memory',
			{
				fits: 'spills',
				...figures,
				...{memory: 'gpu', cards: 1, evicted: ['a', 'b']},
				freeBytes: 1.7 * gib,
				gpuFraction: 0.5,
			},
		],
		[
			'runs now · leaves in 4 m 12 s unless used',
			{fits: 'runs', loaded: aLoadedModel({expiresWallMs: 253_000})},
		],
		['runs now · stays', {fits: 'runs', loaded: aLoadedModel()}],
	])('%s', (text, memory) => {
		expect(textOf(memory)).toBe(text);
	});

	test.each<[string, MemoryFit]>([
		['yes: 4.72 GiB GPU free, 1.32 GiB to spare', {fits: 'yes', ...figures, memory: 'gpu'}],
		[
			'yes, after llama3.2:3b: 1.32 GiB to spare',
			{fits: 'yes', ...figures, evicted: ['llama3.2:3b']},
		],
		['perhaps: needs 3.4 GiB, free is unknown', {fits: 'yes', ...figures, freeBytes: undefined}],
		['no: 2 GiB free, 1.4 GiB short', {fits: 'no', ...figures, freeBytes: 2 * gib}],
		['no: 1.4 GiB short', {fits: 'no', ...figures, freeBytes: 2 * gib, evicted: ['llama3.2:3b']}],
		[
			'no: 1.7 GiB GPU free, 1.7 GiB short; slowly',
			{fits: 'spills', ...figures, memory: 'gpu', freeBytes: 1.7 * gib, gpuFraction: 0.5},
		],
		['runs now · stays', {fits: 'runs', loaded: aLoadedModel()}],
	])('in a narrow pane: %s', (text, memory) => {
		const told = {state: 'told', node: 'n' as NodeName, memory, disk: {disk: 'there'}} as const;
		const short = modelFitText(told as ModelFit, {...words, isShort: true});
		expect(short).toBe(text);
		expect(short.length).toBeLessThanOrEqual(45);
	});

	test('no, where only the disk has no room', () => {
		const disk = {disk: 'short', needsBytes: 3 * gib, freeBytes: gib} as const;
		expect(textOf({fits: 'yes', ...figures}, disk)).toBe('no: 1 GiB of its disk free, 2 GiB short');
		expect(textOf({fits: 'no', ...figures, freeBytes: gib}, disk)).toMatch(/^no: 1 GiB free/);
	});

	test('of a node that does not answer with why', () => {
		const service = {state: 'notServing', failure: {kind: 'refused', where: 'x'}} as const;
		const fit = {state: 'silent', node: 'n' as NodeName, service} as const;
		expect(modelFitText(fit, words)).toBe('has no Ollama');
	});
});

test.each([
	['on disk', undefined, false],
	['on disk, another digest', undefined, true],
	['loaded, 2 GiB, all GPU', 2 * gib, false],
	['loaded, 2 GiB, 25% GPU', gib / 2, false],
	['loaded, 2 GiB, no GPU', 0, false],
])('a copy is %s', (text, vramBytes, isOther) => {
	const loaded =
		vramBytes === undefined ? undefined : aLoadedModel({sizeBytes: 2 * gib, vramBytes});
	expect(copyText({installed: aModel('a:1'), loaded, isOther})).toBe(text);
});
