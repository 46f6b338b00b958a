/**
 * esbuild cuts what several parts share into a chunk for each set of parts that shares it: 52 files that every start
 * opened, resolved and linked one by one. Here all that a start needs anyway becomes one file, base-HASH.js.
 */
import {createHash} from 'node:crypto';
import {basename} from 'node:path';
import {build, type Metafile, type Plugin} from 'esbuild';

type Texts = ReadonlyMap<string, string>;

type Program = {
	/** Of each file, by its path: what esbuild made. */
	readonly texts: Texts;
	readonly outputs: Metafile['outputs'];
	/** The path of the file that is started. */
	readonly start: string;
	/** What each file begins with. */
	readonly banner: string;
};

/** The same program in fewer files. */
export async function withOneBase(program: Program): Promise<Texts> {
	const {texts, outputs, start, banner} = program;
	const shared = sharedFiles(outputs, start);
	const bodies = new Map(
		[...texts].map(([path, text]) => [basename(path), text.replace(banner, '')] as const),
	);
	const base = await bundleBase(shared, bodies, outputs);
	const mark = createHash('sha256').update(base).digest('hex').slice(0, 8);
	const parts = [...texts.keys()].filter(path => path !== start && !shared.includes(path));
	// A part belongs to one base: after an update a program that runs on must not find parts of another one.
	const renamed = new Map(
		parts.map(path => [basename(path), basename(path).replace(/\.js$/, `-${mark}.js`)]),
	);
	const written = (text: string): string =>
		banner +
		text.replaceAll(/(["/])([\w-]+\.js)"/g, (all, before: string, name: string) => {
			const now = renamed.get(name);
			return now === undefined ? all : `${before}${now}"`;
		});

	const part = (path: string): string => {
		const folder = path === start ? './chunks/' : './';
		const text = bodies.get(basename(path)) ?? '';
		return written(fromBase(text, {shared, base: `${folder}base-${mark}.js`}));
	};
	const made = new Map([
		[start, part(start)],
		[inChunks(start, `base-${mark}.js`), written(base)],
		...parts.map(path => [inChunks(start, renamed.get(basename(path)) ?? ''), part(path)] as const),
	]);
	refuseLostNames(made, [...shared.map(path => basename(path)), ...renamed.keys()]);
	return made;
}

/** What is called by a name that no file has any more would be missed when it is needed, not now. */
function refuseLostNames(made: Texts, gone: readonly string[]): void {
	for (const [path, text] of made) {
		const name = gone.find(one => text.includes(one));
		if (name !== undefined) {
			throw new Error(`${path} still asks for ${name}, which is called otherwise now`);
		}
	}
}

function inChunks(start: string, name: string): string {
	return start.replace(basename(start), `chunks/${name}`);
}

/** All that is imported before the first line of `start` runs, in that order. */
function sharedFiles(outputs: Metafile['outputs'], start: string): readonly string[] {
	const found = new Set<string>();
	const follow = (path: string): void => {
		for (const imported of outputs[path]?.imports ?? []) {
			if (
				imported.kind === 'import-statement' &&
				outputs[imported.path] &&
				!found.has(imported.path)
			) {
				found.add(imported.path);
				follow(imported.path);
			}
		}
	};
	follow(start);
	return [...found];
}

/** What each shared file exports, under names that say of which file it is. */
async function bundleBase(
	shared: readonly string[],
	bodies: Texts,
	outputs: Metafile['outputs'],
): Promise<string> {
	const contents = shared.map(path => {
		const names = (outputs[path]?.exports ?? []).map(
			name => `${name} as ${nameInBase(path, name)}`,
		);
		return `export {${names.join()}} from './${basename(path)}';`;
	});
	const inMemory: Plugin = {
		name: 'in-memory',
		setup(builder) {
			builder.onResolve({filter: /^\.\//}, ({path, kind}) =>
				kind === 'dynamic-import'
					? {path, external: true}
					: {path: basename(path), namespace: 'made'},
			);
			builder.onLoad({filter: /.*/, namespace: 'made'}, ({path}) => ({
				contents: bodies.get(path) ?? '',
			}));
		},
	};
	const {outputFiles} = await build({
		...{stdin: {contents: contents.join('\n')}, bundle: true, write: false, minify: true},
		...{platform: 'node', target: 'node22.19', format: 'esm', legalComments: 'none'},
		plugins: [inMemory],
	});
	return outputFiles[0]?.text ?? '';
}

function nameInBase(path: string, name: string): string {
	return `${basename(path, '.js').replaceAll(/\W/g, '_')}_${name}`;
}

/** Takes from the base what was imported from a shared file. */
function fromBase(
	text: string,
	{shared, base}: {readonly shared: readonly string[]; readonly base: string},
): string {
	const names = new Set(shared.map(path => basename(path)));
	const taken: string[] = [];
	const rest = text.replaceAll(
		/import(?:\{([^{}]*)\}from)?"\.\/(?:chunks\/)?([\w-]+\.js)";?/g,
		(all, list: string | undefined, name: string) => {
			if (!names.has(name)) {
				return all;
			}

			for (const item of list?.split(',') ?? []) {
				const [exported = '', local = exported] = item.split(' as ');
				taken.push(`${nameInBase(name, exported)} as ${local}`);
			}

			return '';
		},
	);
	return `import{${taken.join()}}from"${base}";${rest}`;
}
