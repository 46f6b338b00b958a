/** What the operator has: a key, known hosts, an ssh configuration with an alias a host, and clusterdeck's config.yaml. */
import {randomUUID} from 'node:crypto';
import {mkdir, rename, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {writeKnownHosts} from './keys.ts';
import {markOf} from './namespaces.ts';
import {loginHost} from './slurm-cluster.ts';
import type {HostState, LabState} from './state.ts';

export const operatorFolder = (folder: string) => join(folder, 'operator');

/** Once, with the keys that the hosts have then. */
export async function writeClientFiles(folder: string, state: LabState): Promise<void> {
	const home = operatorFolder(folder);
	await mkdir(join(home, 'state'), {recursive: true, mode: 0o700});
	await Promise.all([
		writeSshConfig(folder, state),
		writeFile(join(home, 'config.yaml'), clusterdeckConfig(state)),
		writeKnownHosts(
			folder,
			state.hosts.map(({name, address, port}) => ({
				name,
				lookup: port === 22 ? address : `[${address}]:${port}`,
			})),
		),
	]);
}

/** Again after every fault: some need another way in. */
export async function writeSshConfig(folder: string, state: LabState): Promise<void> {
	const home = operatorFolder(folder);
	const path = join(home, 'ssh_config');
	// A program that dials just now must not read half of it; faults come several at once.
	const whole = `${path}.${randomUUID()}`;
	await writeFile(whole, sshConfig(home, state));
	await rename(whole, path);
}

/** The environment of the program under test. */
export function operatorEnvironment(folder: string): Record<string, string | undefined> {
	const home = operatorFolder(folder);
	return {
		HOME: home,
		...markOf(folder),
		CLUSTERDECK_CONFIG: join(home, 'config.yaml'),
		CLUSTERDECK_SSH_CONFIG: join(home, 'ssh_config'),
		XDG_STATE_HOME: join(home, 'state'),
		XDG_CONFIG_HOME: undefined,
		XDG_RUNTIME_DIR: undefined,
		SSH_AUTH_SOCK: undefined,
	};
}

function sshConfig(home: string, {hosts}: LabState): string {
	const general = [
		'Host *',
		`\tIdentityFile "${join(home, 'id_ed25519')}"`,
		'\tIdentitiesOnly yes',
		`\tUserKnownHostsFile "${join(home, 'known_hosts')}"`,
		'\tGlobalKnownHostsFile /dev/null',
	];
	return `${[...hosts.flatMap(host => hostLines(home, host)), ...general].join('\n')}\n`;
}

function hostLines(home: string, {name, address, port, user, faults}: HostState): string[] {
	const [via] = faults['behind'] ?? [];
	const certified = join(home, 'id_certified');
	return [
		`Host ${name}`,
		`\tHostName ${address}`,
		`\tPort ${port}`,
		`\tUser ${user}`,
		...(via === undefined ? [] : [`\tProxyJump ${via}`]),
		...(faults['cert'] === undefined
			? []
			: [`\tIdentityFile "${certified}"`, `\tCertificateFile "${certified}-cert.pub"`]),
		'',
	];
}

function clusterdeckConfig({hosts, slurm}: LabState): string {
	return [
		'version: 1',
		'cluster: lab',
		'nodes:',
		...hosts.map(({name}) => `  - name: ${name}`),
		...(slurm === undefined ? [] : [`slurm: [{name: hpc, via: ${loginHost}}]`]),
		'',
	].join('\n');
}
