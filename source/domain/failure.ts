/**
 * Everything that the world can do wrong. `where` names the thing that failed in the words of its owner: a node, a
 * file, a command. theme/failure-text.ts makes the sentence.
 */
export type Failure =
	| {readonly kind: 'unreachable'; readonly where: string; readonly reason: string}
	/** `afterMs` is undefined where the kernel's own patience ended, whose length it does not tell. */
	| {readonly kind: 'timedOut'; readonly where: string; readonly afterMs: number | undefined}
	| {readonly kind: 'refused'; readonly where: string}
	| {readonly kind: 'authFailed'; readonly where: string; readonly user: string}
	/** `fingerprint` as OpenSSH writes it: `SHA256:...`; `keyType` as in `ssh-ed25519`. */
	| {
			readonly kind: 'hostKeyUnknown';
			readonly where: string;
			readonly keyType: string;
			readonly fingerprint: string;
	  }
	| HostKeyMismatch
	| {readonly kind: 'needsPassphrase'; readonly where: string; readonly keyFile: string}
	| {readonly kind: 'restrictedShell'; readonly where: string}
	| Exited
	| {readonly kind: 'unparseable'; readonly where: string; readonly problem: string}
	| {readonly kind: 'protocol'; readonly where: string; readonly problem: string}
	| {readonly kind: 'cancelled'; readonly where: string}
	| {readonly kind: 'tooLarge'; readonly where: string; readonly limitBytes: number}
	| DiskFull
	| {readonly kind: 'denied'; readonly where: string; readonly reason: string}
	| {readonly kind: 'missing'; readonly where: string}
	| {readonly kind: 'rejected'; readonly where: string; readonly reason: string}
	/** This program cannot do it there, however often it tries. */
	| {readonly kind: 'unsupported'; readonly where: string; readonly reason: string};

/** The other two are told of a model that had no room. */
type DiskFull = {
	readonly kind: 'diskFull';
	readonly where: string;
	/** On the disk that is full. */
	readonly folder?: string;
	/** At least so much more than there was. */
	readonly neededBytes?: number;
};

/** The node showed another key than the one that is recorded, or one that is revoked. */
type HostKeyMismatch = {
	readonly kind: 'hostKeyMismatch';
	readonly where: string;
	readonly keyType: string;
	readonly fingerprint: string;
	/** What keys of this host are kept under: `[host]:port`, or HostKeyAlias. */
	readonly name: string;
	/** All that hold keys under that name, which are others; none for a key that is revoked. */
	readonly files: readonly string[];
	/** Why it is refused: what is written where. */
	readonly recorded: {
		readonly file: string;
		/** Counted from 1. */
		readonly line: number;
		readonly isRevoked: boolean;
		/** Of the key in that line; undefined when it cannot be told. */
		readonly fingerprint: string | undefined;
	};
};

/** A command ended in another way than asked. `where` is its argv, joined for reading only. */
type Exited = {
	readonly kind: 'exited';
	readonly where: string;
	/** Undefined when a signal ended it. */
	readonly exitCode: number | undefined;
	readonly signal: string | undefined;
	/** The first kilobytes of stderr, raw. */
	readonly stderr: string;
};
