import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {parseInstalledModels, parseLoadedModels} from '../../source/parsers/ollama-models.ts';

const tags = fixture('tags.json');
const ps = fixture('ps.json');
const atMs = Date.parse('2024-06-04T14:34:00-07:00');

describe('the list of installed models', () => {
	test('has what the documentation shows', () => {
		const {value, problems} = parseInstalledModels(tags);
		expect(problems).toEqual([]);
		expect(value).toHaveLength(2);
		expect(value[1]).toEqual({
			name: 'llama3.2:latest',
			digest: 'a80c4f17acd55265feec403c7aef86be0c25983ab279d83f3bcd3abbcb5b8b72',
			sizeBytes: 2_019_393_189,
			family: 'llama',
			parameterSize: '3.2B',
			quantization: 'Q4_K_M',
			contextTokens: undefined,
			capabilities: undefined,
			modifiedWallMs: Date.parse('2025-05-04T17:37:44.706-07:00'),
		});
	});

	test('of a newer server tells the context and what a model can do', () => {
		const newer = changed(tags, model => ({
			...model,
			capabilities: ['completion', 'tools'],
			details: {...model['details'], context_length: 131_072},
		}));
		expect(parseInstalledModels(newer).value[0]).toMatchObject({
			contextTokens: 131_072,
			capabilities: ['completion', 'tools'],
		});
	});

	test.each([
		['nothing', ''],
		['cut', tags.slice(0, 200)],
		['another document', '{"error":"no"}'],
		['no list', '{"models":{}}'],
		['HTML', '<html>'],
	])('%s is no list, and says so', (_name, text) => {
		expect(parseInstalledModels(text)).toMatchObject({
			value: [],
			problems: [{source: 'GET /api/tags', reason: 'no list of models'}],
		});
	});

	test('null is none, as an empty Ollama writes it', () => {
		expect(parseInstalledModels('{"models":null}')).toEqual({value: [], problems: []});
	});

	test.each([
		['a name that would act', {name: '-oProxyCommand=x'}],
		['a name with a control character', {name: 'a\u001bb'}],
		['a digest that is none', {digest: 'sha256:00'}],
		['a size below nothing', {size: -1}],
		['no name', {name: undefined}],
	])('%s: that model is left out and told, the other stays', (_name, damage) => {
		let isFirst = true;
		const damaged = changed(tags, model => {
			const result = isFirst ? {...model, ...damage} : model;
			isFirst = false;
			return result;
		});
		const {value, problems} = parseInstalledModels(damaged);
		expect(value.map(({name}) => name)).toEqual(['llama3.2:latest']);
		expect(problems).toHaveLength(1);
	});

	test('what is not as it should be of the rest is unknown', () => {
		const odd = changed(tags, model => ({...model, details: 7, capabilities: 'all'}));
		expect(parseInstalledModels(odd).value[0]).toMatchObject({
			family: undefined,
			capabilities: undefined,
		});
	});
});

describe('the list of loaded models', () => {
	test('has what the documentation shows', () => {
		expect(parseLoadedModels(ps, atMs)).toEqual({
			problems: [],
			value: [
				{
					name: 'mistral:latest',
					digest: '2ae6f6dd7a3dd734790bbbf58b8909a606e0e7e97e94b7604e0aa7ae4490e6d8',
					sizeBytes: 5_137_025_024,
					vramBytes: 5_137_025_024,
					expiresWallMs: Date.parse('2024-06-04T14:38:31.837-07:00'),
					contextTokens: undefined,
				},
			],
		});
	});

	test.each([
		['far away', '2318-03-04T00:00:00Z'],
		['not told', undefined],
		['not a time', 'soon'],
	])('a model whose end is %s stays', (_name, expires) => {
		const kept = changed(ps, model => ({...model, expires_at: expires}));
		expect(parseLoadedModels(kept, atMs).value[0]?.expiresWallMs).toBeUndefined();
	});

	test('no more of a model is in the memory of GPUs than there is of it', () => {
		const odd = changed(ps, model => ({...model, size_vram: 9e15}));
		expect(parseLoadedModels(odd, atMs).value[0]?.vramBytes).toBe(5_137_025_024);
	});
});

function fixture(name: string): string {
	const path = join(import.meta.dirname, '../fixtures/ollama/from-documentation', name);
	return readFileSync(path, 'utf8');
}

type Fields = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function changed(text: string, change: (model: Fields) => object): string {
	const {models} = JSON.parse(text);
	return JSON.stringify({models: models.map(change)});
}
