import {delimiter} from 'node:path';
import process from 'node:process';
import {findCommand} from './find-command.ts';

/**
 * The first of the commands that this machine has, on our PATH or in one of the folders. One is looked for after the
 * other: a folder that hangs holds one of the four threads that read files, never more.
 */
export async function findOwnCommand(
	names: readonly string[],
	folders: readonly string[],
): Promise<string | undefined> {
	const path = [process.env['PATH'] ?? '', ...folders].join(delimiter);
	for (const name of names) {
		const found = await findCommand(name, path);
		if (found !== undefined) {
			return found;
		}
	}

	return undefined;
}
