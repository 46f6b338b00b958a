import {lstat, mkdir, realpath} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {codeOf, failureOfError} from './failure-of-error.ts';
import {flushDirectory} from './flush-directory.ts';

const ownerOnly = 0o700;

/**
 * Makes the directory that a file shall stand in, where it is missing, and gives the path of the file with every link on
 * the way followed. Failures: `denied`, `diskFull`, `rejected`.
 */
export async function makeParent(path: string): Promise<Result<string>> {
	try {
		await makeDirectory(dirname(path));
		return succeeded(join(await realpath(dirname(path)), basename(path)));
	} catch (error) {
		return failed(failureOfError(error, dirname(path)));
	}
}

/**
 * Makes a directory that only its owner may enter, and the parents that are missing, and flushes their names, without
 * which a file in it would not survive a loss of power; one that is there stays as it is. Throws what the system says. Not `mkdir` with `recursive`, which tries for ever (Node 24.21) where the
 * kernel answers ENOENT although the parent is there: in /proc, and under an automount whose server is gone.
 */
export async function makeDirectory(path: string): Promise<void> {
	try {
		await mkdir(path, ownerOnly);
		await flushDirectory(dirname(path));
	} catch (error) {
		if (codeOf(error) === 'ENOENT' && (await isMissing(dirname(path)))) {
			await makeDirectory(dirname(path));
			await mkdir(path, ownerOnly).catch(throwUnlessThere);
			await flushDirectory(dirname(path));
			return;
		}

		throwUnlessThere(error);
	}
}

async function isMissing(path: string): Promise<boolean> {
	return lstat(path).then(
		() => false,
		error => codeOf(error) === 'ENOENT',
	);
}

function throwUnlessThere(error: unknown): void {
	if (codeOf(error) !== 'EEXIST') {
		throw error;
	}
}
