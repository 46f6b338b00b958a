/** One line of a known_hosts file that was understood. */
export type KnownHostsEntry = {
	/** Counted from 1. */
	readonly line: number;
	readonly marker: 'none' | 'certAuthority' | 'revoked';
	readonly names: RecordedNames;
	readonly key: RecordedKey;
};

export type RecordedNames =
	/** Matches when a pattern does and no negated one does. */
	| {readonly kind: 'patterns'; readonly patterns: readonly HostPattern[]}
	/** HMAC-SHA1 of one name with a salt of 20 bytes, both in base64. */
	| {readonly kind: 'hashed'; readonly salt: string; readonly hash: string};

export type HostPattern = {
	/** In lower case; `*` and `?` are wildcards: `[10.0.0.?]:2222`. */
	readonly glob: string;
	readonly isNegated: boolean;
};

/** A public key as it stands in files. */
export type RecordedKey = {
	/** `ssh-ed25519` */
	readonly type: string;
	/** The whole key, in base64 that has but one way to write it: equal texts are equal keys. */
	readonly base64: string;
};

/** Names of hosts are compared so. ASCII only, as OpenSSH does it: in Unicode a Kelvin sign would become a `k`. */
export function inLowerCase(name: string): string {
	return name.replaceAll(/[A-Z]{1,4096}/g, letters => letters.toLowerCase());
}
