import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import type {Failure} from '../../domain/failure.ts';
import type {RecordedKey} from '../../domain/known-hosts.ts';
import type {Result} from '../../domain/result.ts';
import {failed, succeeded} from '../../domain/result.ts';
import type {SshTarget} from '../../domain/ssh-target.ts';
import type {RevokedKey} from '../../parsers/revoked-keys.ts';
import {typeInside} from '../../parsers/ssh-public-key.ts';
import {
	decideHostKey,
	type HostRecords,
	isCertificateOnly,
	lookupNames,
	recordedTypes,
	recordingFiles,
} from '../../rules/host-key.ts';
import {hostKeyAlgorithms} from '../../rules/host-key-algorithms.ts';
import {type KnownHostsFile, readKnownHosts} from './read-known-hosts.ts';
import {readRevokedKeys} from './read-revoked-keys.ts';

export type HostKeyCheck = {
	/** What to ask the server for, recorded types first; undefined: nothing is recorded, the server chooses. */
	readonly algorithms: readonly string[] | undefined;
	/**
	 * Undefined: the key, as it comes over the wire, is the recorded one. Else `hostKeyUnknown`, `hostKeyMismatch`, or
	 * `protocol` for what is no key.
	 */
	readonly verify: (key: Uint8Array) => Failure | undefined;
	/** Only a @cert-authority line is about this host: ssh2 cannot check it. */
	readonly isCertificateOnly: boolean;
};

/**
 * Reads what is known of a host and fails closed: a file that is there and cannot be read whole is a failure
 * (`denied`, `tooLarge`, `rejected`), and so is a RevokedHostKeys file that cannot be read or is binary (`unsupported`),
 * or a HostKeyAlgorithms without one that ssh2 can check (`unsupported`). A known_hosts file that is not there is empty.
 */
export async function openHostKeyCheck(target: SshTarget): Promise<Result<HostKeyCheck>> {
	const revoked = await readRevokedKeys(target.revokedKeysFile);
	if (!revoked.ok) {
		return revoked;
	}

	const records = await readRecords(target);
	return records.ok ? checkWith(target, records.value, revoked.value) : records;
}

/** What is known of a host. Fails as the check does. */
export async function readRecords(
	target: Pick<SshTarget, 'host' | 'port' | 'hostKeyName' | 'knownHostsFiles'>,
): Promise<Result<HostRecords>> {
	const {first, second} = lookupNames(target);
	const files: KnownHostsFile[] = [];
	for (const path of target.knownHostsFiles) {
		const file = await readKnownHosts(path);
		if (!file.ok) {
			return file;
		}

		files.push(file.value);
	}

	return succeeded({
		first: files.flatMap(file => file.about(first)),
		second: second === undefined ? [] : files.flatMap(file => file.about(second)),
	});
}

/** `SHA256:...` as `ssh-keygen -l` and ssh write it. */
export function fingerprintOf(key: Uint8Array): string {
	return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** `ssh-ed25519`; undefined for bytes that are no public key. */
export function keyTypeOf(key: Uint8Array): string | undefined {
	return typeInside(Buffer.from(key).toString('latin1'));
}

function checkWith(
	target: SshTarget,
	records: HostRecords,
	revoked: readonly RevokedKey[],
): Result<HostKeyCheck> {
	const algorithms = hostKeyAlgorithms(recordedTypes(records), target.hostKeyAlgorithms);
	if (algorithms?.length === 0) {
		return failed({
			kind: 'unsupported',
			where: target.where,
			reason: `HostKeyAlgorithms asks only for what the system's ssh can check. Set transport: system.`,
		});
	}

	return succeeded({
		algorithms,
		isCertificateOnly: isCertificateOnly(records),
		verify(bytes) {
			const type = keyTypeOf(bytes);
			if (type === undefined) {
				return {kind: 'protocol', where: target.where, problem: 'the host key is no public key'};
			}

			const key = {type, base64: Buffer.from(bytes).toString('base64')};
			return revocationOf(target, key, revoked) ?? failureOfDecision(target, key, records);
		},
	});
}

function revocationOf(
	target: SshTarget,
	key: RecordedKey,
	revoked: readonly RevokedKey[],
): Failure | undefined {
	const {where, revokedKeysFile} = target;
	const found = revoked.find(entry => entry.key.base64 === key.base64);
	if (found === undefined || revokedKeysFile === undefined) {
		return undefined;
	}

	const fingerprint = fingerprintOfRecorded(key);
	const recorded = {file: revokedKeysFile, line: found.line, isRevoked: true, fingerprint};
	const {first: name} = lookupNames(target);
	const offered = {where, keyType: key.type, fingerprint};
	return {kind: 'hostKeyMismatch', ...offered, name, files: [], recorded};
}

function failureOfDecision(
	target: SshTarget,
	key: RecordedKey,
	records: HostRecords,
): Failure | undefined {
	const decision = decideHostKey(records, key);
	const offered = {where: target.where, keyType: key.type, fingerprint: fingerprintOfRecorded(key)};
	switch (decision.state) {
		case 'known':
			return undefined;
		case 'unknown':
			return {kind: 'hostKeyUnknown', ...offered};
		default: {
			const {file, entry} = decision.recorded;
			const isRevoked = decision.state === 'revoked';
			const fingerprint = fingerprintOfRecorded(entry.key);
			return {
				...{kind: 'hostKeyMismatch', ...offered},
				name: lookupNames(target).first,
				files: isRevoked ? [] : recordingFiles(records),
				recorded: {file, line: entry.line, isRevoked, fingerprint},
			};
		}
	}
}

function fingerprintOfRecorded({base64}: RecordedKey): string {
	return fingerprintOf(Buffer.from(base64, 'base64'));
}
