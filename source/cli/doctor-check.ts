import type {NodeConfig} from '../domain/config.ts';
import type {SshWorld} from '../transport/ssh/ssh-world.ts';
import type {Finding} from './doctor-report.ts';

/** What the checks of one node share; each says what it found as soon as it knows. */
export type NodeCheck = {
	readonly node: NodeConfig;
	readonly ssh: SshWorld;
	readonly signal: AbortSignal;
	/** Of this node and the hops before it; added to, for all nodes. */
	readonly knownHostsFiles: Set<string>;
	readonly say: (...findings: readonly Finding[]) => void;
};
