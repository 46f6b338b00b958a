/**
 * The room table: what a room may import besides itself, and which packages and node: modules it may touch.
 * This object is the architecture; README.md draws it, and `npm run arch` fails where the code disagrees.
 */
export const rooms = {
	domain: {imports: [], packages: []},
	parsers: {
		imports: ['domain'],
		packages: ['yaml', 'zod', 'fastest-levenshtein', 'marked', 'entities'],
	},
	rules: {imports: ['domain'], packages: []},
	transport: {
		imports: ['domain', 'parsers', 'rules'],
		packages: ['node:', 'ssh2', '@types/ssh2', 'systeminformation', 'undici'],
	},
	clients: {imports: ['domain', 'parsers', 'rules', 'transport'], packages: ['ollama']},
	store: {imports: ['domain', 'rules'], packages: []},
	runtime: {imports: ['domain', 'rules', 'clients', 'transport', 'store'], packages: []},
	demo: {imports: ['domain'], packages: []},
	theme: {imports: ['domain'], packages: ['string-width', 'highlight.js']},
	hooks: {imports: ['domain', 'rules', 'store'], packages: ['react', 'ink']},
	components: {imports: ['domain', 'theme'], packages: ['react', 'ink']},
	views: {
		imports: ['domain', 'parsers', 'store', 'hooks', 'components', 'theme'],
		packages: ['react', 'ink'],
	},
	cli: {
		imports: [
			'domain',
			'parsers',
			'rules',
			'transport',
			'clients',
			'store',
			'runtime',
			'demo',
			'theme',
			'hooks',
			'components',
			'views',
		],
		packages: ['node:', 'react', 'ink'],
	},
};

const packagePattern = name => `^node_modules/${name}/`;

const roomRules = Object.entries(rooms).flatMap(([room, {imports, packages}]) => [
	{
		name: `${room}-imports`,
		comment: `${room} may import ${[room, ...imports].join(', ')}. Move the code to the room it belongs to, or hand it in through a port of domain.`,
		severity: 'error',
		from: {path: `^source/${room}/`},
		to: {path: '^source/', pathNot: `^source/(${[room, ...imports].join('|')})/`},
	},
	{
		name: `${room}-touches`,
		comment: `${room} may touch ${packages.join(', ') || 'nothing'} outside source/. The world is reached through transport.`,
		severity: 'error',
		from: {path: `^source/${room}/`},
		to: {
			...(packages.includes('node:') ? {dependencyTypesNot: ['core']} : {}),
			pathNot: ['^source/', ...packages.map(packagePattern)],
		},
	},
]);

export default {
	forbidden: [
		...roomRules,
		{
			name: 'known-rooms-only',
			comment:
				'A folder under source/ that the room table does not know. Put the file into a room.',
			severity: 'error',
			from: {},
			to: {path: '^source/', pathNot: `^source/(${Object.keys(rooms).join('|')})/`},
		},
		{
			name: 'no-circular',
			comment: 'Two files need each other: move what both need into a third.',
			severity: 'error',
			from: {},
			to: {circular: true},
		},
		{
			name: 'source-knows-no-tests',
			comment: 'What ships does not import tests, scripts or benchmarks.',
			severity: 'error',
			from: {path: '^source/'},
			to: {path: '^(test|scripts|bench)/'},
		},
		{
			name: 'unresolvable',
			comment: 'The import leads nowhere.',
			severity: 'error',
			from: {},
			to: {couldNotResolve: true},
		},
		{
			name: 'reachable-from-cli',
			comment: 'Dead file: nothing that starts at source/cli/main.ts reaches it.',
			severity: 'error',
			from: {path: '^source/cli/main\\.ts$'},
			to: {path: '^source/', reachable: false},
		},
	],
	options: {
		doNotFollow: {path: '^node_modules/'},
		// A linked node_modules is as good as one in place: test/gates runs in such a copy.
		preserveSymlinks: true,
		exclude: {path: '^(dist|\\.cache)/'},
		builtInModules: {add: ['node:sqlite']},
		tsConfig: {fileName: 'tsconfig.json'},
		tsPreCompilationDeps: true,
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'require', 'node', 'default', 'types'],
			extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
		},
	},
};
