/** What a bundle with Ink in it loads before its first frame, and need not. docs/decisions/016 has what each of them saves. */
import {readFile} from 'node:fs/promises';
import {resolve} from 'node:path';
import type {Plugin} from 'esbuild';

/** What yoga does with its own bytes where there is a `fetch`. Without one it decodes them itself. */
const fetchesItself = 'return w||"function"!=typeof fetch?Promise.resolve()';

/**
 * yoga carries its WebAssembly in a data: URL, and fetches that: for it Node loads a whole HTTP client, which takes longer
 * than everything else that Ink needs.
 */
export const withoutFetch: Plugin = {
	name: 'without-fetch',
	setup(builder) {
		builder.onLoad({filter: /yoga-wasm-base64-esm\.js$/}, async ({path}) => {
			const shipped = await readFile(path, 'utf8');
			if (shipped.split(fetchesItself).length !== 2) {
				throw new Error(`yoga has changed: ${fetchesItself} is not there once`);
			}

			return {contents: `const fetch = undefined;\n${shipped}`, loader: 'js'};
		});
	},
};

/** Loads a package with a default export, a function, when that is called first. `isAsked`: where it is imported so. */
function late(asked: string, isAsked: (importer: string) => boolean): Plugin {
	return {
		name: `late-${asked}`,
		setup(builder) {
			const filter = new RegExp(`^${asked}$`);
			const namespace = `late-${asked}`;
			builder.onResolve({filter}, ({importer, namespace: from}) =>
				// Under the path of who imports it, so that other plugins know who does.
				from === 'file' && isAsked(importer) ? {path: importer, namespace} : undefined,
			);
			builder.onLoad({filter: /.*/, namespace}, () => ({
				contents: `
					let real;
					export default (...given) => {
						real ??= require('${asked}').default;
						return real(...given);
					};
				`,
				resolveDir: '.',
			}));
		},
	};
}

/**
 * For `fastStringWidth`, whose stand-in seldom asks the real string-width: that compiles regular expressions of all emojis
 * while it is loaded.
 */
export const lateStringWidth: Plugin = late(
	'string-width',
	importer => importer === resolve('scripts/fast-string-width.ts'),
);

/** Asked by Ink where the terminal itself does not tell its size; it needs what starts processes. */
export const lateTerminalSize: Plugin = late('terminal-size', () => true);

/** Who makes a segmenter while it is loaded. string-width does too, but is loaded late. */
const segmenting =
	/node_modules\/(?:ink\/build\/line-update|slice-ansi\/tokenize-ansi|wrap-ansi\/index|@alcalzone\/ansi-tokenize\/build\/tokenize)\.js$/;
const made = 'new Intl.Segmenter(';

/** The first segmenter of a program reads ICU's data, which takes as long as a frame. */
export const lateSegmenter: Plugin = {
	name: 'late-segmenter',
	setup(builder) {
		const standIn = JSON.stringify(resolve('scripts/late-segmenter.ts'));
		builder.onLoad({filter: segmenting}, async ({path}) => {
			const shipped = await readFile(path, 'utf8');
			if (shipped.split(made).length !== 2) {
				throw new Error(`${path} has changed: it does not make one segmenter`);
			}

			return {
				contents: `import {LateSegmenter} from ${standIn};\n${shipped.replace(made, 'new LateSegmenter(')}`,
				loader: 'js',
			};
		});
	},
};
