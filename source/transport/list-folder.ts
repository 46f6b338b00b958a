import {opendir} from 'node:fs/promises';
import type {Result} from '../domain/result.ts';
import {failed, succeeded} from '../domain/result.ts';
import {failureOfError} from './failure-of-error.ts';

/** The names in a folder, sorted, without `.` and `..`. More than `maxEntries` are not read. */
export async function listFolder(
	path: string,
	maxEntries: number,
): Promise<Result<readonly string[]>> {
	try {
		const names: string[] = [];
		for await (const entry of await opendir(path)) {
			names.push(entry.name);
			if (names.length >= maxEntries) {
				break;
			}
		}

		return succeeded(names.sort());
	} catch (error) {
		return failed(failureOfError(error, path));
	}
}
