import {rm} from 'node:fs/promises';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {failureOfError} from './failure-of-error.ts';

/** Removes a file; one that is not there is removed already. Failures: `denied`. */
export async function removeFile(path: string): Promise<Result<void>> {
	try {
		await rm(path, {force: true});
		return succeeded(undefined);
	} catch (error) {
		return failed(failureOfError(error, path));
	}
}
