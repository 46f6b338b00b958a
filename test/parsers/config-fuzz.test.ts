import {readdirSync, readFileSync} from 'node:fs';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parseConfig} from '../../source/parsers/config.ts';

const numRuns = process.env['FULL'] === '1' ? 50_000 : 5000;
const folder = 'test/fixtures/config/valid';
const valid = readdirSync(folder).map(name => readFileSync(`${folder}/${name}`));

/** The signs of YAML, and what the program's own keys are made of: random text hardly ever gets past the first line. */
const pieces = fc.constantFrom(
	...['- ', ': ', '\n', '  ', '[', ']', '{', '}', ', ', '"', "'", '#', '&a ', '*a', '!t ', '|\n'],
	...[
		'>\n',
		'? ',
		'---\n',
		'...\n',
		'%YAML 1.1\n',
		'<<: ',
		'\t',
		'\r\n',
		'\uFEFF',
		'\\x1b',
		'\u202e',
	],
	...[
		'version: 1\n',
		'nodes:\n',
		'name: ',
		'pi[1-3]',
		'host: ',
		'ssh: ',
		'port: 22',
		'local: true',
	],
	...[
		'__proto__: ',
		'constructor: ',
		'thresholds: {memory: [1, 2]}\n',
		'null',
		'022',
		'1e999',
		'.nan',
	],
);

const mutation = fc.record({
	file: fc.nat(valid.length - 1),
	cuts: fc.array(
		fc.record({at: fc.nat(4000), length: fc.nat(12), insert: fc.uint8Array({maxLength: 6})}),
		{minLength: 1, maxLength: 4},
	),
	isDoubled: fc.boolean(),
});

function mutated({
	file,
	cuts,
	isDoubled,
}: typeof mutation extends fc.Arbitrary<infer T> ? T : never) {
	let bytes = valid[file] ?? Buffer.alloc(0);
	for (const {at, length, insert} of cuts) {
		const start = at % (bytes.length + 1);
		const rest = bytes.subarray(isDoubled ? Math.max(0, start - length) : start + length);
		bytes = Buffer.concat([bytes.subarray(0, start), insert, rest]);
	}

	return bytes.toString('utf8');
}

function expectAnswer(text: string): void {
	const result = parseConfig(text, 'config.yaml');
	const problems = result.ok ? [] : result.problems;
	expect(problems.length > 0).toBe(!result.ok);
	for (const {path, message, line, column} of problems) {
		expect(path + message).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{DI}]/u);
		expect(line === undefined || (line >= 1 && (column ?? 0) >= 1)).toBe(true);
	}
}

describe('whatever stands in the file', () => {
	it('any text is answered with a configuration or with its mistakes', () => {
		fc.assert(fc.property(fc.string({unit: 'binary', maxLength: 200}), expectAnswer), {numRuns});
	});

	it('any row of YAML signs is answered', () => {
		const texts = fc.array(pieces, {maxLength: 60}).map(parts => parts.join(''));
		fc.assert(fc.property(texts, expectAnswer), {numRuns});
	});

	it('a good file with bytes deleted, inserted and doubled is answered', () => {
		fc.assert(
			fc.property(mutation, change => expectAnswer(mutated(change))),
			{numRuns},
		);
	});
});
