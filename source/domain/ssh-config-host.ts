import type {HostName} from './ids.ts';

/** A Host of ~/.ssh/config that could become a node. */
export type SshConfigHost = {
	readonly alias: HostName;
	/** Why it cannot be added, in a word or two: it is a node already, or no node can be named so. */
	readonly obstacle: 'configured' | 'unnameable' | undefined;
};
