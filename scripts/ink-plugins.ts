/** What makes a bundle with Ink in it lean, and keeps it from what it must not do. */
import {readFile} from 'node:fs/promises';
import {resolve} from 'node:path';
import type {Plugin} from 'esbuild';

/** What Ink loads for the developer tools of React where DEV is set: they would talk to the network. */
export const withoutDevtools: Plugin = {
	name: 'without-devtools',
	setup(builder) {
		builder.onResolve(
			{filter: /^(?:react-devtools-core|ws|\.\/devtools\.js)$/},
			({path, importer}) =>
				path.startsWith('.') && !/node_modules\/ink\/build\/[\w-]+\.js$/.test(importer)
					? undefined
					: {path, namespace: 'devtools'},
		);
		builder.onLoad({filter: /.*/, namespace: 'devtools'}, () => ({contents: 'export {};'}));
	},
};

/** cli-cursor shows the cursor again on exit, on stderr and behind the back of the gate. The session does it itself. */
export const withoutRestoreCursor: Plugin = {
	name: 'without-restore-cursor',
	setup(builder) {
		builder.onResolve({filter: /^restore-cursor$/}, ({path}) => ({path, namespace: 'cursor'}));
		builder.onLoad({filter: /.*/, namespace: 'cursor'}, () => ({
			contents: 'export default () => undefined;',
		}));
	},
};

/** Everybody but the stand-in itself gets the stand-in. */
export const fastStringWidth: Plugin = {
	name: 'fast-string-width',
	setup(builder) {
		const standIn = resolve('scripts/fast-string-width.ts');
		builder.onResolve({filter: /^string-width$/}, ({importer}) =>
			importer === standIn ? undefined : {path: standIn},
		);
	},
};

/** What is looked for in Ink's output.js, and what stands there instead. */
const keepings: readonly (readonly [string, string])[] = [
	['    widths = new Map();', '    widths = new TwoFrames();'],
	['    blockWidths = new Map();', '    blockWidths = new TwoFrames();'],
	['    styledChars = new Map();', '    styledChars = new TwoFrames();'],
	['    caches = new OutputCaches();', '    caches = nextFrame();'],
	// A line alone is what it was made of; one whose every character has a cell of its own needs no cutting to its width.
	[
		'let lines = characterLines.map(line => styledCharsToString(line));',
		'let lines = characterLines.length === 1 ? [text] : characterLines.map(line => styledCharsToString(line));',
	],
	[
		'return this.sliceLineToColumns(line, from, to);',
		'return from === 0 && to === width && this.caches.getStyledChars(line).length === width ? line : this.sliceLineToColumns(line, from, to);',
	],
];

const nextFrame = `
import {TwoFrames} from ${JSON.stringify(resolve('scripts/two-frames.ts'))};
const kept = new OutputCaches();
function nextFrame() {
	kept.widths.turn();
	kept.blockWidths.turn();
	kept.styledChars.turn();
	return kept;
}
`;

/**
 * As shipped, Ink takes every line of the screen apart again for each frame, also those that did not change: two thirds
 * of what a frame costs. Here it remembers the lines of the last one.
 */
export const keptLines: Plugin = {
	name: 'kept-lines',
	setup(builder) {
		builder.onLoad({filter: /node_modules\/ink\/build\/output\.js$/}, async ({path}) => {
			let contents = await readFile(path, 'utf8');
			for (const [shipped, kept] of keepings) {
				if (contents.split(shipped).length !== 2) {
					throw new Error(`Ink's output.js has changed: ${shipped.trim()} is not there once`);
				}

				contents = contents.replace(shipped, () => kept);
			}

			return {contents: contents + nextFrame, loader: 'js'};
		});
	},
};
