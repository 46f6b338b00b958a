import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {parseModelfile} from '../../source/parsers/modelfile.ts';

const problemsOf = (text: string): readonly string[] => {
	const read = parseModelfile(text);
	return read.ok
		? []
		: read.problems.map(({line, column, message}) => `${line}:${column}: ${message}`);
};

/** As https://github.com/ollama/ollama/blob/main/docs/modelfile.mdx has it, with each command. */
const whole = `# a pirate
FROM llama3.2:3b
PARAMETER temperature 0.2
parameter num_ctx 4096
PARAMETER stop "<|end|>"
PARAMETER stop AI assistant:
PARAMETER use_mmap false
PARAMETER mirostat 1

TEMPLATE """{{ if .System }}<|system|>
{{ .System }}{{ end }}
<|user|>{{ .Prompt }}"""
SYSTEM "You are Mario.
You say ""mamma mia"" often."
LICENSE MIT
LICENSE """
Copyright of another.
"""
MESSAGE user Is Toronto in Canada?
MESSAGE assistant """yes
it is"""
RENDERER qwen3-coder
REQUIRES 0.14.0
`;

describe('a Modelfile', () => {
	test('is read whole, with quotes over lines and values of their kind', () => {
		expect(parseModelfile(whole)).toEqual({
			ok: true,
			value: {
				...{from: 'llama3.2:3b', files: [], adapters: []},
				system: 'You are Mario.\nYou say ""mamma mia"" often.',
				template: '{{ if .System }}<|system|>\n{{ .System }}{{ end }}\n<|user|>{{ .Prompt }}',
				license: 'MIT\n\n\nCopyright of another.\n',
				parameters: {
					...{temperature: 0.2, num_ctx: 4096, use_mmap: false},
					stop: ['<|end|>', 'AI assistant:'],
				},
				messages: [
					{role: 'user', content: 'Is Toronto in Canada?'},
					{role: 'assistant', content: 'yes\nit is'},
				],
				extras: {renderer: 'qwen3-coder', requires: '0.14.0'},
			},
		});
	});

	test('with the line ends of Windows and a byte order mark is the same', () => {
		expect(parseModelfile(`\uFEFF${whole.replaceAll('\n', '\r\n')}`)).toEqual(
			parseModelfile(whole),
		);
	});

	test.each([
		['', ['1:1: there is no FROM, such as FROM qwen3:4b']],
		['FORM tiny', ['1:1: "FORM" is no command. Did you mean FROM?']],
		['FROM tiny\n\n  SYSTEM', ['3:3: SYSTEM needs a value']],
		['FROM tiny\nSYSTEM """never\nclosed', ['2:8: these quotes are never closed']],
		['FROM tiny\nPARAMETER temperature hot', ['2:23: temperature must be a number, found "hot"']],
		['FROM tiny\nPARAMETER num_ctx 4k', ['2:19: num_ctx must be a whole number, found "4k"']],
		['FROM tiny\nPARAMETER temperature', ['2:1: PARAMETER temperature needs a value']],
		['FROM tiny\nPARAMETER topk 3', ['2:11: "topk" is no parameter. Did you mean top_k?']],
		[
			'FROM tiny\nMESSAGE robot hello',
			['2:9: MESSAGE begins with one of system, user, assistant, found "robot"'],
		],
		[
			'FROM a b',
			['1:6: FROM takes a model, such as qwen3:4b, or a file, such as ./qwen3.gguf, found "a b"'],
		],
		[
			'FROM tiny\nFROM ./model.gguf',
			['2:6: FROM is "tiny" already: a model is made of another one or of files'],
		],
		['ADAPTER ./lora.gguf', ['1:1: there is no FROM, such as FROM qwen3:4b']],
		[
			'SYSTEMS one\nFROM x y\nPARAMETER seed x',
			[
				'1:1: "SYSTEMS" is no command. Did you mean SYSTEM?',
				expect.stringMatching(/^2:6: FROM takes a model/),
				'3:16: seed must be a whole number, found "x"',
			],
		],
	])('%j is refused with its place', (text, problems) => {
		expect(problemsOf(text)).toEqual(problems);
	});

	test.each(['./q.gguf', '../q', '/data/q', '~/q', 'q.gguf', 'Q.GGUF', './two words.gguf'])(
		'takes %j for a file, at its place',
		path => {
			const text = `FROM ${path}\nADAPTER lora`;
			expect(parseModelfile(text)).toMatchObject({
				value: {
					from: undefined,
					files: [{path, line: 1, column: 6}],
					adapters: [{path: 'lora', line: 2, column: 9}],
				},
			});
		},
	);

	test('of anything is read or refused, and never thrown at', () => {
		const word = fc.constantFrom(
			...['FROM', 'tiny', 'SYSTEM', '"""', '"', '\n', ' ', '#', 'PARAMETER', 'stop', '\u001b[2J'],
		);
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string(),
					fc.array(word).map(words => words.join('')),
				),
				text => {
					const read = parseModelfile(text);
					const messages = read.ok ? [] : read.problems.map(({message}) => message);
					expect(messages.join('')).not.toMatch(/\p{Cc}/u);
					expect(messages.length).toBeLessThanOrEqual(20);
				},
			),
		);
	});

	test('of open quotes without end is read in a moment', () => {
		const startMs = performance.now();
		parseModelfile(`FROM tiny\n${'SYSTEM "open\n'.repeat(50_000)}`);
		parseModelfile(`FROM tiny\nSYSTEM """${'line\n'.repeat(200_000)}"""`);
		expect(performance.now() - startMs).toBeLessThan(1000);
	});
});
