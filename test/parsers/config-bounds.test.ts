import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {describe, expect, it} from 'vitest';
import {checkConfigBounds, configLimits} from '../../source/parsers/config-bounds.ts';
import {parseConfig} from '../../source/parsers/config.ts';

const run = promisify(execFile);

function firstProblem(text: string): string | undefined {
	const result = parseConfig(text, 'config.yaml');
	return result.ok ? undefined : result.problems[0]?.message;
}

describe('a file that is too much', () => {
	it.each([
		['a megabyte', `version: 1\n${'# x\n'.repeat(250_000)}`, /larger than 262144 bytes/],
		['a quarter of a megabyte in two-byte letters', `# ${'é'.repeat(140_000)}`, /larger than/],
		['10,001 lines', 'a\n'.repeat(10_001), /more than 10000 lines/],
		['33 brackets', '['.repeat(33), /more than 32 brackets/],
		['33 braces over many lines', 'a: {\n'.repeat(33), /more than 32 brackets/],
		['33 brackets behind an apostrophe', `a: it's\nb: ${'['.repeat(33)}`, /more than 32/],
		['33 dashes on a line', '- '.repeat(33), /nested more than 32/],
		['33 question marks on a line', '? '.repeat(33), /nested more than 32/],
		['33 keys on a line', 'a: '.repeat(33), /nested more than 32/],
		[
			'65 indentations',
			Array.from({length: 65}, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
			/indented more than 64 times/,
		],
		[
			'33 indentations',
			Array.from({length: 33}, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
			/nested/,
		],
		['100,000 commas', `a: [${'a,'.repeat(100_000)}]`, /more than 120000 words and signs/],
	])('%s is refused in words', (_, text, message) => {
		expect(firstProblem(text)).toMatch(message);
	});

	it.each([
		['brackets in double quotes', `a: "${'['.repeat(99)}\\"${'['.repeat(99)}"`],
		['brackets in single quotes', `a: '${'['.repeat(99)}'`],
		['brackets in a comment', `a: b # it's ${'['.repeat(99)}`],
		['brackets that close', `a: b${'[1]'.repeat(99)}`],
		[
			'a deep comment',
			Array.from({length: 99}, (_, depth) => `${' '.repeat(depth)}# a`).join('\n'),
		],
	])('%s are no nesting', (_, text) => {
		expect(checkConfigBounds(text, 'config.yaml')).toBeUndefined();
	});
});

/** Dense in another way each; as a file grows tenfold the time may grow twentyfold, and no more than a second in all. */
const dense: ReadonlyArray<readonly [string, (bytes: number) => string]> = [
	[
		'nodes',
		bytes =>
			`version: 1\nnodes:\n${Array.from({length: bytes / 20}, (_, n) => `  - {name: n${n}}\n`).join('')}`,
	],
	['keys', bytes => Array.from({length: bytes / 12}, (_, n) => `key${n}: v\n`).join('')],
	['one long value', bytes => `version: 1\ncluster: "${'a'.repeat(bytes)}"`],
	['commas', bytes => `a: [${'a,'.repeat(bytes / 10)}]`],
	[
		'keys in braces',
		bytes => `a: {${Array.from({length: bytes / 30}, (_, n) => `k${n}: 1`).join(',')}}`,
	],
	['brackets that nothing opened', bytes => ']'.repeat(bytes / 4)],
	['the same key', bytes => 'version: 1\n'.repeat(bytes / 28)],
	['spaces', bytes => `version: 1\n${' '.repeat(bytes)}`],
	['apostrophes', bytes => "it's ".repeat(bytes / 20)],
];

describe('the time that a file takes', () => {
	it.each(dense)('is linear in %s', (_, make) => {
		const sizes = [25_000, 250_000] as const;
		const [small, large] = sizes.map(bytes => cpuMs(make(bytes)));
		expect(large).toBeLessThan(1000);
		expect(large).toBeLessThan(20 * Math.max(small ?? 0, 5));
	});
});

/** The least of five: the machine is shared. */
function cpuMs(text: string): number {
	const runs = Array.from({length: 5}, () => {
		const before = process.cpuUsage();
		parseConfig(text, 'config.yaml');
		const {user, system} = process.cpuUsage(before);
		return (user + system) / 1000;
	});
	return Math.min(...runs);
}

/** In a process of its own, since the failure that this guards against ends the process without an exception. */
describe('a bomb', () => {
	it.each(['[', '{', '- ', '? ', 'a: ', '&a [', '!t [', '[a, {b: ', "'", '"', '>', '*a'])(
		'of %j, small and then large, never ends the program and is answered within a second of the processor',
		async piece => {
			const script = `
				import {parseConfig} from './source/parsers/config.ts';
				const piece = ${JSON.stringify(piece)};
				const answers = [1000, 20000, 100000, 2000000].map(count => {
					const before = process.cpuUsage();
					const result = parseConfig(piece.repeat(count), 'config.yaml');
					const {user, system} = process.cpuUsage(before);
					return {ok: result.ok, cpuMs: (user + system) / 1000};
				});
				console.log(JSON.stringify(answers));
			`;
			const {stdout} = await run(process.execPath, ['--input-type=module', '-e', script]);
			const answers: unknown = JSON.parse(stdout);
			expect(answers).toHaveLength(4);
			for (const answer of Array.isArray(answers) ? answers : []) {
				expect(answer.ok).toBe(false);
				expect(answer.cpuMs).toBeLessThan(1000);
			}
		},
	);

	it('of aliases is refused before it unfolds', () => {
		const levels = Array.from({length: 9}, (_, level) => {
			const before = level === 0 ? 'x' : `*l${level - 1}`;
			return `l${level}: &l${level} [${Array(level === 0 ? 2000 : 2)
				.fill(before)
				.join(', ')}]`;
		});
		expect(firstProblem(levels.join('\n'))).toMatch(/unfolds to more than 50000 values/);
	});

	it('of an alias inside its own anchor is refused', () => {
		expect(firstProblem('nodes: &a [*a]')).toMatch(/an anchor that does not end above it/);
	});
});

it('the bounds are those of DESIGN.md', () => {
	expect(configLimits).toMatchObject({bytes: 262_144, lines: 10_000, depth: 32});
});
