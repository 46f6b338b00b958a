import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

const folder = join(import.meta.dirname, '../fixtures/node');

/** A folder laid out like a node's root: `debian-12-x86-vm`, `old-kernel`, ... */
export function fixtureRoot(name: string): string {
	return join(folder, name);
}

export function readFixture(name: string, path: string): string {
	return readFileSync(join(folder, name, path), 'utf8');
}

/** All files of a fixture by their path on the node. */
export function fixtureSections(name: string): ReadonlyMap<string, string> {
	const root = fixtureRoot(name);
	const entries = readdirSync(root, {recursive: true, withFileTypes: true});
	return new Map(
		entries
			.filter(entry => entry.isFile() && entry.name !== 'capture.json')
			.map(entry => join(entry.parentPath, entry.name))
			.map(file => [file.slice(root.length), readFileSync(file, 'utf8')]),
	);
}
