import {constants} from 'node:fs';
import {open} from 'node:fs/promises';
import {ignoreImpossible} from './file-owner.ts';

/** A name that was made or replaced in a directory survives a loss of power after this. Throws what the system says. */
export async function flushDirectory(directory: string): Promise<void> {
	const handle = await open(directory, constants.O_RDONLY | constants.O_DIRECTORY);
	try {
		await handle.sync().catch(ignoreImpossible);
	} finally {
		await handle.close();
	}
}
