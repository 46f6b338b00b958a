import type {Failure} from '../domain/failure.ts';
import type {ModelFile} from '../domain/model-deed.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {type DigestListener, digestFile} from '../transport/digest-file.ts';
import {readFileStatus} from '../transport/file-status.ts';
import {shareWork} from '../transport/share-work.ts';

/** Digests of files of this machine. */
export type FileDigests = (file: ModelFile, listener: DigestListener) => Promise<Result<string>>;

/**
 * Each file is read once for all that ask at a time, and not again as long as it is the same. Failures: those of reading
 * it, `cancelled`, `rejected` where it is another one than was named.
 */
export function createFileDigests(): FileDigests {
	const share = shareWork<Result<string>>();
	const known = new Map<string, string>();
	const listening = new Map<string, Set<DigestListener['onRead']>>();

	async function read(version: string, file: ModelFile, signal: AbortSignal) {
		const digest = await digestFile(file.path, {
			signal,
			onRead(bytes) {
				for (const onRead of listening.get(version) ?? []) {
					onRead(bytes);
				}
			},
		});
		const now = await versionOf(file);
		if (!digest.ok || !now.ok || now.value !== version) {
			return digest.ok ? failed(now.ok ? changed(file) : now.failure) : digest;
		}

		known.set(version, digest.value);
		return digest;
	}

	return async (file, {signal, onRead}) => {
		const version = await versionOf(file);
		if (!version.ok) {
			return version;
		}

		const before = known.get(version.value);
		if (before !== undefined) {
			return succeeded(before);
		}

		const all = listening.get(version.value) ?? new Set();
		listening.set(version.value, all.add(onRead));
		const digest = await share(version.value, signal, reading =>
			read(version.value, file, reading),
		);
		all.delete(onRead);
		if (all.size === 0) {
			listening.delete(version.value);
		}

		return digest ?? failed({kind: 'cancelled', where: file.path});
	};
}

/** The path with what tells that it is the same file still. */
async function versionOf(file: ModelFile): Promise<Result<string>> {
	const status = await readFileStatus(file.path);
	if (!status.ok) {
		return status;
	}

	const {realPath, sizeBytes, changedWallMs} = status.value;
	return sizeBytes === file.sizeBytes
		? succeeded(`${realPath} ${sizeBytes} ${changedWallMs}`)
		: failed(changed(file));
}

export function changed({path}: ModelFile): Failure {
	const reason = 'it was changed meanwhile. Wait until it is whole, and do it again.';
	return {kind: 'rejected', where: path, reason};
}
