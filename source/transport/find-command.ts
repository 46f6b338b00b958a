import {constants} from 'node:fs';
import {access} from 'node:fs/promises';
import {delimiter, isAbsolute, join} from 'node:path';

/** Where a command lies on a PATH, found without running anything; undefined when it is not there. */
export async function findCommand(
	name: string,
	path: string | undefined,
): Promise<string | undefined> {
	const candidates = (path ?? '')
		.split(delimiter)
		.filter(isAbsolute)
		.map(folder => join(folder, name));
	const found = await Promise.all(candidates.map(isExecutable));
	return candidates.find((_, position) => found[position]);
}

function isExecutable(path: string): Promise<boolean> {
	return access(path, constants.X_OK).then(
		() => true,
		() => false,
	);
}
