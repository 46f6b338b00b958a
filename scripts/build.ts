/**
 * Bundles source/cli/main.ts into dist/: one minified ESM program without run-time dependencies. clusterdeck.js is what
 * every start needs; parts that are imported on demand lie beside it in chunks/.
 */
import {existsSync} from 'node:fs';
import {mkdir, readdir, readFile, rename, rm, writeFile} from 'node:fs/promises';
import {isBuiltin} from 'node:module';
import {join, relative} from 'node:path';
import {type BuildOptions, build, context, type Plugin} from 'esbuild';
import {fastStringWidth, keptLines, withoutDevtools, withoutRestoreCursor} from './ink-plugins.ts';
import {withOneBase} from './one-base.ts';
import {lateSegmenter, lateStringWidth, lateTerminalSize, withoutFetch} from './start-plugins.ts';

const program = 'dist/clusterdeck.js';
const licences = 'dist/licences.txt';

/**
 * The first line is a shell script to the shell and a string to Node, so that the installed command starts Node with
 * a small young generation (it keeps the resident set down) without a second Node process.
 */
const shebang = '#!/bin/sh\n":" //# ; exec /usr/bin/env node --max-semi-space-size=4 "$0" "$@"\n';
const bridge =
	"import {createRequire as __createRequire} from 'node:module'; const require = __createRequire(import.meta.url), __builtin = require;";

/**
 * Takes Node's own modules by `require` when they are first needed. A static import of a name that an old Node does not
 * have would fail before source/cli/require-node.ts can say so.
 */
const lateBuiltins: Plugin = {
	name: 'late-builtins',
	setup(builder) {
		builder.onResolve({filter: /^[\w:/]+$/}, ({path}) =>
			isBuiltin(path) ? {path, namespace: 'builtin'} : undefined,
		);
		builder.onLoad({filter: /.*/, namespace: 'builtin'}, ({path}) => ({
			contents: `module.exports = __builtin(${JSON.stringify(path)});`,
		}));
	},
};

/**
 * ssh2 asks for compiled parts and goes on without them: its own is no faster than Node's crypto here, and a package
 * that compiles or carries binaries is not what a user installs.
 */
const withoutAddons: Plugin = {
	name: 'without-addons',
	setup(builder) {
		builder.onResolve({filter: /\.node$|^cpu-features$/}, ({path}) => ({
			path,
			namespace: 'addon',
		}));
		builder.onLoad({filter: /.*/, namespace: 'addon'}, () => ({
			contents: "throw new Error('no compiled parts are bundled');",
		}));
	},
};

/** Writes what changed and removes what is no more. Each file is replaced whole: a test may be running the old one. */
const writeOutputs: Plugin = {
	name: 'write-outputs',
	setup(builder) {
		builder.onEnd(async ({outputFiles = [], errors, metafile}) => {
			if (errors.length > 0) {
				return;
			}

			const made = new Map(outputFiles.map(({path, text}) => [relative('.', path), text]));
			const texts = new Map(
				await withOneBase({
					...{texts: made, outputs: metafile?.outputs ?? {}, start: program, banner: `${bridge}\n`},
				}),
			);
			texts.set(program, shebang + (texts.get(program) ?? ''));
			texts.set(licences, await licenceTexts(Object.keys(metafile?.inputs ?? {})));
			await mkdir('dist/chunks', {recursive: true});
			await Promise.all([...texts].map(([path, text]) => replaceFile(path, text)));
			for (const entry of await readdir('dist', {recursive: true, withFileTypes: true})) {
				const path = join(entry.parentPath, entry.name);
				if (entry.isFile() && /\.(js|txt)$/.test(entry.name) && !texts.has(path)) {
					await rm(path, {force: true});
				}
			}
		});
	},
};

/** What the licences of the bundled packages ask for: their text, beside the program. */
async function licenceTexts(inputs: readonly string[]): Promise<string> {
	const packages = new Set(
		inputs.flatMap(path => /.*(node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
	);
	if (packages.size === 0) {
		throw new Error('no bundled package was found, so their licences are missing');
	}

	const texts = [...packages].sort().map(async folder => {
		const name = folder.slice('node_modules/'.length);
		const own = (await readdir(folder)).find(entry => /^licen[cs]e/i.test(entry));
		// What a package left out of what it published: its text with the holder that its sources name.
		const file = own === undefined ? `scripts/licences/${name}.txt` : join(folder, own);
		if (!existsSync(file)) {
			throw new Error(`${name} is bundled, but brings no licence`);
		}

		return `${name}\n\n${await readFile(file, 'utf8')}`;
	});
	return (await Promise.all(texts)).join('\n----\n\n');
}

async function replaceFile(path: string, text: string): Promise<void> {
	const old = existsSync(path) ? await readFile(path, 'utf8') : undefined;
	if (old !== text) {
		const temporary = `${path}.${process.pid}`;
		await writeFile(temporary, text, {mode: path === program ? 0o755 : 0o644});
		await rename(temporary, path);
	}
}

const {version} = JSON.parse(await readFile('package.json', 'utf8')) as {version: string};

const options: BuildOptions = {
	entryPoints: {clusterdeck: 'source/cli/main.ts'},
	outdir: 'dist',
	chunkNames: 'chunks/[name]-[hash]',
	bundle: true,
	splitting: true,
	minify: true,
	write: false,
	metafile: true,
	platform: 'node',
	target: 'node22.19',
	format: 'esm',
	legalComments: 'none',
	banner: {js: bridge},
	plugins: [
		withoutAddons,
		withoutDevtools,
		withoutRestoreCursor,
		lateStringWidth,
		fastStringWidth,
		keptLines,
		lateSegmenter,
		lateTerminalSize,
		withoutFetch,
		lateBuiltins,
		writeOutputs,
	],
	define: {
		'process.env.NODE_ENV': '"production"',
		// ssh2 looks beside itself for a helper on Windows.
		__dirname: '"."',
		__CLUSTERDECK_VERSION__: JSON.stringify(version),
	},
};

if (process.argv.includes('--watch')) {
	const watcher = await context(options);
	await watcher.watch();
} else {
	await build(options);
}
