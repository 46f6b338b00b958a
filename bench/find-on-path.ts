import {existsSync} from 'node:fs';
import {join} from 'node:path';

/** Where a program is; undefined: it is not installed. */
export function findOnPath(name: string): string | undefined {
	const folders = (process.env['PATH'] ?? '').split(':').filter(folder => folder !== '');
	return folders.map(folder => join(folder, name)).find(path => existsSync(path));
}
