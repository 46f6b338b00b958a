import {statfs} from 'node:fs/promises';
import type {Result} from '../domain/result.ts';
import {failed, succeeded} from '../domain/result.ts';
import type {FilesystemBlocks} from '../parsers/stat-filesystem.ts';
import {failureOfError} from './failure-of-error.ts';

/** A question that may never be answered. `answer` settles when it is over for good; `cancel` kills what can be. */
export type StatfsQuestion = {
	readonly answer: Promise<Result<FilesystemBlocks>>;
	readonly cancel: () => void;
};

/**
 * Asks on a thread of this process: for filesystems that answer from memory. On one that hangs the thread is lost, and
 * the process cannot end, since libuv joins its threads at exit.
 */
export function askStatfs(mount: string): StatfsQuestion {
	return {answer: statfsHere(mount), cancel: () => undefined};
}

async function statfsHere(mount: string): Promise<Result<FilesystemBlocks>> {
	try {
		const {bsize, blocks, bfree, bavail} = await statfs(mount);
		return succeeded({
			blockBytes: bsize,
			blocks,
			freeBlocks: bfree,
			availableBlocks: bavail,
		});
	} catch (error) {
		return failed(failureOfError(error, mount));
	}
}
