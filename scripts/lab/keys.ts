/** Key pairs and what is made of them, by ssh-keygen. */
import {copyFile, mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {mustRun} from './command.ts';
import {sshFolder} from './host-context.ts';

export const hostKeyTypes = ['ed25519', 'rsa'] as const;

export async function makeKey(path: string, type: 'ed25519' | 'rsa', comment: string) {
	await Promise.all([rm(path, {force: true}), rm(`${path}.pub`, {force: true})]);
	const bits = type === 'rsa' ? ['-b', '2048'] : [];
	await mustRun(['ssh-keygen', '-q', '-t', type, ...bits, '-N', '', '-C', comment, '-f', path]);
}

/** A host's keys, and for each user the list of the one key that may log in. */
export async function makeHostKeys(
	folder: string,
	name: string,
	users: readonly string[],
): Promise<void> {
	const ssh = sshFolder(folder, name);
	await mkdir(join(ssh, 'authorized_keys'), {recursive: true, mode: 0o755});
	await Promise.all([
		...hostKeyTypes.map(type => makeKey(join(ssh, `ssh_host_${type}_key`), type, name)),
		...users.map(user => authorise(folder, name, user)),
	]);
}

export async function authorise(folder: string, name: string, user: string): Promise<void> {
	const list = join(sshFolder(folder, name), 'authorized_keys', user);
	await copyFile(join(folder, 'operator', 'id_ed25519.pub'), list);
}

/** Hashed, as Debian's ssh writes it. `names` are what ssh looks a host up by. */
export async function writeKnownHosts(
	folder: string,
	hosts: ReadonlyArray<{readonly name: string; readonly lookup: string}>,
): Promise<void> {
	const path = join(folder, 'operator', 'known_hosts');
	const lines = hosts.flatMap(({name, lookup}) =>
		hostKeyTypes.map(async type => {
			const key = await readFile(join(sshFolder(folder, name), `ssh_host_${type}_key.pub`), 'utf8');
			return `${lookup} ${key.split(' ').slice(0, 2).join(' ')}\n`;
		}),
	);
	await writeFile(path, (await Promise.all(lines)).join(''), {mode: 0o600});
	await mustRun(['ssh-keygen', '-q', '-H', '-f', path]);
	await rm(`${path}.old`, {force: true});
}
