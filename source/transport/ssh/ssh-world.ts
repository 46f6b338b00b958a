import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {AskSecret} from '../../domain/ask-secret.ts';
import type {Clock} from '../../domain/clock.ts';
import {ownAccount} from '../own-account.ts';
import {stateFile} from '../state-directory.ts';

/** What logging in anywhere depends on. */
export type SshWorld = {
	readonly clock: Clock;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly askSecret: AskSecret;
	/** As `ssh -F`; undefined: the person's own configuration, and the system's. */
	readonly sshConfigFile: string | undefined;
	/** Clusterdeck's own known_hosts file, beside those of ssh. */
	readonly ownKnownHosts: string;
	/** Where folders for sockets are made. */
	readonly runtimeFolder: string;
};

export type SshSurroundings = Pick<SshWorld, 'clock' | 'env' | 'askSecret'>;

export function sshWorld({clock, env, askSecret}: SshSurroundings): SshWorld {
	return {
		clock,
		env,
		askSecret,
		sshConfigFile: env['CLUSTERDECK_SSH_CONFIG'],
		ownKnownHosts: ownKnownHosts(env),
		runtimeFolder: env['XDG_RUNTIME_DIR'] ?? tmpdir(),
	};
}

/** Where the host keys are kept that were accepted here: `known_hosts` in the state directory. */
export function ownKnownHosts(env: SshWorld['env']): string {
	const home = join(ownAccount(env).home, '.local', 'state', 'clusterdeck');
	return stateFile(env, 'known_hosts') ?? join(home, 'known_hosts');
}
