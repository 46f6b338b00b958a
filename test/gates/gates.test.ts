/** Each gate is seen red: a gate that has never failed has never been shown to work. */
import {beforeAll, describe, expect, it, onTestFinished} from 'vitest';
import {type PlantedTree, plantedTree} from './planted-tree.ts';

/** A copy for one test, gone after it: copying takes seconds. */
async function aTree(): Promise<PlantedTree> {
	const tree = await plantedTree();
	onTestFinished(tree.remove);
	return tree;
}

it('the tree without violations passes', async () => {
	const tree = await aTree();
	const gates = ['typecheck', 'lint', 'format:check', 'arch', 'dead', 'schema:check', 'keys:check'];
	for (const gate of gates) {
		const {passed, output} = await tree.run(gate);
		expect(passed, output).toBe(true);
	}
});

it('imports against the direction of the rooms are named by the rule of their room', async () => {
	const tree = await aTree();
	await tree.plant('source/domain/planted.ts', "import '../store/reducer.ts';\n");
	await tree.plant('source/parsers/planted.ts', "import '../rules/back-off.ts';\n");
	await tree.plant('source/rules/planted.ts', "import 'node:fs';\n");
	await tree.plant('source/transport/planted.ts', "import '../runtime/poll.ts';\n");
	await tree.plant('source/clients/planted.ts', "import '../store/state.ts';\n");
	await tree.plant('source/store/planted.ts', "import '../theme/number-text.ts';\n");
	await tree.plant('source/runtime/planted.ts', "import '../theme/number-text.ts';\n");
	await tree.plant('source/demo/planted.ts', "import '../parsers/nearest.ts';\n");
	await tree.plant('source/theme/planted.ts', "import 'yaml';\n");
	await tree.plant('source/hooks/planted.ts', "import '../transport/clock.ts';\n");
	await tree.plant('source/components/planted.ts', "import '../store/state.ts';\n");
	await tree.plant('source/views/planted.ts', "import '../runtime/poll.ts';\n");
	await tree.plant('source/cli/planted.ts', "import 'yaml';\n");
	const {passed, output} = await tree.run('arch');
	expect(passed).toBe(false);
	for (const rule of [
		'domain-imports',
		'parsers-imports',
		'rules-touches',
		'transport-imports',
		'clients-imports',
		'store-imports',
		'runtime-imports',
		'demo-imports',
		'theme-touches',
		'hooks-imports',
		'components-imports',
		'views-imports',
		'cli-touches',
	]) {
		expect(output).toContain(`error ${rule}: `);
	}
});

it('a type that leaks against the direction counts as an import', async () => {
	const tree = await aTree();
	const leak = "import type {State} from '../store/state.ts';\nexport type Leak = State;\n";
	await tree.plant('source/domain/planted.ts', leak);
	expect((await tree.run('arch')).output).toContain('error domain-imports: ');
});

it('circles, unknown rooms, tests in the source and dead files are named', async () => {
	const tree = await aTree();
	await tree.plant('source/rules/one.ts', "import './other.ts';\nexport const one = 1;\n");
	await tree.plant('source/rules/other.ts', "import './one.ts';\nexport const other = 1;\n");
	await tree.plant('source/utils/planted.ts', 'export const planted = 1;\n');
	await tree.plant('source/cli/planted.ts', "import '../../test/helpers/fake-clock.ts';\n");
	await tree.edit('source/domain/result.ts', '/** What', "import '../utils/planted.ts';\n/** What");
	const {output} = await tree.run('arch');
	expect(output).toContain('error no-circular: ');
	expect(output).toContain('error known-rooms-only: ');
	expect(output).toContain('error source-knows-no-tests: ');
	expect(output).toContain('error reachable-from-cli: source/rules/one.ts');
});

it('a parser moved to the wrong room fails', async () => {
	const tree = await aTree();
	await tree.plant('source/components/proc-stat.ts', "import '../parsers/lines.ts';\n");
	expect((await tree.run('arch')).output).toContain('error components-imports: ');
});

it('a dead export is named', async () => {
	const tree = await aTree();
	await tree.edit(
		'source/domain/assert-never.ts',
		'/** Ends',
		'export const plantedExport = 1;\n/** Ends',
	);
	const {passed, output} = await tree.run('dead');
	expect(passed).toBe(false);
	expect(output).toContain('plantedExport');
});

