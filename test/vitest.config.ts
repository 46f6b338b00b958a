import {defineConfig} from 'vitest/config';

/** Loops of kills and fuzz cases run at a tenth, unless FULL=1 (npm run test:full). */
const timeoutMs = process.env['FULL'] === '1' ? 3_600_000 : 300_000;

const folders = {
	unit: [
		...[
			'domain',
			'parsers',
			'rules',
			'transport',
			'clients',
			'store',
			'runtime',
			'demo',
			'theme',
			'cli',
		],
		...['hooks', 'components', 'views', 'journeys', 'screens', 'ollama'],
	],
	gates: ['gates'],
	terminal: ['terminal'],
	lab: ['lab'],
};

/** The tests in these folders run the built program. */
const builtFor = ['terminal', 'lab'];

/** They mostly wait for real hosts, so several go on at once; after the others, whose work would make them late. */
const labPlan = {maxWorkers: 3, sequence: {groupOrder: 1}};

export default defineConfig({
	test: {
		testTimeout: timeoutMs,
		hookTimeout: timeoutMs,
		projects: Object.entries(folders).map(([name, roots]) => ({
			extends: true,
			test: {
				name,
				include: roots.map(root => `test/${root}/**/*.test.{ts,tsx}`),
				...(name === 'lab' ? labPlan : {}),
				globalSetup: builtFor.includes(name) ? ['test/helpers/build-program.ts'] : [],
			},
		})),
	},
});
