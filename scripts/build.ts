/** Bundles source/cli/main.ts into dist/clusterdeck.js: one minified ESM file without run-time dependencies. */
import {chmod, readFile} from 'node:fs/promises';
import {build, context, type BuildOptions} from 'esbuild';

/**
 * The first line is a shell script to the shell and a string to Node, so that the installed command starts Node with
 * a small young generation (it keeps the resident set down) without a second Node process.
 */
const shebang = '#!/bin/sh\n":" //# ; exec /usr/bin/env node --max-semi-space-size=4 "$0" "$@"';
const commonJsBridge =
	"import {createRequire as __createRequire} from 'node:module'; const require = __createRequire(import.meta.url);";

const {version} = JSON.parse(await readFile('package.json', 'utf8')) as {version: string};

const options: BuildOptions = {
	entryPoints: ['source/cli/main.ts'],
	outfile: 'dist/clusterdeck.js',
	bundle: true,
	minify: true,
	platform: 'node',
	target: 'node22.19',
	format: 'esm',
	legalComments: 'none',
	banner: {js: `${shebang}\n${commonJsBridge}`},
	define: {
		'process.env.NODE_ENV': '"production"',
		__CLUSTERDECK_VERSION__: JSON.stringify(version),
	},
};

if (process.argv.includes('--watch')) {
	const watcher = await context(options);
	await watcher.watch();
} else {
	await build(options);
	await chmod('dist/clusterdeck.js', 0o755);
}
