import {failed, type Result, succeeded} from '../domain/result.ts';
import type {SshTarget} from '../domain/ssh-target.ts';
import {lookupNames} from '../rules/host-key.ts';
import {acceptHostKey, ownKnownHostsFile} from '../transport/ssh/accept-host-key.ts';
import type {OfferedHostKey} from '../transport/ssh/fetch-host-key.ts';
import {fingerprintOf, openHostKeyCheck} from '../transport/ssh/host-keys.ts';
import {openStateDirectory} from '../transport/state-directory.ts';
import {audit} from './audit.ts';
import type {Surroundings} from './surroundings.ts';

/** What a machine shows now, beside what is known of it. */
export type HostKeyLook =
	/** It proves itself by a certificate: there is no key to accept. */
	| {readonly state: 'certified'}
	| ({readonly state: 'known'} & ShownKey)
	| ({readonly state: 'unknown'} & ShownKey);

export type ShownKey = {
	readonly target: SshTarget;
	readonly offered: OfferedHostKey;
	readonly fingerprint: string;
};

type FetchKey = () => Promise<Result<OfferedHostKey>>;

/** Failures: those of reading known_hosts and of asking the machine, and `hostKeyMismatch`. */
export async function lookAtHostKey(
	target: SshTarget,
	fetchKey: FetchKey,
): Promise<Result<HostKeyLook>> {
	const check = await openHostKeyCheck(target);
	if (!check.ok) {
		return check;
	}

	if (check.value.isCertificateOnly) {
		return succeeded({state: 'certified'});
	}

	const offered = await fetchKey();
	if (!offered.ok) {
		return offered;
	}

	const refusal = check.value.verify(offered.value.key);
	const shown = {target, offered: offered.value, fingerprint: fingerprintOf(offered.value.key)};
	if (refusal === undefined) {
		return succeeded({state: 'known', ...shown});
	}

	return refusal.kind === 'hostKeyUnknown'
		? succeeded({state: 'unknown', ...shown})
		: failed(refusal);
}

/** Adds a key that a person accepted to our own known_hosts, and writes down that it was done. Gives the file. */
export async function rememberHostKey(
	{target, offered: {keyType, key}, fingerprint}: ShownKey,
	world: Pick<Surroundings, 'env' | 'clock' | 'output'>,
): Promise<Result<string>> {
	const directory = await openStateDirectory(world.env);
	if (!directory.ok) {
		return directory;
	}

	const file = ownKnownHostsFile(directory.value);
	const {first: name} = lookupNames(target);
	const accepted = await acceptHostKey({file, name, keyType, key});
	if (!accepted.ok) {
		return accepted;
	}

	const argv = [name, keyType, fingerprint];
	await audit({what: 'acceptHostKey', target: target.where, argv, result: 'done'}, world);
	return succeeded(file);
}
