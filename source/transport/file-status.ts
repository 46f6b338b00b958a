import {realpath, stat} from 'node:fs/promises';
import {dirname} from 'node:path';
import process from 'node:process';
import type {Result} from '../domain/result.ts';
import {failed, succeeded} from '../domain/result.ts';
import {failureOfError} from './failure-of-error.ts';
import type {FileOwner} from './file-owner.ts';

export type FileStatus = {
	/** The file itself, behind every symbolic link on the way. */
	readonly realPath: string;
	/** Where that file lies. */
	readonly directory: string;
	/** Permission bits, such as 0o644. */
	readonly mode: number;
	readonly owner: FileOwner;
	readonly kind: 'file' | 'directory' | 'other';
	readonly sizeBytes: number;
	/** Milliseconds since 1970, of the last write. */
	readonly changedWallMs: number;
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
			directory: dirname(realPath),
			mode: status.mode & 0o777,
			owner: {uid: status.uid, gid: status.gid},
			kind: status.isFile() ? 'file' : status.isDirectory() ? 'directory' : 'other',
			sizeBytes: status.size,
			changedWallMs: status.mtimeMs,
			isTrusted: user === undefined || user === 0 || status.uid === user || status.uid === 0,
		});
	} catch (error) {
		return failed(failureOfError(error, path));
	}
}
