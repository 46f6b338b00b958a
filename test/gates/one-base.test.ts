import {execFileSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {build} from 'esbuild';
import {expect, it} from 'vitest';
import {withOneBase} from '../../scripts/one-base.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

const banner = '/* banner */\n';

/** Two parts that are loaded later, and what each set of them shares with the start. */
const sources: Readonly<Record<string, string>> = {
	'main.js': `
		import {say} from './say.js';
		import {count} from './count.js';
		import {ofBoth} from './of-both.js';
		say('main', count(), ofBoth);
		const {first} = await import('./first.js');
		await first();
	`,
	'say.js': 'let told = 0; export const say = (...words) => console.log(told += 1, ...words);',
	'count.js': `
		import {say} from './say.js';
		let counted = 0;
		say('count');
		export const count = () => (counted += 1);
	`,
	'of-both.js': `import {count} from './count.js'; export const ofBoth = 'both ' + count();`,
	'only-parts.js': `import {say} from './say.js'; say('parts'); export default {name: 'parts'};`,
	'first.js': `
		import {count} from './count.js';
		import {ofBoth} from './of-both.js';
		import {say} from './say.js';
		import parts from './only-parts.js';
		export async function first() {
			say('first', count(), ofBoth, parts.name);
			const {second} = await import('./second.js');
			second();
		}
	`,
	'second.js': `
		import {count} from './count.js';
		import {say as tell} from './say.js';
		import parts from './only-parts.js';
		const waited = await Promise.resolve('waited');
		export const second = () => tell('second', count(), parts.name, waited);
	`,
};

function written(files: Iterable<readonly [string, string]>): string {
	const folder = temporaryDirectory();
	for (const [path, text] of files) {
		mkdirSync(dirname(join(folder, path)), {recursive: true});
		writeFileSync(join(folder, path), text);
	}

	writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
	return folder;
}

const told = (path: string): string => execFileSync(process.execPath, [path], {encoding: 'utf8'});

it('what is cut into parts says the same from one base and keeps one state, in two files at its start', async () => {
	const folder = written(Object.entries(sources));
	const {outputFiles, metafile} = await build({
		...{entryPoints: ['main.js'], outdir: 'dist', absWorkingDir: folder, write: false},
		...{bundle: true, splitting: true, minify: true, metafile: true, format: 'esm'},
		...{target: 'node22.19', chunkNames: 'chunks/[name]-[hash]', banner: {js: banner.trimEnd()}},
	});
	const texts = new Map(
		outputFiles.map(({path, text}) => [path.slice(folder.length + 1), text] as const),
	);
	const start = 'dist/main.js';
	const made = await withOneBase({texts, outputs: metafile.outputs, start, banner});

	expect(told(join(written(made), start))).toBe(told(join(folder, 'main.js')));
	expect(made.size).toBeLessThan(texts.size);
	expect([...made.values()].filter(text => text.startsWith(banner))).toHaveLength(made.size);
	expect(made.get(start)?.match(/from"/g)).toHaveLength(1);
	const ofBase = [...made.keys()].map(path => /base-(\w+)\.js$/.exec(path)?.[1] ?? '').join('');
	const parts = [...made.keys()].filter(path => path.includes('chunks/'));
	expect(parts.filter(path => path.endsWith(`-${ofBase}.js`))).toEqual(parts);
});
