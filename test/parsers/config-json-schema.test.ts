import {readdirSync, readFileSync} from 'node:fs';
import {Ajv2020} from 'ajv/dist/2020.js';
import {describe, expect, it} from 'vitest';
import {parse} from 'yaml';
import {configJsonSchema} from '../../source/parsers/config-json-schema.ts';

const folder = 'test/fixtures/config';
const isValid = new Ajv2020({strict: true, allErrors: true}).compile(configJsonSchema());
const yamlOf = (name: string): unknown => parse(readFileSync(`${folder}/${name}`, 'utf8'));

/** Mistakes of shape: an editor marks them while the person types. */
const mistakesOfShape = [
	'03-port-is-text',
	'04-poll-without-unit',
	'05-misspelt-key',
	'07-nodes-as-keys',
	'08-name-is-a-number',
	'10-version-two',
	'12-only-comments',
	'13-nodes-commented-out',
	'20-unknown-theme',
	'23-role-is-a-list',
	'28-space-after-colon',
	'29-yes-is-text',
	'41-version-missing',
	'42-node-without-name',
	'45-fractions-for-percent',
	'47-ollama-port-out-of-range',
	'48-ollama-is-a-port',
	'49-tag-is-a-version',
	'50-hostile-key',
	'53-several-mistakes',
	'60-just-a-word',
];

describe('the JSON Schema of the configuration', () => {
	it('is the committed file', () => {
		const committed: unknown = JSON.parse(readFileSync('schema/config.schema.json', 'utf8'));
		expect(committed).toEqual(JSON.parse(JSON.stringify(configJsonSchema())));
	});

	it.each([...readdirSync(`${folder}/valid`).map(name => `valid/${name}`), '../../../config.yaml'])(
		'accepts %s',
		name => {
			expect(isValid(yamlOf(name)), JSON.stringify(isValid.errors)).toBe(true);
		},
	);

	it.each(mistakesOfShape)('marks the mistake of %s', name => {
		expect(isValid(yamlOf(`invalid/${name}.yaml`))).toBe(false);
	});

	it('explains every key to an editor', () => {
		const silent = [...keysWithoutDescription(configJsonSchema(), '')];
		expect(silent).toEqual([]);
	});
});

function* keysWithoutDescription(schema: unknown, path: string): Generator<string> {
	if (typeof schema !== 'object' || schema === null) {
		return;
	}

	if ('properties' in schema && typeof schema.properties === 'object') {
		for (const [key, property] of Object.entries(schema.properties ?? {})) {
			if (typeof property !== 'object' || property === null || !('description' in property)) {
				yield `${path}.${key}`;
			}
		}
	}

	for (const [key, inner] of Object.entries(schema)) {
		yield* keysWithoutDescription(inner, `${path}/${key}`);
	}
}
