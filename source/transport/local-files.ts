import type {NodeFiles} from '../domain/files.ts';
import {listFolder} from './list-folder.ts';
import {readTextFile} from './read-text-file.ts';

/** The files of this machine; with a `root`, those of a machine that was captured into that folder. */
export function localFiles(root = ''): NodeFiles {
	return {
		readFile: (path, maxBytes) => readTextFile(`${root}${path}`, maxBytes),
		listFolder: (path, maxEntries) => listFolder(`${root}${path}`, maxEntries),
	};
}
