import {inLowerCase, type KnownHostsEntry, type RecordedKey} from '../domain/known-hosts.ts';
import type {SshTarget} from '../domain/ssh-target.ts';
import {matchesGlob} from './host-glob.ts';

/** HMAC-SHA1 of a name in base64; `salt` is the key, in base64 as well. */
export type HashName = (salt: string, name: string) => string;

/** An entry of one of the files. */
export type Recorded = {readonly file: string; readonly entry: KnownHostsEntry};

/** What the files say of one host: all lines that match its first name, and all that match the second. */
export type HostRecords = {
	readonly first: readonly Recorded[];
	readonly second: readonly Recorded[];
};

export type HostKeyDecision =
	| {readonly state: 'known'}
	| {readonly state: 'unknown'}
	/** Other keys are recorded; this is the one to name. */
	| {readonly state: 'mismatch'; readonly recorded: Recorded}
	| {readonly state: 'revoked'; readonly recorded: Recorded};

/** `second` is asked only when the first knows no key; undefined: there is none. */
export type LookupNames = {readonly first: string; readonly second: string | undefined};

const standardPort = 22;

/**
 * The names that keys are kept under, in lower case as OpenSSH does: HostKeyAlias as it is, without a port; the host on
 * port 22; else `[host]:port` and then the host alone, which is where a key stands that all ports of a machine share.
 * ssh_config(5) under HostKeyAlias; get_hostfile_hostname_ipaddr and check_host_key in OpenSSH's sshconnect.c.
 */
export function lookupNames(target: Pick<SshTarget, 'host' | 'port' | 'hostKeyName'>): LookupNames {
	const name = inLowerCase(target.hostKeyName);
	return target.port === standardPort || name !== inLowerCase(target.host)
		? {first: name, second: undefined}
		: {first: `[${name}]:${target.port}`, second: name};
}

/** Whether a line speaks of a name (in lower case). A name beyond printable ASCII matches nothing, not even `*`. */
export function isAbout({names}: KnownHostsEntry, name: string, hashName: HashName): boolean {
	if (!/^[!-~]+$/.test(name)) {
		return false;
	}

	if (names.kind === 'hashed') {
		return hashName(names.salt, name) === names.hash;
	}

	const matching = names.patterns.filter(({glob}) => matchesGlob(name, glob));
	return matching.length > 0 && !matching.some(({isNegated}) => isNegated);
}

/**
 * Whether a key may be trusted. A line that revokes it wins over every line that knows it, in whatever file. Where any
 * key is recorded, of whatever type, every other one is a mismatch: OpenSSH calls it HOST_CHANGED and refuses it too
 * (check_hostkeys_by_key_or_type in hostfile.c). The key of a certificate authority vouches for certificates only.
 */
export function decideHostKey(records: HostRecords, key: RecordedKey): HostKeyDecision {
	const revoked = [...records.first, ...records.second].find(
		({entry}) => entry.marker === 'revoked' && entry.key.base64 === key.base64,
	);
	if (revoked !== undefined) {
		return {state: 'revoked', recorded: revoked};
	}

	if (trusted(records).some(({entry}) => isSameKey(entry.key, key))) {
		return {state: 'known'};
	}

	const others = records.first.filter(isPlain);
	const recorded = others.find(({entry}) => entry.key.type === key.type) ?? others[0];
	return recorded === undefined ? {state: 'unknown'} : {state: 'mismatch', recorded};
}

/** Where there are keys under the first name: without them the host is unknown. */
export function recordingFiles({first}: HostRecords): readonly string[] {
	return [...new Set(first.filter(isPlain).map(({file}) => file))];
}

/** The types of the keys that would be trusted. */
export function recordedTypes(records: HostRecords): readonly string[] {
	return trusted(records).map(({entry}) => entry.key.type);
}

/** Only a certificate of a known authority could prove this host. */
export function isCertificateOnly(records: HostRecords): boolean {
	return (
		trusted(records).length === 0 &&
		[...records.first, ...records.second].some(({entry}) => entry.marker === 'certAuthority')
	);
}

/** Keys under the second name count only where there are none under the first. */
function trusted({first, second}: HostRecords): readonly Recorded[] {
	const keys = first.filter(isPlain);
	return keys.length > 0 ? keys : second.filter(isPlain);
}

function isPlain({entry}: Recorded): boolean {
	return entry.marker === 'none';
}

function isSameKey(one: RecordedKey, other: RecordedKey): boolean {
	return one.type === other.type && one.base64 === other.base64;
}
