import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {parseShownModel} from '../../source/parsers/ollama-show.ts';

const shown = readFileSync(
	join(import.meta.dirname, '../fixtures/ollama/from-documentation/show.json'),
	'utf8',
);

test('what is shown of a model has its context, and what a token of it takes', () => {
	expect(parseShownModel(shown)).toMatchObject({
		contextTokens: 8192,
		parameterCount: 8_030_261_248,
		// 32 layers of 8 heads with keys and values of 4096 / 32, two bytes each.
		cacheBytesPerToken: 32 * 8 * (128 + 128) * 2,
		template: expect.stringContaining('{{ .Prompt }}'),
		license: undefined,
		modelFolder: '/Users/matt/.ollama/models',
	});
});

test.each([
	['nothing', ''],
	['cut', shown.slice(0, 100)],
	['a list', '[]'],
	['null', 'null'],
])('%s tells of no model', (_name, text) => {
	expect(parseShownModel(text)).toBeUndefined();
});

test('what is damaged of it is unknown', () => {
	const info = {
		'general.architecture': 'llama',
		'llama.context_length': -1,
		'llama.block_count': 'x',
	};
	expect(parseShownModel(JSON.stringify({model_info: info, capabilities: 3, license: {}}))).toEqual(
		{
			capabilities: undefined,
			contextTokens: undefined,
			parameterCount: undefined,
			cacheBytesPerToken: undefined,
			template: undefined,
			system: undefined,
			parameters: undefined,
			license: undefined,
		},
	);
	expect(parseShownModel('{"model_info": 3}')?.contextTokens).toBeUndefined();
});
