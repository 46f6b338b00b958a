/** A host's own /etc/passwd, shadow and group: the machine's, and who logs in: `rack`, or the users of a cluster. */
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {hostFolder} from './host-context.ts';
import {slurmGroup, slurmUsers} from './slurm-cluster.ts';
import type {HostPlan} from './state.ts';

export const rackUser = 'rack';

const rack = {name: rackUser, id: 60_010};

/** Who may log in where this user may. */
export function usersBeside(user: string): readonly string[] {
	const names = slurmUsers.map(({name}): string => name);
	return names.includes(user) ? names : [user];
}

/** Debian's path of each login shell; busybox is one under the name of ash only, which host.sh gives it. */
export const loginShells: Readonly<Record<string, string>> = {
	bash: '/bin/bash',
	busybox: '/run/lab/ash',
	csh: '/bin/csh',
	dash: '/bin/dash',
	fish: '/usr/bin/fish',
	nologin: '/usr/sbin/nologin',
	sh: '/bin/sh',
	tcsh: '/bin/tcsh',
	zsh: '/bin/zsh',
};

export async function writeAccounts(folder: string, host: HostPlan, shell = 'bash'): Promise<void> {
	const path = loginShells[shell];
	if (path === undefined) {
		throw new Error(`no shell ${shell}: there are ${Object.keys(loginShells).join(' ')}`);
	}

	const inFolder = (name: string) => join(hostFolder(folder, host.name), name);
	const isOfCluster = slurmUsers.some(({name}) => name === host.user);
	const users = isOfCluster ? slurmUsers : [rack];
	const group = isOfCluster ? slurmGroup : rack;
	const each = (line: (user: {name: string; id: number}) => string) => users.map(line).join('');
	const passwd = await readFile('/etc/passwd', 'utf8');
	const groups = await readFile('/etc/group', 'utf8');
	// Written in place: these files are bind mounted in the host, and a renamed one would not be seen there.
	await Promise.all([
		writeFile(
			inFolder('passwd'),
			passwd + each(({name, id}) => `${name}:x:${id}:${group.id}::/home/${name}:${path}\n`),
		),
		writeFile(inFolder('group'), `${groups}${group.name}:x:${group.id}:\n`),
		// `*` has no password, but is not locked, which sshd without PAM would refuse.
		writeFile(
			inFolder('shadow'),
			`root:*:19000::::::\n${each(({name}) => `${name}:*:19000::::::\n`)}`,
		),
	]);
}
