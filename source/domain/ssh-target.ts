import type {HostName} from './ids.ts';

/**
 * One machine to log in to, as `ssh -G` resolves it from ~/.ssh/config with the node's own settings laid over it.
 * https://man.openbsd.org/ssh_config
 */
export type SshTarget = {
	/** As failures name it: `pi-storage (192.168.1.12:22)`. */
	readonly where: string;
	/** What the system's ssh is given: the alias, whose configuration it reads itself. */
	readonly alias: HostName;
	/** What is dialled. */
	readonly host: string;
	readonly port: number;
	readonly user: string;
	/** The name that host keys are kept under: HostKeyAlias, else the host. */
	readonly hostKeyName: string;
	/** Absolute paths of known_hosts files, the user's first; those that are not there are no failure. */
	readonly knownHostsFiles: readonly string[];
	/** RevokedHostKeys, absolute; a file that cannot be read refuses every key. */
	readonly revokedKeysFile: string | undefined;
	/** HostKeyAlgorithms in order of preference; undefined: no wish. */
	readonly hostKeyAlgorithms: readonly string[] | undefined;
	/** Absolute paths of private keys that are there, in the order in which they are offered. */
	readonly identityFiles: readonly string[];
	/** Only those, and not whatever else the agent holds. */
	readonly isIdentitiesOnly: boolean;
	/** The socket of the agent; undefined: none. */
	readonly agentSocket: string | undefined;
	/** The hops before this machine, nearest to us first. */
	readonly jumps: readonly SshTarget[];
	/** Why ssh2 cannot carry it; undefined: it can. `a user certificate`, `ProxyCommand`. */
	readonly needsSystemSsh: string | undefined;
};
