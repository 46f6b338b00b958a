import {isAbsolute, join} from 'node:path';
import {readFileStatus} from './file-status.ts';
import {listFolder} from './list-folder.ts';

const mostEntries = 4096;

/**
 * The paths that match a pattern of glob(7), sorted, at most so many: `*`, `?` and `[...]` within a name, and no dot at
 * its beginning unless it is written. A pattern without them gives its path, if something is there.
 */
export async function expandGlob(pattern: string, mostPaths: number): Promise<readonly string[]> {
	const names = pattern.split('/').filter(name => name !== '');
	let folders: readonly string[] = [isAbsolute(pattern) ? '/' : '.'];
	for (const name of names) {
		const found = await Promise.all(folders.map(folder => entriesOf(folder, name)));
		folders = found.flat().slice(0, mostPaths);
	}

	return folders;
}

async function entriesOf(folder: string, name: string): Promise<readonly string[]> {
	if (!/[*?[]/.test(name)) {
		const path = join(folder, name);
		return (await readFileStatus(path)).ok ? [path] : [];
	}

	const pattern = patternOf(name);
	const names = await listFolder(folder, mostEntries);
	return names.ok
		? names.value
				.filter(entry => pattern.test(entry) && (name.startsWith('.') || !entry.startsWith('.')))
				.map(entry => join(folder, entry))
		: [];
}

/** Stars in a row mean no more than one, and would take long to find out. */
function patternOf(name: string): RegExp {
	const parts = name.replace(/\*+/g, '*').matchAll(/\*|\?|\[(!?)([^\]]+)\]|[\s\S]/g);
	const source = [...parts].map(([text, negation, set]) => {
		if (text === '*') {
			return '.*';
		}

		if (text === '?') {
			return '.';
		}

		return set === undefined
			? escaped(text)
			: `[${negation === '!' ? '^' : ''}${set.replace(/[\\\]^]/g, '\\$&')}]`;
	});
	return compile(`^${source.join('')}$`) ?? new RegExp(`^${escaped(name)}$`, 'su');
}

function escaped(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** A set such as `[z-a]` is none: then the name stands for itself. */
function compile(source: string): RegExp | undefined {
	try {
		return new RegExp(source, 'su');
	} catch {
		return undefined;
	}
}
