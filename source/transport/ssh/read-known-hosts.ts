import {Buffer} from 'node:buffer';
import {createHmac} from 'node:crypto';
import {stat} from 'node:fs/promises';
import type {KnownHostsEntry} from '../../domain/known-hosts.ts';
import type {ParseProblem} from '../../domain/parsed.ts';
import type {Result} from '../../domain/result.ts';
import {failed, succeeded} from '../../domain/result.ts';
import {mostKnownHostsLines, parseKnownHosts} from '../../parsers/known-hosts.ts';
import {isAbout, type Recorded} from '../../rules/host-key.ts';
import {failureOfError} from '../failure-of-error.ts';
import {readTextFile} from '../read-text-file.ts';

/** Bytes of a known_hosts file that are read at most. */
export const mostKnownHostsBytes = 2 ** 24;

export type KnownHostsFile = {
	/** The lines about a name, in their order. */
	readonly about: (name: string) => readonly Recorded[];
	/** The lines that were not understood, and so speak of nobody. */
	readonly problems: readonly ParseProblem[];
};

type Cached = {readonly version: string; readonly file: Promise<Result<KnownHostsFile>>};

/** By path. A rack of 500 nodes shares one file, and each would hash its name for every hashed line again. */
const cache = new Map<string, Cached>();

/**
 * A known_hosts file, read again only when it changed; one that is not there is empty. What cannot be read whole fails,
 * since a line that revokes a key may be where we cannot see: `denied`, `tooLarge` (16 MiB), `rejected` (100,000 lines,
 * a directory).
 */
export async function readKnownHosts(path: string): Promise<Result<KnownHostsFile>> {
	try {
		const version = await versionOf(path);
		const cached = cache.get(path);
		if (cached?.version === version) {
			return await cached.file;
		}

		const file = readFresh(path);
		cache.set(path, {version, file});
		const read = await file;
		if (!read.ok) {
			cache.delete(path);
		}

		return read;
	} catch (error) {
		const failure = failureOfError(error, path);
		return failure.kind === 'missing' ? succeeded(fileOf(path, [], [])) : failed(failure);
	}
}

/** HMAC-SHA1 as hashed lines hold it: the salt, in base64, is the key. */
export function hashName(salt: string, name: string): string {
	return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64');
}

/** Changes whenever the file does: another file in its place, another length, or another time of writing. */
async function versionOf(path: string): Promise<string> {
	const {dev, ino, size, mtimeNs, ctimeNs} = await stat(path, {bigint: true});
	return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}

async function readFresh(path: string): Promise<Result<KnownHostsFile>> {
	const text = await readTextFile(path, mostKnownHostsBytes);
	if (!text.ok) {
		return text.failure.kind === 'missing' ? succeeded(fileOf(path, [], [])) : text;
	}

	const {value, problems} = parseKnownHosts(text.value, path);
	const {entries, isCut} = value;
	return isCut
		? failed({
				kind: 'rejected',
				where: path,
				reason: `more than ${mostKnownHostsLines} lines, so that not all can be checked. Shorten it.`,
			})
		: succeeded(fileOf(path, entries, problems));
}

function fileOf(
	path: string,
	entries: readonly KnownHostsEntry[],
	problems: readonly ParseProblem[],
): KnownHostsFile {
	const known = new Map<string, readonly Recorded[]>();
	return {
		problems,
		about(name) {
			const lines =
				known.get(name) ??
				entries.filter(entry => isAbout(entry, name, hashName)).map(entry => ({file: path, entry}));
			known.set(name, lines);
			return lines;
		},
	};
}
