/** What makes a bundle with Ink in it lean, and keeps it from what it must not do. */
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
