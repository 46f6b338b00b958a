import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {run} from '../../source/cli/run.ts';
import type {Surroundings} from '../../source/cli/surroundings.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {temporaryDirectory} from './temporary-directory.ts';
import type {Sshd} from './sshd.ts';
import {someSurroundings} from './surroundings.ts';

export type Rack = {
	readonly config: string;
	readonly sshConfig: string;
	/** The person's own known_hosts. */
	readonly knownHosts: string;
	/** Those that clusterdeck keeps. */
	readonly ownKnownHosts: string;
	readonly state: string;
	readonly env: Readonly<Record<string, string>>;
};

export type RackParts = {
	/** `user` may log in on them with `clientKey`. */
	readonly servers: Readonly<Record<string, Sshd>>;
	/** Further lines about a host of the ssh configuration. */
	readonly ssh?: Readonly<Record<string, readonly string[]>>;
	/** Further keys of a node in config.yaml. */
	readonly nodes?: Readonly<Record<string, string>>;
	/** Whose keys known_hosts has. */
	readonly known?: readonly string[];
};

/** Real servers on loopback as nodes of a configuration, each with an alias of ssh of the same name. */
export function makeRack({servers, ssh = {}, nodes = {}, known = []}: RackParts): Rack {
	const folder = temporaryDirectory();
	const state = join(folder, 'state');
	const path = (name: string): string => join(folder, name);
	const hosts = Object.entries(servers).flatMap(([name, {port, user, clientKey}]) => [
		`Host ${name}`,
		'\tHostName 127.0.0.1',
		`\tPort ${port}`,
		`\tUser ${user}`,
		`\tIdentityFile ${clientKey}`,
		...(ssh[name] ?? []).map(line => `\t${line}`),
	]);
	const general = [
		'Host *',
		'\tIdentitiesOnly yes',
		'\tIdentityAgent none',
		`\tUserKnownHostsFile ${path('known_hosts')}`,
		'\tGlobalKnownHostsFile /dev/null',
	];
	const entries = Object.keys(servers).map(name => `  - {name: ${name}${nodes[name] ?? ''}}\n`);
	const keys = known.map(name => {
		const {port, hostKey} = servers[name] ?? {port: 0, hostKey: ''};
		return `[127.0.0.1]:${port} ${hostKey}\n`;
	});
	mkdirSync(path('run'), {mode: 0o700});
	writeFileSync(path('ssh_config'), `${[...hosts, ...general].join('\n')}\n`);
	writeFileSync(path('config.yaml'), `version: 1\nnodes:\n${entries.join('')}`);
	writeFileSync(path('known_hosts'), keys.join(''));
	return {
		config: path('config.yaml'),
		sshConfig: path('ssh_config'),
		knownHosts: path('known_hosts'),
		ownKnownHosts: join(state, 'clusterdeck/known_hosts'),
		state,
		env: {
			HOME: folder,
			CLUSTERDECK_CONFIG: path('config.yaml'),
			CLUSTERDECK_SSH_CONFIG: path('ssh_config'),
			XDG_STATE_HOME: state,
			XDG_RUNTIME_DIR: path('run'),
		},
	};
}

/** Runs a command line in process on that rack, in real time. */
export async function runOn(
	{env}: Pick<Rack, 'env'>,
	args: readonly string[],
	parts: Partial<Surroundings> = {},
) {
	const {world, printed, complaints} = someSurroundings({clock: systemClock, env, ...parts});
	const status = await run(args, world);
	return {status, stdout: printed.join(''), stderr: complaints.join('\n')};
}
