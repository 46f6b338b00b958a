/** A host's own /etc/passwd, shadow and group: the machine's, and the user `rack` who logs in. */
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {hostFolder} from './host-context.ts';

export const rackUser = 'rack';
const rackId = 60_010;

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

export async function writeAccounts(folder: string, name: string, shell = 'bash'): Promise<void> {
	const path = loginShells[shell];
	if (path === undefined) {
		throw new Error(`no shell ${shell}: there are ${Object.keys(loginShells).join(' ')}`);
	}

	const own = hostFolder(folder, name);
	const passwd = await readFile('/etc/passwd', 'utf8');
	const group = await readFile('/etc/group', 'utf8');
	// Written in place: these files are bind mounted in the host, and a renamed one would not be seen there.
	await Promise.all([
		writeFile(
			join(own, 'passwd'),
			`${passwd}${rackUser}:x:${rackId}:${rackId}::/home/${rackUser}:${path}\n`,
		),
		writeFile(join(own, 'group'), `${group}${rackUser}:x:${rackId}:\n`),
		// `*` has no password, but is not locked, which sshd without PAM would refuse.
		writeFile(join(own, 'shadow'), `root:*:19000::::::\n${rackUser}:*:19000::::::\n`),
	]);
}
