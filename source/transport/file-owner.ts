import type {FileHandle} from 'node:fs/promises';
import {codeOf} from './failure-of-error.ts';

export type FileOwner = {readonly uid: number; readonly gid: number};

const impossible = new Set<string | undefined>(['EINVAL', 'ENOTSUP', 'EPERM']);

/** Gives an open file to its owner, as far as we may: to another user only as root, and where there are owners. */
export async function giveFile(handle: FileHandle, owner: FileOwner | undefined): Promise<void> {
	const status = await handle.stat();
	if (owner !== undefined && (status.uid !== owner.uid || status.gid !== owner.gid)) {
		await handle.chown(owner.uid, owner.gid).catch(ignoreImpossible);
	}
}

/** Some file systems know no owners, no permissions, or no flush of a directory: there is nothing to be had then. */
export function ignoreImpossible(error: unknown): void {
	if (!impossible.has(codeOf(error))) {
		throw error;
	}
}
