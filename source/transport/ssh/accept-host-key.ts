import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import {constants} from 'node:fs';
import {type FileHandle, open} from 'node:fs/promises';
import {join} from 'node:path';
import {inLowerCase, type RecordedKey} from '../../domain/known-hosts.ts';
import type {Result} from '../../domain/result.ts';
import {failed, succeeded} from '../../domain/result.ts';
import {decideHostKey} from '../../rules/host-key.ts';
import {failureOfError} from '../failure-of-error.ts';
import {ignoreImpossible} from '../file-owner.ts';
import {keyTypeOf} from './host-keys.ts';
import {hashName, readKnownHosts} from './read-known-hosts.ts';

export type KeyToAccept = {
	/** Our own known_hosts; its directory is there. */
	readonly file: string;
	/** What the key is looked up by: `first` of rules/host-key.ts lookupNames. */
	readonly name: string;
	readonly keyType: string;
	/** As it came over the wire. */
	readonly key: Uint8Array;
};

/** The file for keys that a person accepted here, in the state directory. The person's own files are never written. */
export function ownKnownHostsFile(stateDirectory: string): string {
	return join(stateDirectory, 'known_hosts');
}

/** One at a time, so that two that accept the same key write one line. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Adds one line with the hashed name, as ssh does with HashKnownHosts, and flushes it; does nothing when the key is
 * there already. Processes may add at once: each line is one write at the end of the file. A write that a full disk cut
 * short is taken back; what a loss of power tore is ended first, and is no key to any reader.
 *
 * Failures: `denied` (another key is recorded under this name, or this one is revoked; a link in the place of the
 * file), `unparseable` (not a key of that type), `diskFull`, and those of reading known_hosts.
 */
export async function acceptHostKey(request: KeyToAccept): Promise<Result<void>> {
	const turn = last.then(() => accept(request));
	// The one who asked hears of what is thrown; the next in line goes on.
	last = Promise.allSettled([turn]);
	return turn;
}

async function accept({file, name, keyType, key: bytes}: KeyToAccept): Promise<Result<void>> {
	if (keyTypeOf(bytes) !== keyType) {
		return failed({kind: 'unparseable', where: file, problem: `not a key of type ${keyType}`});
	}

	const known = await readKnownHosts(file);
	if (!known.ok) {
		return known;
	}

	const key = {type: keyType, base64: Buffer.from(bytes).toString('base64')};
	const lookedUp = inLowerCase(name);
	const decision = decideHostKey({first: known.value.about(lookedUp), second: []}, key);
	switch (decision.state) {
		case 'known':
			return succeeded(undefined);
		case 'unknown':
			return append(file, lineFor(lookedUp, key));
		default: {
			const {line} = decision.recorded.entry;
			const what = decision.state === 'revoked' ? 'revokes this key' : 'records another key';
			return failed({kind: 'denied', where: file, reason: `line ${line} ${what} for ${name}`});
		}
	}
}

function lineFor(name: string, {type, base64}: RecordedKey): string {
	const salt = randomBytes(20).toString('base64');
	return `|1|${salt}|${hashName(salt, name)} ${type} ${base64}\n`;
}

async function append(path: string, line: string): Promise<Result<void>> {
	try {
		const {O_RDWR, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK} = constants;
		const flags = O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK;
		const file = await open(path, flags, 0o600);
		try {
			await file.chmod(0o600).catch(ignoreImpossible);
			return await appendTo(file, line, path);
		} finally {
			await file.close();
		}
	} catch (error) {
		return failed(failureOfError(error, path));
	}
}

async function appendTo(file: FileHandle, line: string, path: string): Promise<Result<void>> {
	const {size} = await file.stat();
	const isTorn = size > 0 && (await lastByte(file, size)) !== '\n';
	const bytes = Buffer.from(isTorn ? `\n${line}` : line, 'latin1');
	const {bytesWritten} = await file.write(bytes);
	if (bytesWritten < bytes.length) {
		await takeBack(file, size, bytesWritten);
		return failed({kind: 'diskFull', where: path});
	}

	await file.sync();
	return succeeded(undefined);
}

async function lastByte(file: FileHandle, size: number): Promise<string> {
	const byte = Buffer.alloc(1);
	await file.read(byte, 0, 1, size - 1);
	return byte.toString('latin1');
}

/** Unless somebody else wrote behind it. */
async function takeBack(file: FileHandle, size: number, written: number): Promise<void> {
	const {size: sizeNow} = await file.stat();
	if (sizeNow === size + written) {
		await file.truncate(size);
	}
}
