import {chmod, realpath, stat} from 'node:fs/promises';
import process from 'node:process';
import type {Result} from '../domain/result.ts';
import {failed, succeeded} from '../domain/result.ts';
import {failureOfError} from './failure-of-error.ts';

export type FileStatus = {
	/** The file itself, behind every symbolic link on the way. */
	readonly realPath: string;
	/** Permission bits, such as 0o644. */
	readonly mode: number;
	readonly kind: 'file' | 'directory' | 'other';
	/** Ours, root's, or written by somebody whom we need not trust. Root trusts every owner. */
	readonly isTrusted: boolean;
};

/** Failures: `missing`, `denied`, and `rejected` for what else the system says. */
export async function readFileStatus(path: string): Promise<Result<FileStatus>> {
	try {
		const realPath = await realpath(path);
		const status = await stat(realPath);
		const user = process.getuid?.();
		return succeeded({
			realPath,
			mode: status.mode & 0o777,
			kind: status.isFile() ? 'file' : status.isDirectory() ? 'directory' : 'other',
			isTrusted: user === undefined || user === 0 || status.uid === user || status.uid === 0,
		});
	} catch (error) {
		return failed(failureOfError(error, path));
	}
}

/** Sets the permission bits in spite of the umask. */
export async function setFileMode(path: string, mode: number): Promise<Result<void>> {
	try {
		await chmod(path, mode);
		return succeeded(undefined);
	} catch (error) {
		return failed(failureOfError(error, path));
	}
}
