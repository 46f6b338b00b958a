import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {failureOfError} from './failure-of-error.ts';

/**
 * Lends a file with this text, in a folder of its own that nobody else may enter, and removes both whatever comes of it,
 * with all that a program left beside it. Failures: those of making it.
 */
export async function withTemporaryFile<Value>(
	{name, text}: {readonly name: string; readonly text: string},
	use: (path: string) => Promise<Value>,
): Promise<Result<Value>> {
	let folder: string;
	try {
		// 0700, as mkdtemp(3) has it.
		folder = await mkdtemp(join(tmpdir(), 'clusterdeck-'));
	} catch (error) {
		return failed(failureOfError(error, tmpdir()));
	}

	try {
		const path = join(folder, name);
		const refusal = await writeFile(path, text, {mode: 0o600, flag: 'wx'}).then(
			() => undefined,
			(error: unknown) => failureOfError(error, path),
		);
		return refusal === undefined ? succeeded(await use(path)) : failed(refusal);
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
}
