import {defineConfig} from 'vitest/config';

/** Loops of kills and fuzz cases run at a tenth, unless FULL=1 (npm run test:full). */
const timeoutMs = process.env['FULL'] === '1' ? 3_600_000 : 300_000;

const folders = {
	unit: [
		...['domain', 'parsers', 'rules', 'store', 'demo', 'theme'],
		...['hooks', 'components', 'views', 'journeys', 'screens'],
	],
	edges: ['transport', 'clients', 'runtime', 'cli', 'ollama'],
	gates: ['gates'],
	terminal: ['terminal'],
	lab: ['lab'],
};

/** Nothing in these folders touches the process that it runs in: its files share one, which is three times as fast. */
const unitPlan = {isolate: false};

/** The tests in these folders run the built program. */
const builtFor = ['terminal', 'lab'];

/** The tests in these folders draw cases by chance. */
const drawnFor = ['unit', 'edges', 'gates', 'terminal'];

/** They mostly wait for real hosts, so several go on at once; after the others, whose work would make them late. */
const labPlan = {maxWorkers: 3, sequence: {groupOrder: 1}};

const plans: Readonly<Record<string, object>> = {unit: unitPlan, lab: labPlan};

export default defineConfig({
	test: {
		// vitest leaves one core to itself, which is half of a small machine, and it has little to do.
		maxWorkers: 2,
		testTimeout: timeoutMs,
		hookTimeout: timeoutMs,
		// What is waited for may take its time on a machine that does much else; a second is vitest's own patience.
		expect: {poll: {timeout: 60_000, interval: 20}},
		projects: Object.entries(folders).map(([name, roots]) => ({
			extends: true,
			test: {
				name,
				include: roots.map(root => `test/${root}/**/*.test.{ts,tsx}`),
				...(plans[name] ?? {}),
				setupFiles: drawnFor.includes(name) ? ['test/helpers/seed-properties.ts'] : [],
				globalSetup: builtFor.includes(name) ? ['test/helpers/build-program.ts'] : [],
			},
		})),
	},
});