/** Each in a file of its own, so that one run of the linter, which reads the whole project, shows them all. */
const violations: ReadonlyArray<readonly [name: string, message: string, text: string]> = [
	['a file over 300 lines', 'noExcessiveLinesPerFile', 'export const a = 1;\n'.repeat(301)],
	[
		'a function over 50 lines',
		'noExcessiveLinesPerFunction',
		`export function long(): void {\n${'\tfoo();\n'.repeat(51)}}\n`,
	],
	[
		'more than three parameters',
		'useMaxParams',
		'export const f = (a: 1, b: 1, c: 1, d: 1) => [a, b, c, d];\n',
	],
	['any', 'noExplicitAny', 'export const a: any = 1;\n'],
	['an assertion that something is there', 'noNonNullAssertion', 'export const a = [1][0]!;\n'],
	['a default export', 'noDefaultExport', 'export default 1;\n'],
	['a barrel', 'noBarrelFile', "export * from '../rules/label.ts';\n"],
	['an enum', 'noEnum', 'export enum Color { red }\n'],
	['a clock', 'Clocks and chance come in', 'export const a = Date.now();\n'],
	['the time of now', 'Clocks and chance come in', 'export const a = new Date();\n'],
	['chance', 'Clocks and chance come in', 'export const a = Math.random();\n'],
	['a timer', 'noRestrictedGlobals', 'setTimeout(() => undefined, 1);\n'],
	['an interval', 'noRestrictedGlobals', 'setInterval(() => undefined, 1);\n'],
	['the performance clock', 'noRestrictedGlobals', 'export const a = performance.now();\n'],
	['the process', 'noRestrictedGlobals', 'export const a = process.env;\n'],
	['console', 'noConsole', "console.log('hello');\n"],
	['an empty catch', 'noEmptyBlockStatements', 'try { JSON.parse(""); } catch {}\n'],
	['a promise nobody waits for', 'noFloatingPromises', 'Promise.resolve(1);\n'],
	['a timer by import', 'noRestrictedImports', "import 'node:timers/promises';\n"],
	[
		'a timer by the global object',
		'noRestrictedGlobals',
		'globalThis.setTimeout(() => undefined, 1);\n',
	],
	['a deadline without the port', 'Clocks and chance come in', 'AbortSignal.timeout(1);\n'],
	['a process', 'noRestrictedImports', "import 'node:child_process';\n"],
	['a shell', 'No string becomes code', "export const options = {stdio: 'pipe', shell: true};\n"],
	[
		'a command as one string',
		'No string becomes code',
		"import {execSync} from 'node:child_process';\nexecSync('ls');\n",
	],
	[
		'an ssh2 client by its name',
		'noRestrictedImports',
		"import {Client} from 'ssh2';\nexport const client = new Client();\n",
	],
	[
		'an ssh2 client by the module',
		'only transport/ssh/ssh2-client.ts makes a client',
		"import ssh2 from 'ssh2';\nexport const client = new ssh2.Client();\n",
	],
];

const testViolations =
	"import {it, vi} from 'vitest';\nvi.mock('node:fs');\nit.skip('a', () => {});\nit.only('b', () => {});\n";

describe('lint', () => {
	let output: string;
	beforeAll(async () => {
		const planted = await plantedTree();
		try {
			for (const [index, [, , text]] of violations.entries()) {
				await planted.plant(`source/rules/planted-${index}.ts`, text);
			}

			await planted.plant('test/rules/planted.test.ts', testViolations);
			({output} = await planted.run('lint', ['--max-diagnostics=none']));
		} finally {
			await planted.remove();
		}
	});

	it.each(violations.map(([name, message], index) => [name, message, index] as const))(
		'%s',
		(_, message, index) => {
			const found = output.split(/^(?=\S+:\d+:\d+ )/m);
			const about = found.filter(text => text.startsWith(`source/rules/planted-${index}.ts:`));
			expect(about.join('')).toContain(message);
		},
	);

	it('a replaced module, a skipped and a lone test', () => {
		for (const message of ['Do not replace modules', 'noSkippedTests', 'noFocusedTests']) {
			expect(output).toContain(message);
		}
	});
});

it('an event without a case does not compile', async () => {
	const tree = await aTree();
	await tree.edit(
		'source/domain/event.ts',
		'	| ScreenEvent;',
		"	| ScreenEvent\n	| {readonly type: 'planted/happened'};",
	);
	const {passed, output} = await tree.run('typecheck');
	expect(passed).toBe(false);
	expect(output).toContain('source/store/rack-reducer.ts');
});

it('a stale schema is named with what mends it', async () => {
	const tree = await aTree();
	await tree.edit('schema/config.schema.json', '"version"', '"versoin"');
	const {passed, output} = await tree.run('schema:check');
	expect(passed).toBe(false);
	expect(output).toContain('npm run schema');
});

it('a stale table of keys is named with what mends it', async () => {
	const tree = await aTree();
	await tree.edit('source/rules/keys/everywhere.ts', "words: 'quit'", "words: 'leave'");
	const {passed, output} = await tree.run('keys:check');
	expect(passed).toBe(false);
	expect(output).toContain('npm run keys');
});
