import {describe, expect, it} from 'vitest';
import {matchesModel, parseModelFilter} from '../../source/rules/model-filter.ts';
import {orderModels} from '../../source/rules/model-order.ts';
import {modelShelf} from '../../source/rules/model-shelf.ts';
import {aLoadedModel} from '../helpers/route-builders.ts';
import {aModel, aShelfNode, aWish} from '../helpers/shelf-builders.ts';

const tool = aModel('qwen3:4b', 'a', {family: 'qwen3', capabilities: ['completion', 'tools']});
const plain = aModel('llama3.2:3b', 'b', {quantization: 'Q8_0', sizeBytes: 9e9});
const other = aModel('llama3.2:3b', 'c');
const shelf = modelShelf(
	[
		aShelfNode('gpu-01', {
			installed: [tool, plain],
			loaded: [aLoadedModel({name: tool.name, digest: tool.digest})],
		}),
		aShelfNode('pi-1', {installed: [tool, other]}),
		aShelfNode('pi-2', {installed: [tool, plain]}),
	],
	[aWish('qwen3:4b', {replicas: 2}), aWish('gemma3:27b', {replicas: 1})],
);

function shown(text: string, busy: readonly string[] = []): readonly string[] {
	const filter = parseModelFilter(text);
	return filter.kind === 'problem'
		? [filter.problem]
		: shelf
				.filter(row => matchesModel(filter, {shelf: row, isBusy: busy.includes(row.name)}))
				.map(({name}) => name);
}

describe('the filter of models', () => {
	it.each([
		['qwen', ['qwen3:4b']],
		['name:llama', ['llama3.2:3b']],
		['family:qwen3', ['qwen3:4b']],
		['quant:q8', ['llama3.2:3b', 'qwen3:4b']],
		['node:pi-1 can:tools', ['qwen3:4b']],
		['state:loaded', ['qwen3:4b']],
		['state:wanted', ['gemma3:27b', 'qwen3:4b']],
		['state:missing', ['gemma3:27b']],
		['state:differs', ['llama3.2:3b']],
		['!state:wanted', ['llama3.2:3b']],
		['! name:qwen,gemma', ['llama3.2:3b']],
	])('%j shows %j', (text, names) => {
		expect(shown(text)).toEqual(names);
	});

	it('knows with which something is being done', () => {
		expect(shown('state:busy', ['gemma3:27b'])).toEqual(['gemma3:27b']);
	});

	it.each([
		['state:asleep', 'Not a filter: state:asleep. Try state:loaded'],
		['node:', 'Not a filter: node:. Try node:gpu-01'],
		['size>3', 'Not a filter: size>3. Try name:qwen3'],
	])('says of %j what would be right', (text, problem) => {
		expect(shown(text)).toEqual([problem]);
	});
});

it.each([
	['name', ['gemma3:27b', 'llama3.2:3b', 'qwen3:4b']],
	['size', ['llama3.2:3b', 'qwen3:4b', 'gemma3:27b']],
	['have', ['qwen3:4b', 'llama3.2:3b', 'gemma3:27b']],
	['loaded', ['qwen3:4b', 'gemma3:27b', 'llama3.2:3b']],
] as const)('models by %s stand so, what nobody knows last', (sort, names) => {
	const rows = shelf.map(row => ({shelf: row}));
	expect(orderModels(rows, sort).map(row => row.shelf.name)).toEqual(names);
});
