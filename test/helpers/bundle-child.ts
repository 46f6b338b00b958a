import {join, resolve} from 'node:path';
import {build} from 'esbuild';
import {
	fastStringWidth,
	keptLines,
	withoutDevtools,
	withoutRestoreCursor,
} from '../../scripts/ink-plugins.ts';
import {
	lateSegmenter,
	lateStringWidth,
	lateTerminalSize,
	withoutFetch,
} from '../../scripts/start-plugins.ts';
import {temporaryDirectory} from './temporary-directory.ts';

/** A child of test/helpers/children that draws, as the program is bundled; the path of what Node can run. */
export async function bundleChild(name: string): Promise<string> {
	const path = join(temporaryDirectory(), 'child.mjs');
	await build({
		entryPoints: [resolve('test/helpers/children', name)],
		outfile: path,
		bundle: true,
		platform: 'node',
		target: 'node22.19',
		format: 'esm',
		jsx: 'automatic',
		banner: {
			js: "import {createRequire as __createRequire} from 'node:module'; const require = __createRequire(import.meta.url);",
		},
		define: {'process.env.NODE_ENV': '"production"'},
		plugins: [
			...[withoutDevtools, withoutRestoreCursor, lateStringWidth, fastStringWidth, keptLines],
			...[lateSegmenter, lateTerminalSize, withoutFetch],
		],
	});
	return path;
}
