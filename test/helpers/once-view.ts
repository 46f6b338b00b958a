import {execFileSync} from 'node:child_process';
import {appendFileSync, copyFileSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Lab} from '../../scripts/lab/lab.ts';
import {temporaryDirectory} from './temporary-directory.ts';

export type View = {
	/** Lines of the list of nodes: `{name: h1}`. */
	readonly nodes: readonly string[];
	/** Hosts whose keys the operator does not know. */
	readonly forgets?: readonly string[];
	/** Other keys that the operator takes for a host's: `ssh-ed25519 AAAA...`. */
	readonly believes?: Readonly<Record<string, string>>;
};

/** The environment of an operator who sees only a part of the lab, until the end of the test. */
export function viewOf(
	rack: Lab,
	{nodes, forgets = [], believes = {}}: View,
): Readonly<Record<string, string>> {
	const folder = temporaryDirectory();
	const knownHosts = join(folder, 'known_hosts');
	copyFileSync(join(rack.folder, 'operator/known_hosts'), knownHosts);
	for (const {name, address} of rack.hosts()) {
		if (forgets.includes(name)) {
			execFileSync('ssh-keygen', ['-q', '-R', address, '-f', knownHosts], {stdio: 'ignore'});
		}

		if (believes[name] !== undefined) {
			appendFileSync(knownHosts, `${address} ${believes[name]}\n`);
		}
	}

	const sshConfig = readFileSync(join(rack.folder, 'operator/ssh_config'), 'utf8');
	const config = ['version: 1', 'cluster: lab', 'nodes:', ...nodes.map(node => `  - ${node}`)];
	writeFileSync(join(folder, 'config.yaml'), `${config.join('\n')}\n`);
	writeFileSync(
		join(folder, 'ssh_config'),
		`Host *\n\tUserKnownHostsFile "${knownHosts}"\n\n${sshConfig}`,
	);
	return {
		CLUSTERDECK_CONFIG: join(folder, 'config.yaml'),
		CLUSTERDECK_SSH_CONFIG: join(folder, 'ssh_config'),
	};
}

/** Of a host's ed25519 key, as `ssh-keygen` tells it. */
export function fingerprintIn(rack: Lab, host: string): string {
	const file = join(rack.folder, 'hosts', host, 'ssh/ssh_host_ed25519_key.pub');
	return execFileSync('ssh-keygen', ['-l', '-f', file], {encoding: 'utf8'}).split(' ')[1] ?? '';
}
