import {cpSync, mkdirSync} from 'node:fs';
import {join} from 'node:path';
import type {Argv} from './local-shell.ts';
import {fixtureRoot} from './node-fixture.ts';
import {temporaryDirectory} from './temporary-directory.ts';

/** A folder with captures laid over each other, as the root of a node. */
export function treeOf(...fixtures: readonly string[]): string {
	const root = temporaryDirectory();
	for (const folder of ['proc', 'sys', 'etc']) {
		mkdirSync(join(root, folder));
	}

	for (const fixture of fixtures) {
		cpSync(fixtureRoot(fixture), root, {recursive: true});
	}

	return root;
}

/** A /bin/sh that sees the tree's /proc, /sys and /etc as the machine's, in a mount namespace of its own (needs root). */
export function shellInside(root: string): Argv {
	const binds = ['sys', 'etc', 'proc'].map(name => `/bin/mount --bind ${root}/${name} /${name}`);
	return ['/usr/bin/unshare', '-m', '/bin/sh', '-c', [...binds, 'exec /bin/sh'].join(' && ')];
}
