import {resolve} from 'node:path';

/** Where a path is that a person typed: `~` is the home, as a shell has it, and others start from the working directory. */
export function placeOf(
	path: string,
	{HOME: home}: Readonly<Record<string, string | undefined>>,
): string {
	const isInHome = home !== undefined && (path === '~' || path.startsWith('~/'));
	return resolve(isInHome ? home + path.slice(1) : path);
}
